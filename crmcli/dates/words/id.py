"""Indonesian words for days and times. `minggu` is Sunday and week: what stands beside it decides."""

_DAYS = {
    "monday": "senin", "tuesday": "selasa", "wednesday": "rabu", "thursday": "kamis", "friday": "jumat",
    "saturday": "sabtu", "sunday": "minggu",
}  # fmt: skip
_SHORT = {
    "monday": "snn, sen", "tuesday": "sls, sel", "wednesday": "rab, rb", "thursday": "kms, kam",
    "friday": "jum'at, jmt, jum, hari jum'at", "saturday": "sbt, sab", "sunday": "ahad, mgg, min, hari ahad",
}  # fmt: skip
_EVE = dict(zip(_DAYS, ("sunday", *list(_DAYS)[:-1]), strict=True))
_NUMBERS = (
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip

WORDS = {
    "now": "sekarang, skrg, skrng, barusan, baru saja", "today": "hari ini, hr ini, ini hari",
    "tomorrow": "besok, bsk, esok, besuk, esok hari, besok hari", "overmorrow": "lusa, besok lusa, hari lusa",
    "yesterday": "kemarin, kemaren, kmrn, hari kemarin", "ereyesterday": "kemarin lusa, kemarin dulu, dua hari lalu",
    "today evening": "nanti malam, ntar malam, entar malam, malam ini, malam nanti, nti malam, mlm ini, nanti mlm",
    "today afternoon": "nanti sore, ntar sore, sore ini, sore nanti, tadi sore, nanti petang, petang ini",
    "today midday": "nanti siang, ntar siang, siang ini, siang nanti, tadi siang",
    "today at": "nanti jam, nanti pukul, ntar jam, tadi jam, tadi pukul, nanti pkl",
    "today morning": "pagi ini, tadi pagi, nanti pagi", "yesterday evening": "tadi malam, semalam, kemarin malam",
    **{
        day: f"{word}, hari {word}, hr {word}, {word} besok, besok {word}, {_SHORT[day]}"
        for day, word in _DAYS.items()
    },
    # The evening before a day is called by the day: malam minggu is Saturday evening.
    **{f"{_EVE[day]} evening": f"malam {word}, mlm {word}" for day, word in _DAYS.items()},
    "sunday next": "hari minggu depan, hari minggu nanti, hari minggu yang akan datang, hari ahad depan, ahad depan",
    "last sunday": "hari minggu lalu, hari minggu kemarin, hari minggu yang lalu", "this sunday": "hari minggu ini",
    "january": "januari, jan, bulan januari", "february": "februari, pebruari, feb, bulan februari",
    "march": "maret, mar, mrt, bulan maret", "april": "april, apr, bulan april", "may": "mei, bulan mei",
    "june": "juni, jun, bulan juni", "july": "juli, jul, bulan juli",
    "august": "agustus, agst, agu, ags, agt, bulan agustus", "september": "september, sept, sep, bulan september",
    "october": "oktober, okt, bulan oktober", "november": "november, nopember, nov, nop, bulan november",
    "december": "desember, des, bulan desember", "minute": "menit, mnt", "hour": "jam", "day": "hari, hr",
    "workday": "hari kerja, hr kerja", "next workday": "hari kerja selanjutnya, hari kerja berikutnya",
    "week": "minggu, pekan, mgg, mg", "month": "bulan, bln",
    "quarter": "kuartal, triwulan, kwartal", "year": "tahun, thn, th", "1 minute": "semenit", "1 hour": "sejam",
    "1 day": "sehari", "1 week": "seminggu, sepekan", "1 month": "sebulan", "1 year": "setahun",
    "30 minute": "setengah jam", "90 minute": "satu setengah jam, satu jam setengah", "6 month": "setengah tahun",
    "15 minute": "seperempat jam", "this week": "minggu ini, pekan ini",
    "next week": "minggu depan, pekan depan, mgg depan, mg depan, minggu dpn, mgg dpn, minggu yang akan datang",
    "last week": "minggu lalu, minggu kemarin, minggu yang lalu, pekan lalu",
    "afternext week": "dua minggu depan, minggu depannya lagi",
    "weekend": "akhir pekan, akhir minggu, weekend, akhir pekan nanti, akhir minggu nanti, weekend nanti",
    "next weekend": "akhir pekan depan, akhir minggu depan, akhir minggu dpn, weekend depan",
    "this weekend": "akhir pekan ini, akhir minggu ini", "last weekend": "akhir pekan lalu, akhir minggu lalu",
    **{str(number): word for number, word in enumerate(_NUMBERS) if word},
    **{str(10 + n): f"{_NUMBERS[n]} belas" for n in range(2, 10)},
    **{str(10 * n): f"{_NUMBERS[n]} puluh" for n in range(2, 10)},
    **{str(20 + n): f"dua puluh {_NUMBERS[n]}" for n in range(1, 10)},
    "31": "tiga puluh satu", "45": "empat puluh lima",
    "1behind": "pertama", "2behind": "kedua", "3behind": "ketiga", "4behind": "keempat", "5behind": "kelima",
    "-1behind": "terakhir",
    "next": "depan, dpn, yang akan datang, yg akan datang, akan datang, mendatang, berikutnya, nanti",
    "last": "lalu, yang lalu, yg lalu, kemarin, kmrn, silam", "this": "ini", "in": "dalam, dalam waktu, dlm",
    "hence": "lagi, lg, dari sekarang, kemudian, ke depan, kedepan, mendatang",
    "ago": "lalu, yang lalu, yg lalu, silam, yang silam, sebelumnya",
    "morning": "pagi, pagi hari, pg, paginya, di pagi hari, pada pagi hari", "midday": "siang, siang hari, siangnya",
    "afternoon": "sore, sore hari, petang, sorenya", "evening": "malam, mlm, malam hari, malamnya",
    "smallhours": "dini hari, subuh", "noon": "tengah hari", "midnight": "tengah malam",
    "at": "jam, pukul, pkl, pk, jm, pada jam, pada pukul, di jam", "past30": "lewat setengah, lebih setengah",
    "past15": "lewat seperempat, lebih seperempat", "to15": "kurang seperempat", "30to": "setengah",
    "plus": "lewat, lebih, dan", "minus": "kurang", "end": "akhir, di akhir, penghujung, hari terakhir",
    "end month": "akhir bulan nanti", "end year": "akhir tahun nanti",
    "begin": "awal, di awal, permulaan, hari pertama", "mid": "pertengahan, tengah, di pertengahan",
    "dayof": "tanggal, tgl, tg, pada tanggal, di tanggal",
    "on": "pada, pd, di, untuk, yang, buat, sampai, paling lambat",
    "onnamed": "hari, hr, pada hari, untuk hari, di hari, buat hari",
    "of": "di, dari, pada, yang, yg", "ofnamed": "bulan, bln, tahun, thn", "quarter1": "kuartal pertama, kuartal 1",
    "quarter2": "kuartal kedua, kuartal 2", "quarter3": "kuartal ketiga, kuartal 3",
    "quarter4": "kuartal keempat, kuartal 4",
}  # fmt: skip
