"""What bytes are taken for."""

from __future__ import annotations

import codecs
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmcli.formats.encodings import detect, guess, wide_unicode


def detected(data: bytes, region: str = "") -> str:
    return detect(io.BytesIO(data), region)


@pytest.mark.parametrize(
    ("mark", "codec", "expected"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32"),
    ],
)
def test_a_byte_order_mark_decides(mark: bytes, codec: str, expected: str) -> None:
    data = mark + "Name,Телефон\nŁukasz,1\n".encode(codec)
    assert detected(data) == expected
    assert data.decode(expected) == "Name,Телефон\nŁukasz,1\n"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Name,Phone\r\nBudi,1\r\n", "姓名\t手机\r\n张三丰\t13800138000\r\n"])
def test_utf16_without_a_mark_is_told_by_where_its_nuls_are(codec: str, text: str) -> None:
    assert detected(text.encode(codec)) == codec
    assert wide_unicode(text.encode(codec)) == codec


@pytest.mark.parametrize("text", ["", "Name,Phone\nBudi,1\n", "Łukasz Ørsted 王小明 Иван"])
def test_ascii_and_sound_utf8_are_utf8(text: str) -> None:
    assert detected(text.encode()) == "utf-8"


def test_utf8_is_recognised_across_the_blocks_it_is_read_in() -> None:
    assert detected(b"a" + "王".encode() * 100_000) == "utf-8"


def test_utf8_with_a_few_broken_bytes_stays_utf8() -> None:
    assert detected("Łukasz, Żółć, 王小明, Иванов Иван\n".encode() * 20 + b"Jos\xe9\n") == "utf-8"
    assert detected("王小明 ".encode() * 50 + "王".encode()[:2]) == "utf-8"


def test_a_byte_far_behind_the_beginning_still_counts() -> None:
    assert detected(b"Name,Phone\n" * 50_000 + "José Muñoz\n".encode("cp1252")) == "cp1252"


SAMPLES = [
    ("姓名,手机,备注\n张三丰,138,示例公司\n", "gb18030"),
    ("姓名,電話\n陳美玲,0912\n王小明,02\n", "cp950"),
    ("名前,携帯電話\n山田太郎,090\nさとう はなこ,03\n", "cp932"),
    ("이름,휴대폰\n김철수,010\n박영희,02\n", "cp949"),
    ("José Muñoz\nJürgen Groß\nFrançois Lefèvre\n", "cp1252"),
    ("João da Conceição\nSão Paulo\n", "cp1252"),
    ("O’Brien – “Ed” café\n", "cp1252"),
    ("Łukasz Wiśniewski\nŻaneta Kościuszko\n", "cp1250"),
    ("Dvořák Jiří\nČeněk Štěpánek\n", "cp1250"),
    ("Kovács Ágnes\nGyőr\nSzűcs Ödön\n", "cp1250"),
    ("Имя;Фамилия\nИван;Петров\n", "cp1251"),
    ("Олексій Шевченко\nКиїв\n", "cp1251"),
    ("Имя;Фамилия\nИван;Петров\n", "koi8_r"),
    ("Имя;Фамилия\nИван;Петров\n", "cp866"),
    ("Γιώργος Παπαδόπουλος\nΑθήνα\n", "cp1253"),
    ("Ayşe Yılmaz\nGülşen Öztürk\nİstanbul\n", "cp1254"),
    ("אפרים קישון\nתל אביב\n", "cp1255"),
    ("محمد علي\nالقاهرة\n", "cp1256"),
    ("สมชาย ใจดี\nกรุงเทพ\n", "cp874"),
    ("Jānis Bērziņš\nRīga\nLiepāja Ģirts\n", "cp1257"),
]


@pytest.mark.parametrize(("text", "codec"), SAMPLES)
def test_the_text_of_people_s_names_tells_the_encoding(text: str, codec: str) -> None:
    data = text.encode(codec)
    assert data.decode(detected(data)) == text
    assert data.decode(guess(data)) == text


@pytest.mark.parametrize(
    ("text", "codec", "region"),
    [
        ("王", "gb18030", "CN"),
        ("李", "cp950", "TW"),
        ("佐藤", "cp932", "JP"),
        ("山田太郎 ﾔﾏﾀﾞ ﾀﾛｳ", "cp932", "JP"),
        ("דוד כהן", "cp1255", "IL"),
        ("Çelik", "cp1254", "TR"),
        ("Zażółć", "cp1250", "PL"),
    ],
)
def test_the_region_settles_what_a_few_letters_leave_open(text: str, codec: str, region: str) -> None:
    data = text.encode(codec)
    assert data.decode(guess(data, region)) == text


def test_the_escapes_of_japanese_mail_are_known() -> None:
    data = "名前,電話\n山田太郎,03\n".encode("iso2022_jp")
    assert detected(data) == "iso2022_jp"
    assert guess(data) == "iso2022_jp"


def test_detecting_rewinds_the_stream() -> None:
    stream = io.BytesIO(b"\xff\xfe" + "abc".encode("utf-16-le"))
    stream.seek(3)
    detect(stream)
    assert stream.tell() == 0


@given(st.binary(max_size=300), st.sampled_from(["", "CN", "TW", "JP", "ID", "PL", "XX"]))
def test_any_bytes_have_an_encoding_that_python_knows_and_always_the_same(data: bytes, region: str) -> None:
    codec = detected(data, region)
    assert isinstance(data.decode(codec, "replace"), str)
    assert detected(data, region) == codec
    assert isinstance(data.decode(guess(data, region), "replace"), str)


@given(st.text(min_size=1))
def test_every_text_in_utf8_is_read_back(text: str) -> None:
    data = codecs.BOM_UTF8 + text.encode("utf-8", "surrogatepass")
    assert detected(data) == "utf-8-sig"
