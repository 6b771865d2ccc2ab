"""The federal states of Germany, whose public holidays count (foundation.workdays). Pure."""

from kontor.foundation.sentence import S, Sentence

STATES: dict[str, Sentence] = {
    "BW": S("Baden-Württemberg"),
    "BY": S("Bavaria"),
    "BE": S("Berlin"),
    "BB": S("Brandenburg"),
    "HB": S("Bremen"),
    "HH": S("Hamburg"),
    "HE": S("Hesse"),
    "MV": S("Mecklenburg-Western Pomerania"),
    "NI": S("Lower Saxony"),
    "NW": S("North Rhine-Westphalia"),
    "RP": S("Rhineland-Palatinate"),
    "SL": S("Saarland"),
    "SN": S("Saxony"),
    "ST": S("Saxony-Anhalt"),
    "SH": S("Schleswig-Holstein"),
    "TH": S("Thuringia"),
}
