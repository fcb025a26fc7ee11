"""Countries by the names that address books write: in English, in their own languages and in the neighbours'. Pure.

A name that is not here, or means several countries, means none.
"""

from __future__ import annotations

from crmcli.texts import plain

_NAMES = """
AE united arab emirates, uae, emirates, الإمارات العربية المتحدة, emirados arabes unidos, vereinigte arabische emirate
AO angola
AR argentina, argentinien, argentine
AT austria, österreich, autriche, áustria
AU australia, australien, australie, austrália, 澳大利亚, 澳洲
BD bangladesh, বাংলাদেশ
BE belgium, belgië, belgique, belgien, bélgica
BN brunei, brunei darussalam
BO bolivia, bolivien
BR brazil, brasil, brasilien, brésil, 巴西
CA canada, kanada, canadá, 加拿大
CH switzerland, schweiz, suisse, svizzera, swiss, suíça, suiza
CL chile, chili
CN china, people's republic of china, pr china, p.r. china, prc, mainland china, tiongkok, cina, chine, 中国, 中國
CO colombia, kolumbien, colombie
CR costa rica
CZ czech republic, czechia, česko, česká republika, tschechien, tschechische republik
DE germany, deutschland, allemagne, jerman, alemania, alemanha, germania, 德国, 德國
DK denmark, danmark, dänemark, danemark
EC ecuador, equador
EG egypt, مصر, ägypten, égypte, mesir
ES spain, españa, spanien, espagne, espanha, spanyol, 西班牙
FI finland, suomi, finnland
FR france, frankreich, prancis, francia, frança, 法国, 法國
GB united kingdom, great britain, uk, u.k., england, scotland, wales, inggris, großbritannien, vereinigtes königreich,
GB royaume-uni, reino unido, 英国, 英國
GR greece, ελλάδα, griechenland, grèce
HK hong kong, hongkong, hong kong sar, 香港
HU hungary, magyarország, ungarn
ID indonesia, republik indonesia, indonesien, indonésie, indonésia, 印尼, 印度尼西亚
IE ireland, éire, irland, irlande, irlanda
IL israel, ישראל
IN india, bharat, भारत, indien, inde, índia, 印度
IT italy, italia, italien, italie, itália, 意大利
JP japan, nippon, jepang, japon, japón, japão, 日本
KE kenya, kenia
KH cambodia, kamboja, កម្ពុជា, 柬埔寨
KR south korea, korea, republic of korea, korea selatan, südkorea, corée du sud, 대한민국, 한국, 韩国, 韓國
KW kuwait, الكويت
LA laos, ລາວ
LK sri lanka, ශ්‍රී ලංකා
LU luxembourg, luxemburg
MA morocco, maroc, المغرب, marokko, marruecos
MM myanmar, burma
MO macau, macao, 澳门, 澳門
MX mexico, méxico, mexiko, mexique
MY malaysia, 马来西亚, 馬來西亞
MZ mozambique, moçambique, mosambik
NG nigeria
NL netherlands, the netherlands, nederland, holland, niederlande, belanda, pays-bas, países bajos, países baixos
NO norway, norge, norwegen, norvège
NZ new zealand, aotearoa, selandia baru, neuseeland, nouvelle-zélande
PE peru, perú, pérou
PH philippines, the philippines, pilipinas, filipina, philippinen, 菲律宾, 菲律賓
PK pakistan, پاکستان
PL poland, polska, polen, pologne
PT portugal
PY paraguay, paraguai
QA qatar, قطر
RO romania, românia, rumänien
RU russia, russian federation, россия, russland, russie, rusia, rússia
SA saudi arabia, kingdom of saudi arabia, ksa, السعودية, arab saudi, saudi-arabien
SE sweden, sverige, schweden, suède
SG singapore, singapura, singapur, singapour, 新加坡
TH thailand, ไทย, ประเทศไทย, muangthai, thaïlande, 泰国, 泰國
TL timor-leste, east timor, timor leste
TR turkey, türkiye, türkei, turki, turquie
TW taiwan, taiwan roc, taiwan (roc), republic of china, 台灣, 臺灣, 台湾, 中華民國
UA ukraine, україна
US united states, united states of america, usa, u.s.a., u.s., america, amerika serikat, vereinigte staaten, états-unis,
US estados unidos, eua, ee.uu., 美国, 美國
UY uruguay, uruguai
VE venezuela
VN vietnam, viet nam, việt nam, 越南
ZA south africa, afrika selatan, südafrika, áfrica do sul
"""

_by_name: dict[str, str] = {}


def code_of(text: str) -> str:
    """Returns the two letters of a country that is named, or written as its two letters (`ID`); empty for none."""
    name = text.strip()
    if len(name) == 2 and name.isascii() and name.isalpha() and name.lower() != "uk":
        return name.upper()
    if not _by_name:
        for line in _NAMES.strip().splitlines():
            for each in line[3:].split(","):
                _by_name[plain(each.strip())] = line[:2]
    return _by_name.get(plain(name), "") if name else ""
