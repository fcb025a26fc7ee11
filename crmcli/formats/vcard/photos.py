"""Pictures: base64 in the card or a `data:` URI. The address of a picture elsewhere is kept as it stands."""

from __future__ import annotations

from crmcli import media_types
from crmcli.formats.drafts import PhotoDraft
from crmcli.formats.vcard.building import Builder, Handler
from crmcli.formats.vcard.lines import BASE64, Head
from crmcli.formats.vcard.values import decode_base64, unescape
from crmcli.i18n import _

_SHORTEST_UNDECLARED = 64  # characters of base64 that nobody declared as such


def _photo(builder: Builder, head: Head, value: str) -> bool:
    start = value[:5].lower()
    if start == "data:":
        return _add(builder, head, value, is_data_uri=True)
    if head.encoding == BASE64:
        return _add(builder, head, value, is_data_uri=False)
    if len(value) >= _SHORTEST_UNDECLARED and "://" not in value[:40]:
        data = decode_base64(value)
        if data and media_types.of_image(data):
            return _add(builder, head, value, is_data_uri=False)
    return not value.strip()


def _add(builder: Builder, head: Head, value: str, *, is_data_uri: bool) -> bool:
    if not builder.photos:
        return True
    if builder.draft.photo:
        return False
    declared = _declared_type(head)
    if is_data_uri:
        media_type, data = _read_data_uri(value)
        declared = media_type or declared
    else:
        data = decode_base64(value)
    if data:
        builder.draft.photo = PhotoDraft(data, media_types.of_image(data) or declared or "application/octet-stream")
    elif value.strip():
        builder.draft.problems.append(_("The picture is broken and was left out."))
    return True


def _read_data_uri(value: str) -> tuple[str, bytes | None]:
    meta, _comma, body = unescape(value)[len("data:") :].partition(",")
    words = [word.strip() for word in meta.lower().split(";")]
    media_type = words[0] if "/" in words[0] else ""
    if "base64" in words:
        return media_type, decode_base64(body)
    from urllib.parse import unquote_to_bytes

    return media_type, unquote_to_bytes(body)


def _declared_type(head: Head) -> str:
    media_type = head.parameter("MEDIATYPE") or next(iter(head.types), "")
    media_type = media_type.strip().lower()
    if "/" in media_type or not media_type.isalnum():
        return media_type if "/" in media_type else ""
    return "image/" + {"jpg": "jpeg", "tif": "tiff"}.get(media_type, media_type)


HANDLERS: dict[str, Handler] = {"PHOTO": _photo}
