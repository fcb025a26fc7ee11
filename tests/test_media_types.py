"""Media types: by how a file begins, else by its name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli import media_types


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (b"%PDF-1.7", "offer.doc", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "photo", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "photo.jpg", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8", "x", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic", "x", "image/heic"),
        (b"PK\x03\x04", "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04", "a.bin", "application/octet-stream"),
        (b"PK\x03\x04", "a", "application/zip"),
        (b"BMW is a car", "note.txt", "text/plain"),
        (b"BMW is a car", "note", "text/plain"),
        (b"plain words", "photo.jpg", "text/plain"),
        (b"<svg/>", "logo.svg", "image/svg+xml"),
        (b"a,b", "list.csv", "text/csv"),
        (b"\x00\x01", "thing", media_types.UNKNOWN),
    ],
)
def test_a_file_is_what_its_bytes_say_else_its_name(data: bytes, name: str, media_type: str) -> None:
    assert media_types.of(data, name) == media_type


@given(st.binary(max_size=40), st.text(max_size=20))
def test_any_file_has_a_media_type(data: bytes, name: str) -> None:
    assert media_types.of(data, name).count("/") == 1
