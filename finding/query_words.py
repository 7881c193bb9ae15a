"""What a reader typed into the search field, taken apart: words, “phrases in quotes” and -words that must not occur."""

import re
from dataclasses import dataclass, replace

_TERM = re.compile(r'(?P<without>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
# What stands before an identifier where it is copied from an address.
_RESOLVER = re.compile(r"(https?://)?((dx\.)?doi\.org/|(www\.)?arxiv\.org/abs/)|(doi|arxiv|pmid|isbn):", re.IGNORECASE)
_QUOTES = str.maketrans("“”„«»", '"""""')
# Nobody asks for more; a longer query is cut.
_MOST_TERMS = 12
# Words of questions, which say nothing of what is asked about. PostgreSQL knows the rest of them (how, what, does).
_ASKING = frozenset(["many", "much", "vs", "versus", "compare", "compared", "comparison", "equal", "equals", "does"])


@dataclass(frozen=True, slots=True)
class Asked:
    """``terms`` are words or phrases that are to be found, ``excluded`` those that must not be; both as typed."""

    terms: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The query again, in one form."""
        return " ".join([*map(_quoted, self.terms), *(f"-{_quoted(term)}" for term in self.excluded)])

    def without_question_words(self) -> "Asked":
        """Without “many” and the like, unless nothing else is left."""
        terms = tuple(term for term in self.terms if term.lower().strip("?.!,") not in _ASKING)
        return replace(self, terms=terms or self.terms)

    def corrected(self, words: dict[str, str]) -> "Asked":
        """With these terms in the place of others."""
        return replace(self, terms=tuple(words.get(term, term) for term in self.terms))


def asked_for(query: str) -> Asked:
    """The query taken apart; signs alone are no term. Never raises an error, whatever was typed."""
    terms: list[str] = []
    excluded: list[str] = []
    for found in _TERM.finditer(query.translate(_QUOTES)):
        term = " ".join((found["phrase"] if found["word"] is None else found["word"]).split())
        term = _RESOLVER.sub("", term, count=1) if _RESOLVER.match(term) else term
        if any(sign.isalnum() for sign in term):
            (excluded if found["without"] else terms).append(term)
    return Asked(tuple(dict.fromkeys(terms[:_MOST_TERMS])), tuple(dict.fromkeys(excluded[:_MOST_TERMS])))


def _quoted(term: str) -> str:
    return f'"{term}"' if " " in term else term
