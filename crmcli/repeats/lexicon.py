"""The words of repeating in English, Indonesian, Portuguese, Spanish, Chinese, German and French, and what they mean.

Canonical are `every`, `other` (each second one), the units `d w m q y`, `workday`, the weekdays `MO` to `SU`, `last`,
the numbers, `month1` to `month12`, and `on`, `the`, `of`, `and`, `,`. All languages are known at once. The words are
in lower case and without accents, as `texts.plain` makes them.
"""

from __future__ import annotations

import re
from functools import cache

# Several words that mean one; the longest is tried first.
_AND = re.compile(r"(?<=[a-z]{3}) y (?=[a-z]{3})")  # Spanish; alone it is a year
_THURSDAY = re.compile(r"\bdo\b(?! (?:mes|ano|trimestre|semestre)\b)")  # German, but for Portuguese of the
_RANGE = re.compile(r"([^\W\d_]+?) ?(?:-| (?:to|thru|through|bis|sampai|hingga|a|ate|al|au) |[到至]) ?([^\W\d_]+)")
_DAY_OF_YEAR = re.compile(r"([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*[日号號]?")
_DAY_OF_MONTH = re.compile(r"([0-9]+)\s*[号號]")
_PHRASES = {
    "workday": (
        "working day|working days|business day|business days|week day|week days|hari kerja|hari biasa|dia util|"
        "dias uteis|dia de semana|dias de semana|dia habil|dias habiles|dia laborable|dias laborables|entre semana|"
        "jour ouvre|jours ouvres|jour ouvrable|jours ouvrables|jour de semaine|jours de semaine"
    ),
    "every": (
        "a cada|todo o|toda a|todos os|todas as|todos los|todas las|tous les|toutes les|una vez cada|una vez por|"
        "uma vez por|une fois par|einmal pro|einmal im"
    ),
    "last workday": "ultimo dia util|ultimo dia habil|ultimo dia laborable|dernier jour ouvre|dernier jour ouvrable",
    "the last": "ultimo dia|dernier jour|letzter tag|letzten tag|am letzten|last day|hari terakhir",
    "of m": "do mes|del mes|du mois|des monats|im monat|of the month|of each month|of every month|de cada mes",
    "m": "sebulan sekali|sekali sebulan",
    "last d": (
        "fim do mes|final do mes|fin de mes|fin del mes|fin du mois|end of the month|end of month|ende des monats|"
        "akhir bulan"
    ),
    "on 1 m": "awal bulan|inicio do mes|comeco do mes|principio de mes|principios de mes|debut du mois",
    "SA SU": "sabtu dan minggu|sabtu,minggu",
    "w": "seminggu sekali|sekali seminggu",
    "y": "setahun sekali|sekali setahun",
    "6 m": "half year|half a year|halbes jahr|halbe jahr|medio ano|meio ano",
    "other": "every other|every second",
    "SU": "hari minggu",
}
_WORDS = {
    "every": (
        "every each per once setiap tiap tiap2 cada todo toda todos todas alle jede jeden jedes jeder tout toute "
        "tous toutes chaque 每 每个 每個 每隔"
    ),
    "other": "alternate",
    "d": (
        "d day days daily hari harian dia dias diario diariamente tag tage tagen taglich jour jours quotidien 天 "
        "日 每日 每天"
    ),
    "w": (
        "w wk week weeks weekly minggu mingguan pekan sem semana semanas semanal semanalmente semanalmente woche "
        "wochen wochentlich semaine semaines hebdomadaire 周 週 星期 礼拜 禮拜 个星期 個星期 个礼拜 個禮拜"
    ),
    "m": (
        "m month months monthly bulan bulanan mes meses mensal mensalmente mensual mensualmente monat monate "
        "monaten monatlich mois mensuel 月 个月 個月"
    ),
    "q": (
        "q quarter quarters quarterly kuartal triwulan triwulanan trimestre trimestres trimestral trimestralmente "
        "quartal vierteljahr vierteljahrlich trimestriel 季度 季 个季度 個季度"
    ),
    "y": (
        "y yr year years yearly annual annually tahun tahunan ano anos anual anualmente jahr jahre jahren jahrlich "
        "an ans annee annees annuel 年"
    ),
    "2 w": "隔周 隔週 双周 雙週 fortnight fortnightly quinzena quinzenal quinzenalmente quincena quincenal",
    "6 m": "semester semestre semestral halbjahrlich 半年",
    "workday": (
        "weekday weekdays workday workdays werktag werktage werktags werktaglich 工作日 个工作日 個工作日 平日"
    ),
    "MO": (
        "mo mon monday mondays senin sen segunda segundas seg lunes lun montag montags lundi lundis 周一 週一 "
        "星期一 礼拜一 禮拜一"
    ),
    "TU": (
        "tu tue tues tuesday tuesdays selasa sel terca tercas ter martes mar dienstag dienstags di mardi mardis "
        "周二 週二 星期二 礼拜二 禮拜二"
    ),
    "WE": (
        "we wed wednesday wednesdays rabu rab quarta quartas qua miercoles mie mittwoch mittwochs mi mercredi "
        "mercredis mer 周三 週三 星期三 礼拜三 禮拜三"
    ),
    "TH": (
        "th thu thur thurs thursday thursdays kamis kam quinta quintas qui jueves jue donnerstag donnerstags jeudi "
        "jeudis jeu 周四 週四 星期四 礼拜四 禮拜四"
    ),
    "FR": (
        "fri friday fridays jumat jum sexta sextas sex viernes vie freitag freitags vendredi vendredis ven fr 周五 "
        "週五 星期五 礼拜五 禮拜五"
    ),
    "SA": (
        "sat saturday saturdays sabtu sab sabado sabados samstag samstags sonnabend sa samedi samedis sam 周六 "
        "週六 星期六 礼拜六 禮拜六"
    ),
    "SU": (
        "su sun sunday sundays ahad min domingo domingos dom sonntag sonntags so dimanche dimanches dim 周日 週日 "
        "星期日 礼拜日 禮拜日 周天 週天 星期天 礼拜天 禮拜天"
    ),
    "last": "last terakhir ultimo ultima dernier derniere letzter letzte letzten letztes 最后一个 最後一個 最后 最後",
    "last d": "eom monatsende 月底 月末 最后一天 最後一天",
    "1": (
        "one a first satu pertama um uma primeiro primeira un una uno primero primera primer ein eine einen erste "
        "ersten erster une premier premiere 一 第一个 第一個 第一"
    ),
    "2": (
        "two second dua kedua dois duas segundo dos segunda zwei zweite zweiten zweiter deux deuxieme 二 两 兩 "
        "第二个 第二個 第二"
    ),
    "3": (
        "three third tiga ketiga tres terceiro terceira tercero tercera tercer drei dritte dritten dritter trois "
        "troisieme 三 第三个 第三個 第三"
    ),
    "4": (
        "four fourth empat keempat quatro quarto cuatro cuarto vier vierte vierten vierter quatre quatrieme 四 "
        "第四个 第四個 第四"
    ),
    "5": "five cinco funf cinq lima 五",
    "6": "six seis sechs enam 六",
    "14": "fourteen catorce catorze quatorze vierzehn",
    "15": "fifteen quince quinze funfzehn",
    "10": "ten dez diez zehn dix sepuluh 十",
    "on": "on pada tanggal tgl em no na en el am an dem le 在 的",
    "the": "the los las les la los den der die das o os as feira sekali 一次",
    "of": "of de do da del du des in im",
    "and": "and dan e y und et 和 与 與 及",
    ",": ", + / & 、",
    "month1": "jan january januari janeiro enero ene januar janvier 一月",
    "month2": "feb february februari fevereiro fev febrero februar fevrier 二月",
    "month3": "march maret marco marzo marz mars 三月",
    "month4": "apr april abril abr avril avr 四月",
    "month5": "may mei maio mayo mai 五月",
    "month6": "jun june juni junho junio juin 六月",
    "month7": "jul july juli julho julio juillet 七月",
    "month8": "aug august agustus agu agosto ago aout 八月",
    "month9": "sep sept september setembro set septiembre septembre 九月",
    "month10": "oct october oktober okt outubro out octubre octobre 十月",
    "month11": "nov november novembro noviembre novembre 十一月",
    "month12": "dec december desember des dezembro dez diciembre dic dezember decembre 十二月",
}


