"""The country of a phone number by its first digits, where these settle it. Pure.

Standing here, the table costs no import: phonenumbers would take longer than the list in which a holiday is shown.
A test holds it to phonenumbers. Numbers that several countries share, of no place, or free of charge, have no country.
"""

from __future__ import annotations

from collections.abc import Iterable

_COUNTRIES = """
20=EG 27=ZA 30=GR 31=NL 32=BE 33=FR 34=ES 36=HU 40=RO 41=CH 43=AT 45=DK 46=SE 48=PL 49=DE 51=PE 52=MX 53=CU 54=AR
55=BR 56=CL 57=CO 58=VE 60=MY 62=ID 63=PH 64=NZ 65=SG 66=TH 81=JP 82=KR 84=VN 86=CN 90=TR 91=IN 92=PK 93=AF 94=LK
95=MM 98=IR 211=SS 213=DZ 216=TN 218=LY 220=GM 221=SN 222=MR 223=ML 224=GN 225=CI 226=BF 227=NE 228=TG 229=BJ 230=MU
231=LR 232=SL 233=GH 234=NG 235=TD 236=CF 237=CM 238=CV 239=ST 240=GQ 241=GA 242=CG 243=CD 244=AO 245=GW 246=IO 247=AC
248=SC 249=SD 250=RW 251=ET 252=SO 253=DJ 254=KE 255=TZ 256=UG 257=BI 258=MZ 260=ZM 261=MG 263=ZW 264=NA 265=MW 266=LS
267=BW 268=SZ 269=KM 291=ER 297=AW 298=FO 299=GL 350=GI 351=PT 352=LU 353=IE 354=IS 355=AL 356=MT 357=CY 359=BG 370=LT
371=LV 372=EE 373=MD 374=AM 375=BY 376=AD 377=MC 378=SM 380=UA 381=RS 382=ME 383=XK 385=HR 386=SI 387=BA 389=MK 420=CZ
421=SK 423=LI 500=FK 501=BZ 502=GT 503=SV 504=HN 505=NI 506=CR 507=PA 508=PM 509=HT 591=BO 592=GY 593=EC 594=GF 595=PY
596=MQ 597=SR 598=UY 670=TL 672=NF 673=BN 674=NR 675=PG 676=TO 677=SB 678=VU 679=FJ 680=PW 681=WF 682=CK 683=NU 685=WS
686=KI 687=NC 688=TV 689=PF 690=TK 691=FM 692=MH 850=KP 852=HK 853=MO 855=KH 856=LA 880=BD 886=TW 960=MV 961=LB 962=JO
963=SY 964=IQ 965=KW 966=SA 967=YE 968=OM 970=PS 971=AE 972=IL 973=BH 974=QA 975=BT 976=MN 977=NP 992=TJ 993=TM 994=AZ
995=GE 996=KG 998=UZ
"""
# Codes that several countries share: the first digits of each, as far as they settle it; empty where they do not.
_SHARED = {
    "RU": "73 74 78 79",
    "KZ": "77",
    "GB": "441 442 443 447",
    "GG": "441481 447781",
    "JE": "441534 447797 447937",
    "IM": "441624 447624",
    "IT": "39",
    "VA": "3906698",
    "NO": "47",
    "SJ": "4779",
    "AU": "61",
    "MA": "212",
    "RE": "262262 262692 262693",
    "YT": "262269 262639",
    "SH": "290",
    "TA": "2908",
    "FI": "358",
    "AX": "35818",
    "CW": "5996 5999",
    "BQ": "5993 5994 5997",
    "": "447457 447509 447524 447700 447829 447839 4470 4476 6114 61851 61891 2125288 2125289 2622688 2622689",
}
# The countries of the code 1 besides the United States, which have the rest.
_AMERICA = {
    "CA": "204 226 236 249 250 257 263 273 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 468 474 506"
    " 514 519 548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807"
    " 819 825 867 873 879 902 905 942",
    "BS": "242", "BB": "246", "AI": "264", "AG": "268", "VG": "284", "VI": "340", "KY": "345", "BM": "441",
    "GD": "473", "TC": "649", "JM": "658 876", "MS": "664", "MP": "670", "GU": "671", "AS": "684", "SX": "721",
    "LC": "758", "DM": "767", "VC": "784", "PR": "787 939", "DO": "809 829 849", "TT": "868", "KN": "869",
    "": "500 521 522 523 524 525 526 527 528 529 532 533 535 538 544 566 577 588 600 622 633 644 655 677 688 700 710"
    " 800 822 833 844 855 866 877 880 881 882 883 884 885 886 887 888 889 900",
}  # fmt: skip
_LONGEST = 7  # digits that settle it

_by_digits: dict[str, str] = {}


def of_number(normal: str) -> str:
    """Returns the country of a number in E.164 (`+62…` gives `ID`), or empty where it cannot be told."""
    if not normal.startswith("+"):
        return ""
    table = _all()
    digits = normal[1:]
    found = next((table[digits[:end]] for end in range(_LONGEST, 1, -1) if digits[:end] in table), None)
    if found is not None:
        return found
    return "US" if digits[:1] == "1" and len(digits) == 11 and digits[1] in "23456789" else ""


def possible(beginnings: Iterable[str]) -> set[str]:
    """Returns the countries of all numbers that begin so (`+4477` gives GB, GG, JE and IM), and maybe others."""
    digits = {each[1:] for each in beginnings}
    begun = {each[:end] for each in digits for end in range(1, len(each) + 1)}
    found = {
        country
        for start, country in _all().items()
        if start in begun or any(start[:end] in digits for end in range(1, len(start)))
    }
    return (found | {"US"} if "1" in begun else found) - {""}


def _all() -> dict[str, str]:
    """The countries by the first digits."""
    if not _by_digits:
        _by_digits.update(
            (code, country) for code, _is, country in (each.partition("=") for each in _COUNTRIES.split())
        )
        for country, starts in _SHARED.items():
            _by_digits.update(dict.fromkeys(starts.split(), country))
        for country, areas in _AMERICA.items():
            _by_digits.update({f"1{area}": country for area in areas.split()})
    return _by_digits
