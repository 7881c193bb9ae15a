"""What a process keeps of claims for composing: nothing old is ever composed, whatever was written and how."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from citations.models import Authorship, Citation, Derivation, DerivationInput, FoundingClaim, FoundingSource, Source
from comparisons import claim_facts
from comparisons.composing import compose
from comparisons.documents import ComparisonDocument
from comparisons.selecting import Selection, selection_about
from entities.models import Boundary, Claim, Dimension, Entity
from tests.factories import (
    a_boundary,
    a_citation,
    a_derived_figure,
    a_figure,
    a_quantity_dimension,
    a_source,
    an_attribute,
    an_entity,
)

pytestmark = pytest.mark.django_db


class Content:
    """A claim whose figure follows from another that follows from a third, and one that is printed."""

    def __init__(self) -> None:
        self.power = a_quantity_dimension(slug="power", unit="W", review_interval_months=12)
        self.energy = a_quantity_dimension(slug="energy", unit="J")
        self.third = an_attribute(entity=an_entity(), dimension=self.power, as_of=date(2026, 1, 1))
        self.printed = a_figure(claim=self.third, value="20", unit="W", source=a_source(key="third"))
        self.second = an_attribute(entity=an_entity(), dimension=self.power)
        between = a_derived_figure(claim=self.second, formula="2 * p", inputs={"p": self.third}, unit="W")
        assert between.source is None
        self.first = an_attribute(entity=an_entity(), dimension=self.energy)
        self.given = a_source(key="given")
        self.derived = a_derived_figure(
            claim=self.first, formula="p * t", inputs={"p": self.second, "t": ("5 s", self.given)}, unit="J"
        )
        self.boundary = a_boundary()
        self.own = a_figure(
            claim=self.first, value="3", unit="J", source=a_source(key="own"), boundary=self.boundary, position=1
        )

    def selection(self) -> Selection:
        claims = Claim.objects.filter(pk=self.first.pk).select_related("entity", "dimension__group")
        return selection_about(self.first.entity, claims)

    def composed(self) -> ComparisonDocument:
        return compose(self.selection())


def by_name(of: Content, name: str) -> Callable[[], object]:
    """A write that a document of the first claim must show."""
    derivation = Derivation.objects.get(citation=of.derived)
    changes: dict[str, Callable[[], object]] = {
        "its citation": lambda: Citation.objects.filter(pk=of.own.pk).update(locator="p. 99"),
        "its source": lambda: Source.objects.filter(key="own").update(title="Another title"),
        "an author of it": lambda: Authorship.objects.filter(source__key="own").update(family="Another"),
        "one author more": lambda: Authorship.objects.bulk_create(
            [Authorship(source=of.own.source, role="author", position=9, family="More", given="A.")]
        ),
        "no author any more": lambda: Authorship.objects.filter(source__key="own").delete(),
        "its boundary": lambda: Boundary.objects.filter(pk=of.boundary.pk).update(name="another boundary"),
        "one citation more": lambda: a_citation(claim=of.first, source=a_source(key="more")),
        "one citation less": lambda: of.own.delete(),
        "the formula": lambda: Derivation.objects.filter(pk=derivation.pk).update(sentence="p times t"),
        "an input": lambda: DerivationInput.objects.filter(derivation=derivation, name="t").update(locator="p. 98"),
        "the figure of an input": lambda: Citation.objects.filter(claim=of.second).update(figure_text="41 W"),
        "how an input follows itself": lambda: Derivation.objects.filter(citation__claim=of.second).update(
            sentence="twice as much"
        ),
        "the entity of an input": lambda: Entity.objects.filter(pk=of.second.entity_id).update(name="Another thing"),
        "the dimension of an input": lambda: Dimension.objects.filter(pk=of.power.pk).update(name="Another axis"),
        "the work behind an input": lambda: Source.objects.filter(key="third").update(
            publication_status="concern", status_checked_on=date(2026, 1, 1), status_note="The publisher warns."
        ),
        "the work that gives a number": lambda: Source.objects.filter(key="given").update(title="Another title"),
        "which works are behind it": lambda: FoundingSource.objects.filter(
            derivation=derivation, source=of.given
        ).delete(),
        "which claims are behind it": lambda: FoundingClaim.objects.filter(
            derivation=derivation, claim=of.third
        ).delete(),
        "the day of a claim behind it": lambda: Claim.objects.filter(pk=of.third.pk).update(as_of=date(2025, 1, 1)),
        "what an input is about": lambda: Claim.objects.filter(pk=of.second.pk).update(entity=an_entity()),
        "an objection to a claim behind it": lambda: a_citation(
            claim=of.third, source=a_source(key="against"), stance="disputes"
        ),
    }
    if name == "all":
        return lambda: list(changes)
    return changes[name]


NAMES = [
    *("its citation", "its source", "an author of it", "one author more", "no author any more", "its boundary"),
    *("one citation more", "one citation less", "the formula", "an input", "the figure of an input"),
    *("how an input follows itself", "the entity of an input", "the dimension of an input"),
    *("the work behind an input", "the work that gives a number", "which works are behind it"),
    *("which claims are behind it", "the day of a claim behind it", "what an input is about"),
    "an objection to a claim behind it",
]


def test_every_change_is_tried() -> None:
    assert by_name(Content(), "all")() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_behind_a_claim_is_never_composed_as_it_was(name: str) -> None:
    content = Content()
    before = content.composed()
    by_name(content, name)()
    after = content.composed()
    assert after != before
    claim_facts.forget_facts()
    assert content.composed() == after


def test_after_a_rollback_what_was_before_is_composed_again() -> None:
    content = Content()
    before = content.composed()
    with transaction.atomic():
        Source.objects.filter(key="own").update(title="Another title")
        assert content.composed() != before
        transaction.set_rollback(True)
    assert content.composed() == before
    Source.objects.filter(key="own").update(title="A third title")
    assert "A third title" in content.composed().model_dump_json()


def test_of_a_claim_whose_text_was_edited_no_citation_is_read_again() -> None:
    content = Content()
    content.composed()
    Claim.objects.filter(pk=content.first.pk).update(text="In other words.")
    selection = content.selection()
    with CaptureQueriesContext(connection) as captured:
        composed = compose(selection)
    assert len(captured) == 1  # the versions
    assert composed.rows[0].cells[0].text == "In other words."


def test_of_a_claim_whose_figure_follows_from_an_edited_one_no_citation_is_read_again() -> None:
    content = Content()
    before = content.composed()
    Claim.objects.filter(pk__in=[content.second.pk, content.third.pk]).update(text="In other words.")
    selection = content.selection()
    with CaptureQueriesContext(connection) as captured:
        assert compose(selection) == before
    assert len(captured) == 1


def test_the_numbers_of_references_are_those_of_each_document() -> None:
    content = Content()
    other = an_attribute(entity=content.first.entity, dimension=a_quantity_dimension(unit="J"))
    a_figure(claim=other, unit="J", source=a_source(key="before"))
    alone = content.composed()
    claims = Claim.objects.filter(pk__in=[other.pk, content.first.pk]).select_related("entity", "dimension__group")
    both = compose(selection_about(content.first.entity, claims.order_by("-pk")))
    claim_facts.forget_facts()
    assert compose(selection_about(content.first.entity, claims.order_by("-pk"))) == both
    assert [reference.work.key for reference in both.references] == [
        "before",
        *(reference.work.key for reference in alone.references),
    ]
    [derived] = [citation for citation in both.rows[1].cells[0].citations if citation.derivation]
    [as_it_was] = [citation for citation in alone.rows[0].cells[0].citations if citation.derivation]
    assert derived.derivation is not None
    assert as_it_was.derivation is not None
    assert derived.reference == as_it_was.reference + 1
    assert derived.derivation.references == tuple(number + 1 for number in as_it_was.derivation.references)
    assert [each.reference for each in derived.derivation.inputs] == [
        each.reference + 1 for each in as_it_was.derivation.inputs
    ]


def test_facts_take_no_more_room_than_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    claim_facts.forget_facts()
    monkeypatch.setattr(claim_facts._facts, "_most_bytes", 30_000)
    for _ in range(12):
        claim = an_attribute(entity=an_entity(), dimension=a_quantity_dimension(unit="J"))
        a_figure(claim=claim, unit="J", source=a_source())
        compose(selection_about(claim.entity, [claim]))
    kept = claim_facts._facts._values.values()
    assert 2 <= len(kept) < 12
    assert sum(facts.bytes for facts in kept) <= 30_000