@cache
def _table() -> dict[str, str]:
    """Each word with what it means; of two meanings the first named counts."""
    found: dict[str, str] = {}
    for meaning, words in _WORDS.items():
        for word in words.split():
            found.setdefault(word, meaning)
    return found


@cache
def _chinese() -> re.Pattern[str]:
    words = sorted((word for word in _table() if ord(word[0]) > 0x2E80), key=len, reverse=True)
    return re.compile("|".join(words))


@cache
def _phrases() -> re.Pattern[str]:
    every = sorted((phrase for group in _PHRASES.values() for phrase in group.split("|")), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(every)})\b")


def spaced(plain: str) -> str:
    """The text with blanks around the words of Chinese, and each known phrase as its meaning."""
    meanings = {phrase: meaning for meaning, group in _PHRASES.items() for phrase in group.split("|")}
    plain = _RANGE.sub(_range, plain).replace("每隔一", " other ")
    plain = _DAY_OF_YEAR.sub(_day_of_year, _THURSDAY.sub("TH", _AND.sub(" and ", plain)))
    found = _phrases().sub(lambda match: meanings[match[0]], _DAY_OF_MONTH.sub(r" on \1 ", plain))
    return _chinese().sub(lambda match: f" {match[0]} ", found)


def _range(found: re.Match[str]) -> str:
    """`mon-fri` as `MO ~ FR`; what does not stand between two weekdays stays as it is."""
    first, last = canonical(found[1]), canonical(found[2])
    is_range = len(first) == len(last) == 2 and first.isupper() and last.isupper()
    return f" {first} ~ {last} " if is_range else found[0]


def _day_of_year(found: re.Match[str]) -> str:
    """`12月25日` as `on 25 dec`; a month that there is not stays as it is."""
    name = next((words.split()[0] for meaning, words in _WORDS.items() if meaning == f"month{int(found[1])}"), "")
    return f" on {found[2]} {name} " if name else found[0]


def canonical(word: str) -> str:
    """What a word means, in canonical words; one that is not known stays as it is."""
    return word if word.isupper() else _table().get(word, word)
