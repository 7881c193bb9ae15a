"""Questions of the front page with their answers: what each claim says, in which unit, whose it is and who says so."""

from collections.abc import Sequence
from typing import NamedTuple

from comparisons.documents import ComparisonDocument
from comparisons.models import Question
from comparisons.renderings.plot_marks import source_name
from comparisons.renderings.view_models import MISSING_WORDS
from comparisons.selecting import Selection, selection_about
from comparisons.telling_rows import words_of
from entities.models import Realm


class ShortAnswer(NamedTuple):
    """What a claim says. ``unit`` is empty where the text names it; ``source`` is who is cited first, and when."""

    entity: str
    hue: int
    claim: str
    text: str
    unit: str
    source: str


class AnsweredQuestion(NamedTuple):
    question: Question
    answers: Sequence[ShortAnswer]


def selections_of(questions: Sequence[Question]) -> list[Selection]:
    """One for each answer, to be composed together with whatever else the page shows."""
    return [
        selection_about(answer.claim.entity, [answer.claim])
        for question in questions
        for answer in question.public_answers  # type: ignore[attr-defined]
    ]


def answered(questions: Sequence[Question], documents: Sequence[ComparisonDocument]) -> list[AnsweredQuestion]:
    """The questions with their answers, from the documents of `selections_of`; those without an answer are left out."""
    left = iter(documents)
    found = [
        AnsweredQuestion(question, [_answer(next(left)) for _ in question.public_answers])  # type: ignore[attr-defined]
        for question in questions
    ]
    return [each for each in found if each.answers]


def _answer(document: ComparisonDocument) -> ShortAnswer:
    cell = next(document.statements())
    entity = document.sides[0].entity
    text, unit = words_of(cell)
    cited = cell.headline_citation or next(iter(cell.citations), None)
    return ShortAnswer(
        entity=entity.name,
        hue=Realm.values.index(entity.realm) + 1,
        claim=cell.claim,
        text=text if not cell.missing else MISSING_WORDS[cell.missing],
        unit=unit,
        source=source_name(document.references[cited.reference - 1]) if cited else "",
    )
