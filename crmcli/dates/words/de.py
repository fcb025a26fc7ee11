"""German words for days and times. `morgen` is tomorrow, and the morning behind the name of a day."""

_DAYS = {
    "monday": "montag, mo", "tuesday": "dienstag, di", "wednesday": "mittwoch, mi", "thursday": "donnerstag, do",
    "friday": "freitag, fr", "saturday": "samstag, sonnabend, sa", "sunday": "sonntag, so",
}  # fmt: skip
_PARTS = {
    "morning": ("morgen", "früh", "vormittag"), "midday": ("mittag",), "afternoon": ("nachmittag",),
    "evening": ("abend",),
}  # fmt: skip
_NUMBERS = (
    "", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn",
    "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig",
)  # fmt: skip
_ORDINALS = (
    "", "erste", "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte", "zehnte", "elfte",
    "zwölfte", "dreizehnte", "vierzehnte", "fünfzehnte",
)  # fmt: skip


def _declined(*stems: str) -> str:
    return ", ".join(f"{stem}{ending}" for stem in stems for ending in ("e", "er", "en", "es", "em"))


def _compounds() -> dict[str, str]:
    """The parts of the weekdays in one word and in two: Montagabend, Montag Abend."""
    found = {}
    for day, names in _DAYS.items():
        for part, words in _PARTS.items():
            full = [name.strip() for name in names.split(",")]
            glued = [name + word for name in full[:-1] for word in words]
            parted = [f"{name} morgen" for name in (*full, f"{full[-1]} .")] if part == "morning" else []
            found[f"{day} {part}"] = ", ".join(glued + parted)
    return found


WORDS = {
    "now": "jetzt, gerade eben, sofort", "today": "heute, heut, heute noch, noch heute", "tomorrow": "morgen",
    "overmorrow": "übermorgen", "third": "überübermorgen", "yesterday": "gestern", "ereyesterday": "vorgestern",
    "thirdlast": "vorvorgestern", "today morning": "heute morgen, heut morgen", "yesterday morning": "gestern morgen",
    "ereyesterday morning": "vorgestern morgen",
    **_DAYS,
    **_compounds(),
    "january": "januar, jänner, jan", "february": "februar, feber, feb", "march": "märz, mrz, mär",
    "april": "april, apr", "may": "mai", "june": "juni, juno, jun", "july": "juli, jul", "august": "august, aug",
    "september": "september, sept, sep", "october": "oktober, okt", "november": "november, nov",
    "december": "dezember, dez", "minute": "minute, minuten", "hour": "stunde, stunden, std, stdn",
    "day": "tag, tage, tagen", "workday": "werktag, werktage, werktagen, arbeitstag, arbeitstage, arbeitstagen",
    "week": "woche, wochen, wo", "month": "monat, monate, monaten, monats",
    "quarter": "quartal, quartale, quartalen, quartals", "year": "jahr, jahre, jahren, jahres",
    "30 minute": "halbe stunde, halben stunde, eine halbe stunde, einer halben stunde, halbstunde",
    "90 minute": "anderthalb stunden, eineinhalb stunden", "15 minute": "viertelstunde, einer viertelstunde",
    "6 month": "einem halben jahr, halben jahr, halbes jahr",
    "weekend": "wochenende, we, das wochenende, am wochenende, kommendes wochenende, kommenden wochenende, "
    "kommende wochenende",
    **{str(number): word for number, word in enumerate(_NUMBERS) if word},
    **{str(20 + n): f"{'ein' if n == 1 else _NUMBERS[n]}undzwanzig" for n in range(1, 10)},
    **{f"{n} nth": ", ".join(_ORDINALS[n] + end for end in ("", "r", "n")) for n in range(1, 16)},
    **{f"which{n}": ", ".join(_ORDINALS[n] + end for end in ("", "r", "n")) for n in range(1, 6)},
    "which-1": _declined("letzt"),
    "1": "eins, ein, eine, einem, einer, einen", "2": "zwei, zwo", "30": "dreißig", "31": "einunddreißig",
    "40": "vierzig", "45": "fünfundvierzig", "50": "fünfzig", "60": "sechzig", "90": "neunzig",
    "next": _declined("nächst", "kommend", "folgend"), "afternext": _declined("übernächst"),
    "last": _declined("letzt", "vergangen", "vorig"), "beforelast": _declined("vorletzt"),
    "this": _declined("dies"),
    "in": "in", "hence": "ab heute, ab jetzt", "ago": "vor", "plus": "und", "from": "nach",
    "morning": "früh, vormittag, vormittags, am vormittag, in der früh, am morgen, morgens, frühmorgens, "
    "am frühen morgen", "midday": "mittag, mittags, am mittag, zu mittag",
    "afternoon": "nachmittag, nachmittags, am nachmittag", "evening": "abend, abends, am abend",
    "night": "nachts, in der nacht", "midnight": "mitternacht", "noon": "zwölf uhr mittags, 12 uhr mittags",
    "at": "um, ab", "clock": "uhr", "30to": "halb", "15past": "viertel nach",
    "15to": "viertel vor, dreiviertel, drei viertel", "past": "nach, minuten nach", "to": "vor, minuten vor",
    "end": "ende, bis ende, zum ende, am ende, gegen ende, letzter tag, letzten tag, der letzte tag, am letzten tag",
    "end month": "monatsende, zum monatsende, am monatsende, bis monatsende", "end week": "wochenschluss",
    "end year": "jahresende, zum jahresende, bis jahresende",
    "end quarter": "quartalsende, zum quartalsende, bis quartalsende",
    "end day": "ende des tages, feierabend, tagesende, bis feierabend",
    "begin": "anfang, beginn, zu beginn, am anfang, zum anfang, erster tag, am ersten tag",
    "begin month": "monatsanfang, am monatsanfang, monatsbeginn", "begin year": "jahresanfang, jahresbeginn",
    "begin week": "wochenanfang, wochenbeginn", "begin quarter": "quartalsanfang, quartalsbeginn", "mid": "mitte",
    "mid month": "monatsmitte", "nthof": "des", "dayof": "am, den, der, zum, bis zum, bis am, auf den, dem",
    "on": "am, an, den, der, dem, das, die, bis, bis zum, zum, im, in der, an dem, in dem, für, am kommenden tag, "
    "auf, in", "of": "des, der, vom, von, im, in, in der, den, dem", "quarter1": "erstes quartal",
    "quarter2": "zweites quartal", "quarter3": "drittes quartal", "quarter4": "viertes quartal",
}  # fmt: skip
