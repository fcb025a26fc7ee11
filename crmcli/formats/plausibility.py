"""How much sense bytes make in an encoding: the letters people use, in the places where people use them.

Promises a deterministic answer in time linear in the sample. It knows letters and characters, and no files;
which bytes to look at, and what Unicode there is, is decided in `encodings`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

# The order breaks ties, the number is what the encoding starts with: rare ones have to earn their place.
_MULTI_BYTE = {"gb18030": 0.0, "cp950": 0.0, "big5hkscs": -0.02, "cp932": 0.0, "cp949": 0.0, "euc_jp": -0.05}


@dataclass(frozen=True)
class _Alphabet:
    """One byte, one character: the letters of the languages written so, commonest first, and a head start."""

    languages: tuple[str, ...]
    is_latin: bool = False
    head_start: float = 0.0


_WESTERN = (
    "éèàçêôâîùûëïœæ",
    "üäößé",
    "áéíóúñü¿¡ºª",
    "ãçáéíóâêúàôõü",
    "àèéùòì",
    "äöåé",
    "øåæéäö",
    "áíðéóúöæýþ",
    "éëïöüèáó",
)
_RUSSIAN = "оаеинтвсрлкмдяпуйыгбьзчшжхюёцщэфъ"
_UKRAINIAN = "оаиніртевкслмдупзяьйгбчхжїшюцщєфґ’"
_CYRILLIC = (
    _RUSSIAN,
    _UKRAINIAN,
    "аоеинтрсвлкдпмузяъбгчщйцжшхюфь",
    "аоиенрсјтквмудплзбгчшцћжхљњђфџѓќѕ",
    "аоіенўылркстьявдмзупбгйчцшэёжхюф",
)
_SINGLE_BYTE = {
    "cp1252": _Alphabet(_WESTERN, True, 0.05),
    "cp1251": _Alphabet(_CYRILLIC, False, 0.02),
    "cp1250": _Alphabet(
        ("łąężśćóńź", "áíéřčěžýůšúňťďó", "áéóöőíüúű", "ăâîşţ", "čćšžđ", "áíčéžýšúľňťóäďôŕĺ", "čšž", "ëç"),
        True,
    ),
    "cp1254": _Alphabet(("ışçüğöİâîû",), True),
    "cp1253": _Alphabet(("αοιτενσςρκπηλμυδγάίόέήθχφωβύώξζψϊϋ",)),
    "cp1255": _Alphabet(("יוהלארתבמשנםחדקעפטגכצסזןךץף",)),
    "cp1256": _Alphabet(("اليمنرتبوةدسفعهكقحجشطصخضذثزغظأإىئءؤآ", "ایرندهمتبسوشخکگزفقلحجعپصطچآغضذئثژظ")),
    "cp874": _Alphabet(("านรกเงมยลวดทสตปะบอแหคจพชขใไโผถซณศธฐภญษ่้ิีุูัา์ำ",)),
    "koi8_r": _Alphabet((_RUSSIAN,)),
    "koi8_u": _Alphabet((_UKRAINIAN,), False, -0.01),
    "cp866": _Alphabet((_RUSSIAN,), False, -0.05),
    "cp1257": _Alphabet(("āīēšūņļžčķģ", "ėšžųąįčūę", "äõöüšž"), True, -0.02),
    "cp1258": _Alphabet(("đăâêôơư\u0300\u0301\u0303\u0309\u0323àáãèéìíòóõùúý",), True, -0.1),
    "cp850": _Alphabet(_WESTERN, True, -0.1),
    "mac_roman": _Alphabet(_WESTERN, True, -0.1),
}
_REGION_BONUS = 0.3
_REGIONS = {
    "gb18030": "CN SG",
    "cp950": "TW HK MO",
    "big5hkscs": "HK MO",
    "cp932": "JP",
    "cp949": "KR KP",
    "cp1252": "US GB IE FR DE AT CH ES PT BR IT NL BE LU DK NO SE FI IS MX AR CL CO PE VE ID MY PH AU NZ CA",
    "cp1251": "RU BY UA BG RS MK KZ KG UZ TJ MN",
    "cp1250": "PL CZ SK HU RO HR SI BA AL MD",
    "cp1254": "TR AZ CY",
    "cp1253": "GR CY",
    "cp1255": "IL",
    "cp1256": "SA AE EG IR IQ JO KW LB LY MA OM PK QA SY TN YE BH DZ SD",
    "cp874": "TH",
    "cp1257": "LT LV EE",
    "cp1258": "VN",
}
# Characters that address books are full of: the commonest of each script, surnames, words of columns, places.
_SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经"
    "么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性"
    "知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位"
    "次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再"
    "感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王张李赵"
    "刘陈杨黄周吴徐孙胡朱郭何林罗梁宋郑谢韩唐冯董萧程曹袁邓傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范石姚谭廖邹熊陆"
    "郝孔崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎武乔贺姓名手机号码住宅邮箱备注办公传真邮件址街省县路室楼经理师娜芳敏静丽强磊洋勇"
)
_TRADITIONAL = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經"
    "麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性"
    "知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位"
    "次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再"
    "感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王張李趙"
    "劉陳楊黃周吳徐孫胡朱郭何林羅梁宋鄭謝韓唐馮董蕭程曹袁鄧傅沈曾彭呂蘇盧蔣蔡賈丁魏薛葉閻余潘杜戴夏鍾汪田姜范石姚譚廖鄒熊陸"
    "郝孔崔康毛邱秦江史顧侯邵孟龍萬段錢湯尹黎武喬賀姓名手機號碼住宅郵箱備註辦公傳真郵件址街省縣路室樓經理師娜芳敏靜麗強磊洋勇"
    "稱謂職訊務遞區號別網頁灣臺台北市玲惠雅婷怡君志偉建宏淑芬"
)
_JAPANESE = (
    "田山藤本村川木中井上佐高小野松石森林原島橋崎口清加伊渡辺阿部吉斎鈴東京都府県市区町大阪横浜郎子美太一二三正名前電話番号住所会社"
    "携帯自宅勤務先氏姓様株式有限国愛知神奈福岡広北海道兵庫埼玉千葉和裕恵真由香健樹翔拓也介之助夫雄明直浩幸郵便役職備考誕生日月年"
)
_KOREAN = (
    "이김박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민진지은수영현준서연미희경혜재호상승동철용태기원"
    "선숙자정순인아윤예빈나다라가사의를을에는름휴대폰집화회사메일주소직부모바전팩스번호생년월일시도군구읍면동리대표과장님명칭"
)


def best_codec(sample: bytes, region: str = "") -> tuple[str, bool]:
    """Return the codec that makes most sense of `sample` (words beyond ASCII), and whether it convinces.

    `region` is an ISO 3166 code or empty. Convincing means that most characters are usual in that encoding.
    """
    home = region.upper()
    best, best_score = "cp1252", float("-inf")
    for codec, head_start in _MULTI_BYTE.items():
        score = head_start + _score_multi_byte(sample, codec) + _bonus(codec, home)
        if score > best_score:
            best, best_score = codec, score
    for codec, alphabet in _SINGLE_BYTE.items():
        score = alphabet.head_start + _score_single_byte(sample, codec) + _bonus(codec, home)
        if score > best_score:
            best, best_score = codec, score
    return best, best_score > 0.3


def _bonus(codec: str, region: str) -> float:
    return _REGION_BONUS if region and region in _REGIONS.get(codec, "").split() else 0.0


_IN_LATIN_WORD = re.compile(r"[A-Za-z][^\x00-\x7f][a-z]")


def _score_multi_byte(sample: bytes, codec: str) -> float:
    text = sample.decode(codec, "replace")
    counts = Counter(text)
    total = points = 0.0
    for character, count in counts.items():
        if character > "\x7f":
            total += count
            points += count * _worth(character, codec)
    return (points - len(_IN_LATIN_WORD.findall(text))) / total if total else -10.0


_COMMONPLACE = {
    "gb18030": frozenset(_SIMPLIFIED),
    "cp950": frozenset(_TRADITIONAL),
    "big5hkscs": frozenset(_TRADITIONAL),
    "cp932": frozenset(_JAPANESE),
    "euc_jp": frozenset(_JAPANESE),
    "cp949": frozenset(_KOREAN),
}
# The national sets put everyday characters first: their names, and the lead bytes of their first level.
_FIRST_LEVEL = {
    "gb18030": ("gb2312", 0xB0, 0xD7),
    "cp950": ("big5", 0xA4, 0xC6),
    "big5hkscs": ("big5", 0xA4, 0xC6),
    "cp932": ("shift_jis", 0x88, 0x97),
    "euc_jp": ("euc_jp", 0xB0, 0xCF),
    "cp949": ("euc_kr", 0xB0, 0xC8),
}


def _worth(character: str, codec: str) -> float:
    point = ord(character)
    if character == "\ufffd":
        return -10.0
    if 0xE000 <= point <= 0xF8FF or point < 0xA0:
        return -2.0
    if character in _COMMONPLACE[codec]:
        return 1.0
    if 0x3000 <= point <= 0x303F or 0xFF00 <= point <= 0xFF5E or 0x2010 <= point <= 0x2026:
        return 0.5
    if 0x3040 <= point <= 0x30FF:
        return 1.0 if codec in ("cp932", "euc_jp") else 0.1
    if 0x4E00 <= point <= 0x9FFF or 0xAC00 <= point <= 0xD7A3:
        return _worth_by_level(character, codec)
    return 0.1 if 0xFF61 <= point <= 0xFF9F else -0.3


def _worth_by_level(character: str, codec: str) -> float:
    national, first, last = _FIRST_LEVEL[codec]
    try:
        lead = character.encode(national)[0]
    except UnicodeEncodeError:
        return -0.3
    return 0.6 if first <= lead <= last else 0.0


# One code a byte, so that habits of spelling can be counted by patterns over the translated sample.
_CASE_UPSIDE_DOWN = re.compile(rb"[ln](?=N)")
_SIGN_IN_WORD = re.compile(rb"(?<=[lLnN])s(?=[lLnNs])|s(?=[lnN])")
_MIXED_SCRIPTS = re.compile(rb"[lL](?=[nNm])|[nNm](?=[lL])")
_ALL_CAPITALS = re.compile(rb"N(?=N)")
_CROWDED_ACCENTS = re.compile(rb"[nN]{3}")
_MARK_WITHOUT_LETTER = re.compile(rb"(?<![nNm])m")


def _score_single_byte(sample: bytes, codec: str) -> float:
    worth_by_language, classes = _byte_tables(codec)
    counts = [(byte, count) for byte, count in Counter(sample).items() if byte > 0x7F]
    total = sum(count for _, count in counts)
    if not total:
        return -10.0
    points = max(sum(count * worths[byte] for byte, count in counts) for worths in worth_by_language)
    habits = sample.translate(classes)
    faults = float(len(_CASE_UPSIDE_DOWN.findall(habits)))
    faults += 0.7 * len(_SIGN_IN_WORD.findall(habits))
    if _SINGLE_BYTE[codec].is_latin:
        faults += 2.0 * len(_CROWDED_ACCENTS.findall(habits))
    else:
        faults += len(_MIXED_SCRIPTS.findall(habits)) + len(_MARK_WITHOUT_LETTER.findall(habits))
        faults += 0.1 * len(_ALL_CAPITALS.findall(habits))
    return (points - faults) / total


_QUOTES = frozenset("’‘“”„«»–—´\xa0")
_HARMLESS_SIGNS = frozenset("‚…•€£§°©®™·¿¡ºª№")


@cache
def _byte_tables(codec: str) -> tuple[list[list[float]], bytes]:
    """What each byte is worth in each language of `codec`; and each byte's class.

    Classes: l L letters of ASCII, n N other letters, m marks, s signs, q what stands at the edge of a word.
    """
    characters = [bytes((byte,)).decode(codec, "replace") for byte in range(256)]
    alphabet = _SINGLE_BYTE[codec]
    everybody = frozenset("".join(alphabet.languages))
    # Only where every letter is beyond ASCII does it tell much how common each of them is.
    slope = 0.25 if alphabet.is_latin else 0.6
    worths = [
        [_letter_worth(character, language, everybody, slope) for character in characters]
        for language in alphabet.languages
    ]
    return worths, "".join(map(_class_of, characters)).encode("ascii")


def _letter_worth(character: str, language: str, everybody: frozenset[str], slope: float) -> float:
    category = unicodedata.category(character)
    if character == "\ufffd":
        return -10.0
    if category[0] == "C":
        return 0.0 if character in "\u200c\u200d\u200e\u200f" else -2.0
    if character in _QUOTES or character == "€":
        return 1.0
    rank = language.find(character if character in language else character.lower())
    if rank >= 0:
        return 1.0 - slope * rank / len(language)
    if character.lower() in everybody:
        return 0.3
    if category[0] in "LM":
        return 0.1
    return 0.4 if character in _HARMLESS_SIGNS else -0.5


def _class_of(character: str) -> str:
    if character in _QUOTES:
        return "q"
    if character.isalpha():
        return ("L" if character.isupper() else "l") if character.isascii() else "N" if character.isupper() else "n"
    if unicodedata.category(character)[0] == "M":
        return "m"
    return " " if character.isascii() or character in "ºª\u200c\u200d" else "s"
