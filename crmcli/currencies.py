"""The currencies of ISO 4217, how many digits their smallest units have, and what people write for them. Pure tables.

Must not guess: a sign that several currencies share says so, and whoever reads it decides by the home currency.
"""

from __future__ import annotations

_IN_USE = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF
    CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG
    HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX
    USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW
"""
_WITHOUT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_WITH_THREE = "BHD IQD JOD KWD LYD OMR TND"
CODES = frozenset(_IN_USE.split())
_DIGITS = {**dict.fromkeys(_WITHOUT.split(), 0), **dict.fromkeys(_WITH_THREE.split(), 3), "CLF": 4}

# The home currency where it is one of these, else the one that most people mean; "" is nobody's guess.
SHARED = {
    "$": ("USD", "AUD CAD NZD SGD HKD TWD MXN ARS CLP COP UYU BBD BMD BSD BZD FJD JMD NAD TTD"),
    "dollar": ("USD", "AUD CAD NZD SGD HKD TWD"),
    "peso": ("", "ARS CLP COP CUP DOP MXN PHP UYU"),
    "franc": ("", "CHF XAF XOF XPF"),
    "kr": ("", "SEK NOK DKK ISK"),
    "¥": ("", "CNY JPY"),
    "元": ("", "CNY TWD HKD"),
    "£": ("GBP", "EGP LBP"),
    "rs": ("INR", "PKR LKR NPR MUR"),
}
_ALIKE = {
    "dollars": "dollar", "dolar": "dollar", "dolares": "dollar", "pesos": "peso", "francs": "franc", "franken": "franc",
    "kronor": "kr", "kroner": "kr", "塊": "元", "块": "元", "圓": "元", "块钱": "元", "塊錢": "元", "円": "JPY",
    "pound": "£", "pounds": "£", "yuan": "CNY", "rmb": "CNY", "人民币": "CNY", "人民幣": "CNY", "yen": "JPY",
    "日元": "JPY", "日圓": "JPY", "日币": "JPY", "日幣": "JPY", "nt$": "TWD", "nt": "TWD", "ntd": "TWD",
    "新台幣": "TWD", "新臺幣": "TWD", "台幣": "TWD", "臺幣": "TWD", "新台币": "TWD", "台币": "TWD", "hk$": "HKD",
    "港币": "HKD", "港幣": "HKD", "us$": "USD", "u$s": "USD", "u$": "USD", "美元": "USD", "美金": "USD", "€": "EUR",
    "euro": "EUR", "euros": "EUR", "欧元": "EUR", "歐元": "EUR", "英镑": "GBP", "英鎊": "GBP", "rp": "IDR",
    "rupiah": "IDR", "r$": "BRL", "real": "BRL", "reais": "BRL", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD",
    "nz$": "NZD", "s$": "SGD", "mx$": "MXN", "ar$": "ARS", "rm": "MYR", "ringgit": "MYR", "₩": "KRW", "won": "KRW",
    "원": "KRW", "韩元": "KRW", "韓元": "KRW", "₫": "VND", "đ": "VND", "dong": "VND", "฿": "THB", "baht": "THB",
    "₹": "INR", "rupees": "INR", "₱": "PHP", "₽": "RUB", "руб": "RUB", "₴": "UAH", "грн": "UAH", "zł": "PLN",
    "kc": "CZK", "₺": "TRY", "tl": "TRY", "₪": "ILS", "ft": "HUF", "lei": "RON", "sfr": "CHF", "kz": "AOA",
    "kwanza": "AOA", "kwanzas": "AOA", "mt": "MZN", "mtn": "MZN", "meticais": "MZN", "s/": "PEN", "soles": "PEN",
}  # fmt: skip
WORDS = {
    **{code.lower(): code for code in CODES},
    **{sign: sign for sign in SHARED},
    **_ALIKE,
}  # what is written, in small letters without accents: a code, or a sign that several share


def is_currency(code: str) -> bool:
    """Whether three capital letters name a currency that is in use."""
    return code in CODES


def minor_digits(currency: str) -> int:
    """How many digits the smallest unit has: 2 for USD and IDR, 0 for JPY, 3 for KWD."""
    return _DIGITS.get(currency, 2)


def meant(word: str, home: str) -> str:
    """The code that a word of `WORDS` means to somebody with this home currency; empty where that is not clear."""
    code = WORDS[word]
    if code not in SHARED:
        return code
    usual, all_of_them = SHARED[code]
    return home if home in all_of_them.split() else usual


def all_meant(word: str) -> list[str]:
    """All codes that a word of `WORDS` may mean."""
    code = WORDS[word]
    if code not in SHARED:
        return [code]
    usual, others = SHARED[code]
    return [*filter(None, [usual]), *others.split()]
