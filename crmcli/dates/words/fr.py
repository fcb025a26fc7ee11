"""French words for days and times."""

_NUMBERS = (
    "", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt",
)  # fmt: skip

WORDS = {
    "now": "maintenant, tout de suite", "today": "aujourd'hui, aujourdhui, auj, ajd", "tomorrow": "demain, dem",
    "overmorrow": "après-demain", "yesterday": "hier", "ereyesterday": "avant-hier", "today evening": "ce soir",
    "today morning": "ce matin", "today midday": "ce midi",
    "today afternoon": "cet après-midi, cette après-midi, cet aprem, cet aprèm", "yesterday evening": "hier soir",
    "monday": "lundi, lun", "tuesday": "mardi, mar", "wednesday": "mercredi, mer, merc", "thursday": "jeudi, jeu",
    "friday": "vendredi, ven, vend", "saturday": "samedi, sam", "sunday": "dimanche, dim",
    "january": "janvier, janv, jan", "february": "février, févr, fév", "march": "mars", "april": "avril, avr",
    "may": "mai", "june": "juin", "july": "juillet, juil", "august": "août, aou", "september": "septembre, sept, sep",
    "october": "octobre, oct", "november": "novembre, nov", "december": "décembre, déc",
    "minute": "minute, minutes, mn", "hour": "heure, heures", "day": "jour, jours, j",
    "workday": "jour ouvré, jours ouvrés, jour ouvrable, jours ouvrables", "week": "semaine, semaines, sem",
    "month": "mois", "quarter": "trimestre, trimestres", "year": "an, ans, année, années",
    "2 week": "une quinzaine, quinzaine, une quinzaine de jours", "1 week": "une huitaine, une huitaine de jours",
    "30 minute": "demi-heure, une demi-heure", "90 minute": "une heure et demie, heure et demie",
    "15 minute": "un quart d'heure, quart d'heure", "6 month": "six mois",
    "weekend": "week-end, weekend, we, le week-end",
    **{str(number): word for number, word in enumerate(_NUMBERS) if word},
    **{str(20 + n): f"vingt-{_NUMBERS[n]}" for n in range(2, 10)},
    "1": "un, une", "21": "vingt et un, vingt-et-un, vingt et une", "30": "trente",
    "31": "trente et un, trente-et-un", "40": "quarante", "45": "quarante-cinq", "50": "cinquante", "60": "soixante",
    "90": "quatre-vingt-dix", "next": "prochain, prochaine, qui vient, suivant, suivante, à venir",
    "last": "dernier, dernière, passé, passée", "this": "ce, cet, cette, de ce, de cette", "in 1 week": "en huit",
    "in 2 week": "en quinze", "in": "dans, d'ici, d'ici à", "hence": "plus tard", "ago": "il y a, y a",
    "from": "après",
    "morning": "matin, le matin, du matin, au matin, matinée, dans la matinée, en matinée, le matin à",
    "midday": "le midi",
    "afternoon": "après-midi, l'après-midi, de l'après-midi, dans l'après-midi, aprem, aprèm, en après-midi",
    "evening": "soir, le soir, du soir, au soir, soirée, dans la soirée, en soirée", "noon": "midi, à midi",
    "midnight": "minuit, à minuit", "smallhours": "de la nuit", "at": "à, a, dès",
    "clock": "heure, heures, hrs, heures pile", "past30": "et demie, et demi",
    "past15": "et quart, et un quart, un quart", "to15": "moins le quart, moins quart", "plus": "et",
    "minus": "moins",
    "end": "fin, la fin, à la fin, en fin, pour la fin, d'ici la fin, d'ici fin, dernier jour, le dernier jour, "
    "pour fin", "end day": "fin de journée, en fin de journée, fin de la journée",
    "begin": "début, le début, au début, en début, premier jour, le premier jour, commencement",
    "mid": "mi, milieu, au milieu, à la mi, la mi, courant mi", "1 nth": "premier", "nth": "er, ere, e, eme, du, de",
    "dayof": "le, au, pour le, d'ici le, du",
    "on": "le, la, l, au, à la, pour, pour le, pour la, d'ici, d'ici à, en, ce, du, au mois de, le jour du, courant, "
    "un", "of": "de, du, de la, de l, d, des, en, du mois de, de l'année, de l'an", "quarter1": "premier trimestre",
    "quarter2": "deuxième trimestre", "quarter3": "troisième trimestre", "quarter4": "quatrième trimestre",
}  # fmt: skip
