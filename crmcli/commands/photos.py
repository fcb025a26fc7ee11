"""Photos of contacts: taken from a file, and written out again."""

from __future__ import annotations

from crmcli import context, filenames, files, given_files, media_types
from crmcli.commands import choosing
from crmcli.errors import Invalid, NotFound
from crmcli.i18n import _
from crmcli.store import attachments, blobs, contacts


def read(path: str) -> tuple[bytes, str]:
    """Returns the bytes of a picture and its media type. Raises Invalid for what is no picture, or too large."""
    context.current().spare(path)
    attachments.check_size(path, given_files.size(path), attachments.LARGEST_PHOTO)
    data = given_files.read(path, attachments.LARGEST_PHOTO)
    attachments.check_size(path, len(data), attachments.LARGEST_PHOTO)
    media_type = media_types.of_image(data)
    if not media_type:
        raise Invalid(
            _("{path} is no picture.").format(path=path), _("A photo is a file such as JPEG, PNG, GIF, WebP or HEIC.")
        )
    return data, media_type


def save(contact_id: int, output: str, force: bool) -> None:
    """Writes a contact's photo into a file, named after the contact unless a name is given."""
    here = context.current()
    contact = contacts.get(choosing.connection(), contact_id)
    found = blobs.get(choosing.connection(), contact.photo) if contact.photo else None
    if found is None:
        raise NotFound(
            _("{ref} {name} has no photo.").format(ref=contact.ref, name=contact.name),
            _("crm contact edit {ref} --photo FILE gives one.").format(ref=contact.ref),
        )
    data, media_type = found
    name = filenames.cleaned(contact.name.replace("/", " "), contact.ref) + media_types.ending(media_type)
    path = files.place(output, name)
    here.spare(path)
    files.write(path, data, force=force)
    if here.is_json:
        here.output.document({"id": contact.id, "path": path, "media_type": media_type, "size": len(data)})
    else:
        here.output.sentence(_("Saved {path}").format(path=path))
