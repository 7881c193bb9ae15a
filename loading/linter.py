"""The content linter: what the database would take, and an editor should not.

An error is wrong beyond doubt and fails ``load_content --check``; a warning is for a person to judge, and stops
nothing. Neither stops a load.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from citations.evidence import is_evidence
from citations.headlines import misleading
from citations.models import Citation, Source
from entities.quantities import fill
from loading.british_spelling import american_words
from loading.checks import placed
from loading.claim_rules import findings
from loading.faults import Fault, Severity
from loading.headlines import contradiction, unsupported_range
from loading.items import Item, Items, Kind
from loading.short_answers import LONGEST, without_short_answer
from loading.worked_out_figures import WorkedOutFigures
from loading.yaml_lines import ParsedFile

type Finding = tuple[Item, str, str, Severity]  # item, field, message, severity

# Words of our own; what a source printed (titles, figures as text) is not ours to spell.
_PROSE: Mapping[Kind, tuple[str, ...]] = {
    Kind.CATEGORY: ("name", "description"),
    Kind.BOUNDARY: ("name", "definition"),
    Kind.DIMENSION: ("name", "definition", "not_to_be_confused_with"),
    Kind.ENTITY: ("definition",),
    Kind.CLAIM: ("text", "short_answer", "note"),
    Kind.CITATION: ("note", "scope", "conditions", "method", "workload", "rank_reason"),
    Kind.EQUIVALENCE: ("name", "used_by", "objections"),
    Kind.COMPARISON: ("title", "lede", "outlook"),
    Kind.QUESTION: ("text", "remark"),
    Kind.ROW: ("comparability_reason", "note"),
}
_WORDS_IN_A_DEFINITION = 60
_CHARACTERS_IN_A_CELL = 90
_WORDS_IN_A_QUOTE = 8
_QUOTE = re.compile(r"“([^”]+)”|\"([^\"]+)\"")


def lint(items: Items, files: Mapping[str, ParsedFile]) -> list[Fault]:
    """Everything an editor should look at, errors and warnings, with its file and line."""
    checks = (_headlines, _dimensions, _rows, _uncited, _prose, _lengths, _claim_rules, _short_answers)
    return [
        placed(item, field, message, files, severity=severity)
        for check in checks
        for item, field, message, severity in check(items)
    ]


def _claim_rules(items: Items) -> Iterator[Finding]:
    for item, field, message in findings(items):
        yield item, field, message, "warning"


def _headlines(items: Items) -> Iterator[Finding]:
    """A quantity shown to readers rests on a figure from a source that counts as evidence, and says what it says."""
    figures = WorkedOutFigures(items)
    cited: dict[str, list[Item]] = defaultdict(list)
    for citation in items.of(Kind.CITATION):
        cited[citation.content["claim"]].append(citation)
    for claim in items.of(Kind.CLAIM):
        dimension = items.by_id.get((Kind.DIMENSION, claim.content["dimension"] or ""))
        if dimension is None or dimension.content["value_kind"] != "quantity" or not claim.content["text"]:
            continue
        carrying = [citation for citation in cited[claim.key] if _carries(citation, items, figures)]
        if not carrying:
            yield claim, "", "a quantity shown without a figure from a source that counts as evidence", "error"
            continue
        preferred = [citation for citation in cited[claim.key] if citation.content["rank"] == "preferred"] or carrying
        if not _carries(preferred[0], items, figures):
            yield preferred[0], "rank", "the preferred figure is not from a source that counts as evidence", "error"
            continue
        headline = figures.headline(claim.key)
        if said := misleading(claim.content["text"], headline, unit=dimension.content["unit"]):
            yield claim, "text", said, "error"
        text = fill(claim.content["text"], headline).text
        against = [contradiction(text, figures.row(citation)) for citation in preferred]
        if headline is None and all(against):
            yield claim, "text", against[0], "error"
        standing = [figures.row(other) for other in cited[claim.key] if _stands(other)]
        if beyond := unsupported_range(text, standing):
            yield claim, "text", beyond, "warning"


def _carries(citation: Item, items: Items, figures: WorkedOutFigures) -> bool:
    """Whether every work that it rests on could carry it."""
    works = figures.works(citation)
    return bool(works) and all(_can_carry(citation, *work, items, figures) for work in works)


def _can_carry(citation: Item, key: str, check: str, items: Items, figures: WorkedOutFigures) -> bool:
    source = items.by_id.get((Kind.SOURCE, key))
    if source is None:
        return False
    row = figures.row(citation)
    said = {name: row[name] for name in ("stance", "figure_text", "rank")}
    work = {name: source.content[name] for name in ("tier", "publication_status")}
    return is_evidence(Citation(source=Source(**work), source_check=check, **said), quantitative=True)


def _stands(citation: Item) -> bool:
    gives_one = bool(citation.content["figure_text"] or citation.content["derivation"])
    return gives_one and citation.content["rank"] != "deprecated"


def _dimensions(items: Items) -> Iterator[Finding]:
    """No two dimensions that differ by case, punctuation or blanks only."""
    seen: dict[str, Item] = {}
    for dimension in items.of(Kind.DIMENSION):
        name = re.sub(r"[\W_]+", "", dimension.content["name"]).lower()
        other = seen.setdefault(name, dimension)
        if other is not dimension:
            yield dimension, "name", f"the dimension {other.key} has this name already", "error"


def _rows(items: Items) -> Iterator[Finding]:
    for row in items.of(Kind.ROW):
        comparison = items.by_id.get((Kind.COMPARISON, row.content["comparison"]))
        is_public = comparison is not None and comparison.content["status"] == "published"
        if is_public and not row.content["comparability"]:
            yield row, "comparability", "say how far the cells may be compared", "error"


def _uncited(items: Items) -> Iterator[Finding]:
    cited = {citation.content["source"] for citation in items.of(Kind.CITATION)}
    cited |= {
        each["source"]
        for citation in items.of(Kind.CITATION)
        if citation.content["derivation"]
        for each in citation.content["derivation"]["inputs"]
    }
    cited |= {
        citation["source"]
        for equivalence in items.of(Kind.EQUIVALENCE)
        for citation in equivalence.content["citations"]
    }
    for source in items.of(Kind.SOURCE):
        if source.key not in cited:
            yield source, "key", f"{source.key} is never cited", "warning"


def _prose(items: Items) -> Iterator[Finding]:
    for item in items.by_id.values():
        for field in _PROSE.get(item.kind, ()):
            text: str = item.content[field]
            for word, ours in american_words(text):
                yield item, field, f"“{word}” is American: we write “{ours}”", "warning"
            for quote in _QUOTE.finditer(text):
                words = len((quote.group(1) or quote.group(2)).split())
                if words > _WORDS_IN_A_QUOTE:
                    yield item, field, f"a quotation of {words} words: say it in words of our own", "warning"


def _lengths(items: Items) -> Iterator[Finding]:
    for entity in items.of(Kind.ENTITY):
        words = len(entity.content["definition"].split())
        if words > _WORDS_IN_A_DEFINITION:
            yield entity, "definition", f"{words} words, at most {_WORDS_IN_A_DEFINITION}", "warning"
    figures = WorkedOutFigures(items)
    for claim in items.of(Kind.CLAIM):
        length = len(fill(claim.content["text"], figures.headline(claim.key)).text)
        if claim.content["kind"] == "attribute" and length > _CHARACTERS_IN_A_CELL:
            yield claim, "text", f"{length} characters are long for a cell: move some to the note", "warning"


def _short_answers(items: Items) -> Iterator[Finding]:
    for claim in without_short_answer(items, WorkedOutFigures(items)):
        yield claim, "text", f"give its short_answer too: at most {LONGEST} characters, for the first lines", "warning"
