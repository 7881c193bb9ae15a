"""Addresses that were once public keep leading somewhere, whoever changes them and however."""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from citations.models import FormerSourceKey, Source
from comparisons.models import Comparison, FormerComparisonSlug
from core.slugs import SLUG_PATTERN
from entities.models import Dimension, Entity, FormerDimensionSlug, FormerEntitySlug
from tests.factories import a_comparison, a_dimension, a_source, an_entity
from tests.waiting import wait_for_a_waiting_session

# The transaction of the test holds all examples: each is rolled back by hand.
IN_ONE_TRANSACTION = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass(frozen=True)
class Addressed:
    """A model whose address remembers, and how a test makes and looks up one."""

    model: type[models.Model]
    former: type[models.Model]
    owner: str
    field: str
    make: Callable[..., Any]

    def make_at(self, slug: str) -> Any:
        return self.make(**{self.field: slug})

    def move(self, old: str, new: str) -> None:
        self.model._default_manager.filter(**{self.field: old}).update(**{self.field: new})

    def formers(self, thing: models.Model) -> set[str]:
        return set(self.former._default_manager.filter(**{self.owner: thing}).values_list("slug", flat=True))


ADDRESSED = [
    pytest.param(Addressed(Entity, FormerEntitySlug, "entity", "slug", an_entity), id="entity"),
    pytest.param(Addressed(Dimension, FormerDimensionSlug, "dimension", "slug", a_dimension), id="dimension"),
    pytest.param(Addressed(Source, FormerSourceKey, "source", "key", a_source), id="source"),
    pytest.param(Addressed(Comparison, FormerComparisonSlug, "comparison", "slug", a_comparison), id="comparison"),
]
each_addressed = pytest.mark.parametrize("kind", ADDRESSED)


@pytest.mark.django_db
@each_addressed
def test_a_bare_update_is_remembered(kind: Addressed) -> None:
    thing = kind.make_at("old")
    kind.move("old", "newer")
    kind.move("newer", "newest")
    assert kind.formers(thing) == {"old", "newer"}


@pytest.mark.django_db
@each_addressed
def test_a_save_and_a_bulk_update_are_remembered(kind: Addressed) -> None:
    thing = kind.make_at("old")
    setattr(thing, kind.field, "newer")
    thing.save()
    setattr(thing, kind.field, "newest")
    kind.model._default_manager.bulk_update([thing], [kind.field])
    assert kind.formers(thing) == {"old", "newer"}


@pytest.mark.django_db
@each_addressed
def test_saving_without_a_new_address_remembers_nothing(kind: Addressed) -> None:
    thing = kind.make_at("here")
    thing.save()
    assert kind.formers(thing) == set()


@pytest.mark.django_db
@each_addressed
def test_coming_home_frees_the_address(kind: Addressed) -> None:
    thing = kind.make_at("home")
    kind.move("home", "away")
    kind.move("away", "home")
    assert kind.formers(thing) == {"away"}


@pytest.mark.django_db
@each_addressed
def test_an_address_that_was_refused_stays_where_it_led(kind: Addressed) -> None:
    thing = kind.make_at("old")
    kind.move("old", "new")
    with pytest.raises(IntegrityError), transaction.atomic():
        kind.make_at("old")
    assert kind.formers(thing) == {"old"}


@pytest.mark.django_db
@IN_ONE_TRANSACTION
@given(moves=st.lists(st.tuples(st.integers(0, 2), st.sampled_from("abcde")), max_size=12))
def test_whatever_is_renamed_to_whatever_every_address_leads_to_its_first_owner(moves: list[tuple[int, str]]) -> None:
    with transaction.atomic():
        things = [an_entity(slug=slug) for slug in ("x", "y", "z")]
        owners = {thing.slug: thing.pk for thing in things}
        for who, slug in moves:
            try:
                with transaction.atomic():
                    Entity.objects.filter(pk=things[who].pk).update(slug=slug)
            except IntegrityError:
                assert owners[slug] != things[who].pk
            else:
                assert owners.setdefault(slug, things[who].pk) == things[who].pk
        present = dict(Entity.objects.values_list("slug", "pk"))
        former = dict(FormerEntitySlug.objects.values_list("slug", "entity"))
        assert present | former == owners
        assert not present.keys() & former.keys()
        transaction.set_rollback(True)


@pytest.mark.django_db
@IN_ONE_TRANSACTION
@given(text=st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12))
@example("a")
@example("a-b-1")
@example("a\n")
@example("é")
@example("")
def test_the_database_reads_the_pattern_as_python_does(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s ~ %s", [text, SLUG_PATTERN])
        assert cursor.fetchone() == (re.fullmatch(SLUG_PATTERN, text) is not None,)


@given(text=st.from_regex(SLUG_PATTERN, fullmatch=True))
def test_a_well_formed_slug_needs_no_quoting_in_an_address(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", text)
    assert not text.startswith("-")
    assert not text.endswith("-")
    assert "--" not in text


@pytest.mark.django_db(transaction=True)
def test_whoever_waits_for_a_rename_does_not_get_the_address_that_it_frees() -> None:
    """The newcomer asks before the rename is committed and is answered after it."""
    an_entity(slug="cited")
    newcomer = an_entity(slug="newcomer")
    answers: list[str] = []

    def take_over() -> None:
        try:
            Entity.objects.filter(pk=newcomer.pk).update(slug="cited")
            answers.append("taken over")
        except IntegrityError as refusal:
            answers.append(refusal.__cause__.diag.constraint_name or "")
        finally:
            connection.close()

    waiting = threading.Thread(target=take_over)
    with transaction.atomic():
        Entity.objects.filter(slug="cited").update(slug="renamed")
        waiting.start()
        wait_for_a_waiting_session()
    waiting.join(timeout=10)
    assert answers == ["entities_formerentityslug_never_taken_over"]
