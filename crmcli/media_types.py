"""Media types: what a file is, by how it begins, else by its name. Pure; nothing of a file is believed but its bytes.

The beginnings are those of pictures and documents that people send each other; any other file goes by its name.
"""

from __future__ import annotations

UNKNOWN = "application/octet-stream"
_IMAGES = (
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"GIF8", "image/gif", ".gif"),
    (b"BM", "image/bmp", ".bmp"),
    (b"II*\x00", "image/tiff", ".tiff"),
    (b"MM\x00*", "image/tiff", ".tiff"),
)
_DOCUMENTS = (
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
)
# Files that are archives inside, or text: their names say more than their beginnings.
_ARCHIVE = b"PK\x03\x04"
_HEIF = (b"heic", b"heix", b"mif1", b"heif", b"avif")


def of(data: bytes, name: str) -> str:
    """Returns the media type of a file: as its bytes say, else as the name's ending does, else `UNKNOWN`."""
    for magic, media_type in _DOCUMENTS:
        if data.startswith(magic):
            return media_type
    from mimetypes import guess_type

    named = guess_type(name, strict=False)[0] or ""
    if data.startswith(_ARCHIVE):
        return named if named.startswith("application/") else "application/zip"
    found = of_image(data)
    # Two letters begin many a file; a text that starts with BM is no picture.
    if found and not (found == "image/bmp" and is_text(data)):
        return found
    if named and not (named.startswith("image/") and named != "image/svg+xml"):
        return named
    return "text/plain" if is_text(data) else UNKNOWN


def of_image(data: bytes) -> str:
    """Returns the media type of a picture by how it begins; empty where it is none."""
    for magic, media_type, _ending in _IMAGES:
        if data.startswith(magic):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF:
        return "image/avif" if data[8:12] == b"avif" else "image/heic"
    return ""


def ending(media_type: str) -> str:
    """Returns what the name of a picture of this type ends in (`.jpg`), or empty where that is not known."""
    found = {each: end for _magic, each, end in _IMAGES}
    return found.get(media_type, "") or {"image/webp": ".webp", "image/heic": ".heic", "image/avif": ".avif"}.get(
        media_type, ""
    )


def is_text(data: bytes) -> bool:
    """Whether bytes are text in UTF-8, without what a text has no use for."""
    if b"\x00" in data:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(data)
