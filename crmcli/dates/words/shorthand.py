"""What is typed alike in every language."""

WORDS = {
    "am": "am", "pm": "pm",
    "hour": "h, hr, hrs", "clock": "h", "minute": "min, mins", "day": "d", "week": "w", "m": "m", "year": "y",
    "end day": "eod", "end week": "eow", "end month": "eom", "end quarter": "eoq", "end year": "eoy",
    "quarter1": "q 1", "quarter2": "q 2", "quarter3": "q 3", "quarter4": "q 4",
    "at": "@", "later": "+", "earlier": "-", "comma": ",, ., !", "nthpoint": ".",
}  # fmt: skip
