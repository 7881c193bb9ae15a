"""British and American spelling: we write British English, with -ise."""

import re

# Stems that have one spelling there and another here; what follows them (s, ed, ing, al, ...) is the same in both.
_OURS_BY_STEM = {
    "behavior": "behaviour",
    "color": "colour",
    "favor": "favour",
    "flavor": "flavour",
    "harbor": "harbour",
    "honor": "honour",
    "humor": "humour",
    "labor": "labour",
    "neighbor": "neighbour",
    "rumor": "rumour",
    "tumor": "tumour",
    "center": "centre",
    "fiber": "fibre",
    "caliber": "calibre",
    "liter": "litre",
    "theater": "theatre",
    "millimeter": "millimetre",
    "centimeter": "centimetre",
    "kilometer": "kilometre",
    "micrometer": "micrometre",
    "nanometer": "nanometre",
    "gray": "grey",
    "analyz": "analys",
    "catalyz": "catalys",
    "paralyz": "paralys",
    "modeled": "modelled",
    "modeling": "modelling",
    "labeled": "labelled",
    "labeling": "labelling",
    "traveled": "travelled",
    "traveling": "travelling",
    "signaling": "signalling",
    "signaled": "signalled",
    "canceled": "cancelled",
    "channeled": "channelled",
    "skeptic": "sceptic",
    "defense": "defence",
    "offense": "offence",
    "catalog": "catalogue",
    "maneuver": "manoeuvre",
    "aluminum": "aluminium",
    "artifact": "artefact",
    "hemoglobin": "haemoglobin",
    "anesthe": "anaesthe",
    "pediatric": "paediatric",
}
# The same on both sides: laboratory, laborious, literature, literal, colorectal, honorary, humorous, catalogue.
_NOT_THESE = r"(?!labora|laborio|litera|colorec|honora|humoro|catalogue|fiberg)"
_STEMS = "|".join(sorted(_OURS_BY_STEM, key=len, reverse=True))
_AMERICAN = re.compile(
    rf"\b{_NOT_THESE}({_STEMS})[a-z]*|\b([a-z]{{3,}})iz(e[drs]?|ing|ations?|ational|able)\b", re.IGNORECASE
)
_ALWAYS_Z = re.compile(r"(caps|(over|under|down|re|out|mid|super|life)s)iz", re.IGNORECASE)
# What is given as code or as somebody else's words keeps its spelling.
_NOT_OURS = re.compile(r"`[^`]*`|“[^”]*”|\"[^\"]*\"|https?://\S+")
# Names of things: Grayscale, the Allen Center.
_NAME = re.compile(r"[A-Z]")


def american_words(text: str) -> list[tuple[str, str]]:
    """The words of the text that are spelled the American way, each with our spelling. Names are left alone."""
    found = []
    for match in _AMERICAN.finditer(_NOT_OURS.sub(" ", text)):
        word = match.group()
        is_first = match.start() == 0 or text[: match.start()].rstrip().endswith((".", ":", "\n"))
        if (_NAME.search(word) and not is_first) or _ALWAYS_Z.match(word):
            continue
        stem = match.group(1)
        ours = _OURS_BY_STEM[stem.lower()] + word[len(stem) :] if stem else f"{match.group(2)}is{match.group(3)}"
        found.append((word, word[0] + ours[1:]))
    return found
