"""One thing of every kind that the admin knows, once as readers see it and once as a draft: for tests of rights."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, User
from django.db.models import Model

from citations.models import Citation, Source
from comparisons.models import Category, Comparison, Equivalence, Question
from core.publishing_status import Status
from entities.models import Boundary, Claim, Dimension, DimensionGroup, Entity
from inquiries.models import CaughtMail, Note, SavedSearch
from inquiries.outbox.letters import reply
from tests.factories import (
    a_boundary,
    a_category,
    a_citation,
    a_comparison,
    a_correction,
    a_dimension,
    a_dimension_group,
    a_figure,
    a_published_comparison,
    a_quantity_dimension,
    a_question,
    a_source,
    a_strength,
    an_attribute,
    an_editor,
    an_entity,
    an_equivalence,
    an_inquiry,
)


@dataclass(frozen=True)
class Things:
    """By model: what readers see, what they do not see, and what is nobody's to publish."""

    public: dict[type[Model], Model]
    drafts: dict[type[Model], Model]
    messages: dict[type[Model], Model]

    def every(self) -> list[Model]:
        return [*self.public.values(), *self.drafts.values(), *self.messages.values()]


def some_of_everything() -> Things:
    return Things(public=_public(), drafts=_drafts(), messages=_messages())


def an_account_of(role: str) -> User:
    """An account that may enter the admin, in this group; in none for ""."""
    account = an_editor(is_superuser=False)
    if role:
        account.groups.add(Group.objects.get(name=role))
    return account


def _public() -> dict[type[Model], Model]:
    entity, watts, colour = an_entity(name="Seen entity"), a_quantity_dimension(), a_dimension()
    point = a_strength(entity=entity)
    a_citation(claim=point)
    claim = an_attribute(entity=entity, dimension=watts, text="20 W")
    citation = a_figure(claim=claim, source=a_source(key="seen-source"), boundary=a_boundary())
    comparison = a_published_comparison(
        sides=[entity, an_entity()], rows=[watts, colour], points=[point], title="Seen comparison"
    )
    equivalence = an_equivalence(low="1")
    return _by_model(
        entity, watts, watts.group, claim, citation, citation.source, comparison, comparison.category, equivalence,
        comparison.editions.get(), citation.boundary, a_question(claims=[claim]),
    )  # fmt: skip


def _drafts() -> dict[type[Model], Model]:
    entity = an_entity(name="Draft entity", status=Status.DRAFT)
    dimension = a_quantity_dimension(group=a_dimension_group(), status=Status.DRAFT)
    claim = an_attribute(entity=entity, dimension=dimension, text="20 W at rest", status=Status.DRAFT)
    citation = a_figure(claim=claim, source=a_source(key="draft-source"))
    comparison = a_comparison(
        sides=[entity, an_entity(name="Draft, too", status=Status.DRAFT)],
        rows=[dimension],
        category=a_category(),
        title="Draft comparison",
    )
    equivalence = an_equivalence(status=Status.DRAFT)
    return _by_model(
        entity, dimension, dimension.group, claim, citation, citation.source, comparison, comparison.category,
        equivalence, a_boundary(), a_question(claims=[claim], status=Status.DRAFT),
    )  # fmt: skip


def _messages() -> dict[type[Model], Model]:
    inquiry = an_inquiry()
    Note.objects.create(inquiry=inquiry, text="A note.")
    reply(inquiry=inquiry, body="Thank you.", key="a-key", author=None)
    caught = CaughtMail.objects.create(
        sender="a@site.example", recipients="b@reader.example", subject="A mail", body="Text.", source="Text."
    )
    search = SavedSearch.objects.create(name="Open ones", query="state__exact=new")
    correction = a_correction()
    delivery = inquiry.mails.get().deliveries.first()
    assert delivery is not None
    return _by_model(inquiry, caught, search, correction, delivery)


def _by_model(*things: Model | None) -> dict[type[Model], Model]:
    return {type(thing): thing for thing in things if thing is not None}


# What an editor would type into the form of each kind, so that readers see it: the field and its new value.
TYPED: dict[type[Model], tuple[str, str]] = {
    Entity: ("definition", "Said anew by somebody."),
    Dimension: ("definition", "Said anew by somebody."),
    DimensionGroup: ("name", "Said anew by somebody"),
    Boundary: ("name", "said anew by somebody"),
    Claim: ("text", "20 W, said anew by somebody."),
    Citation: ("locator", "p. 987654"),
    Source: ("title", "Said anew by somebody"),
    Category: ("name", "Said anew by somebody"),
    Comparison: ("lede", "Said anew by somebody."),
    Equivalence: ("objections", "Said anew by somebody."),
    Question: ("remark", "Said anew by somebody."),
}
