"""A database of any version that was ever on the main branch is brought up to date, then is as good as a new one."""

from collections.abc import Iterator

import pghistory
import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from brainmatter.old_databases.mending import is_old
from citations.figure_fields import set_figure
from citations.headlines import text_of
from citations.models import Citation
from citations.recalculating import recalculate
from comparisons.models import Comparison, Edition
from comparisons.publishing import republish
from core.schema.catalogue import PRESENT, Fact, facts_in
from core.schema.comparing import differences, forget
from core.schema.model_tables import names_given
from entities.models import Claim
from entities.quantities import parse
from inquiries.models import Correction, Inquiry
from tests.upgrades.old_databases import DUMPS, restored

# Those of before the migrations were rewritten, and of them those that lack more than a rule.
EARLIER = {"ba1add3", "ff3c376", "8c62154", "de7c5a7", "10473a1", "b31eb3b", "7a53958", "aabc817"}
# That of the latest shape lacks nothing until the next migration is made.
LATEST = "d78b9ed"
PAGES = [
    "/",
    "/comparisons",
    "/comparisons/concept/brain-vs-chip",
    "/comparisons/concept/brain-vs-chip.json",
    "/comparisons/concept/chip-vs-brain",
    "/entities/brain",
    "/dimensions/power",
    "/claims/brain-power",
    "/citations",
    "/citations/writer-2020",
    "/corrections",
    "/corrections/1",
    "/corrections/2",
    "/corrections/new?claim=brain-power",
    "/contact",
    "/sitemap.xml",
    "/readyz",
]
ADMIN_PAGES = [
    "/admin/",
    "/admin/comparisons/comparison/1/change/",
    "/admin/comparisons/edition/1/change/",
    "/admin/entities/claim/1/change/",
    "/admin/citations/source/1/change/",
    "/admin/inquiries/inquiry/1/change/",
    "/admin/inquiries/correction/1/change/",
    "/admin/inquiries/correction/2/change/",
    "/admin/inquiries/delivery/",
]


type Database = tuple[set[Fact], set[tuple[str, ...]]]


def everything() -> Database:
    """All that the present database is made of: tables, columns, constraints, indexes, triggers and functions."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace ORDER BY proname"
        )
        functions = set(cursor.fetchall())
    return facts_in(PRESENT, given_names=names_given()), functions


@pytest.fixture
def of_a_new_database(transactional_db: None) -> Database:
    return everything()


# Those that lack the same migrations one after another.
@pytest.fixture(params=sorted(DUMPS, key=lambda name: (name not in EARLIER, name)))
def version(request: pytest.FixtureRequest, of_a_new_database: Database) -> Iterator[str]:
    """A version whose database the test is in."""
    with restored(request.param):
        yield request.param


@pytest.fixture
def in_10473a1(transactional_db: None) -> Iterator[None]:
    with restored("10473a1"):
        yield


def assert_refused() -> None:
    """The site is not ready, the worker does not start, and both say what to do."""
    assert Client().get("/readyz").json() == {"ready": False, "reason": "WrongSchemaError"}
    for command in ({"command_name": "run_worker", "once": True}, {"command_name": "check_schema"}):
        with pytest.raises(CommandError, match=r"manage\.py migrate"):
            call_command(**command)


def lacks_migrations() -> bool:
    try:
        call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemExit:
        return True
    return False


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def test_an_old_database_is_refused_until_it_is_like_a_new_one_and_serves_every_page(
    version: str, of_a_new_database: Database
):
    assert is_old() == (version in EARLIER)
    if lacks_migrations():
        assert_refused()
    else:
        assert version == LATEST
    migrate()
    forget()
    assert differences() == []
    assert everything() == of_a_new_database
    assert not is_old()
    call_command("migrate", check_unapplied=True, verbosity=0)

    client = Client()
    for page in PAGES:
        assert client.get(page, follow=True).status_code == 200, page
    assert client.get("/comparisons/concept/old-name").headers["Location"] == "/comparisons/concept/chip-vs-brain"
    client.force_login(User.objects.get(username="editor"))
    for page in ADMIN_PAGES:
        assert client.get(page).status_code == 200, page
    call_command("run_worker", once=True)

    assert [edition.number for edition in Edition.objects.order_by("pk")][:3] == [1, 2, 1]
    assert Inquiry.objects.get().message == "What does the domain cost?"
    # What a reader had open stays with the report, although the column has another name now.
    first, second = Correction.objects.order_by("pk")
    assert (first.report, first.edition) == ("It is 19 W.", "/comparisons/concept/brain-vs-chip/editions/1")
    assert second.outcome.endswith("It was 20 W; edition 2 carries it.")


def test_figures_that_follow_from_others_go_on_following_after_an_upgrade(transactional_db: None):
    """With boundaries, source checks, places for figures in texts, their histories, and an edition of all that."""
    with restored(LATEST):
        migrate()
        edition = Edition.objects.get(number=3)
        (ratio,) = edition.content.rows[0].ratios
        assert (ratio.text, ratio.over_what) == ("≈ 15 times", "limit, module, at rest")
        assert edition.content.rows[0].cells[1].text == "300 W at most"
        chip = Citation.objects.get(claim__public_id="chip-power")
        assert (chip.source_check, chip.boundary.slug if chip.boundary else "") == ("confirmed-in-source", "module")
        set_figure(chip, parse("350 W"))
        with transaction.atomic():
            chip.save()
            changed = recalculate(claims=[chip.claim_id]).claims
        named = Claim.objects.filter(pk__in=changed).order_by("public_id")
        assert [text_of(claim) for claim in named] == ["700 W", "350 W (a chip)"]
        republish(comparisons=Comparison.objects.filter(slug="brain-vs-chip"), author=None)
        latest = Edition.objects.get(number=4)
        assert latest.content.rows[0].ratios[0].text == "≈ 18 times"
        assert edition.content.rows[0].ratios[0].text == "≈ 15 times"
        assert pghistory.models.Events.objects.tracks(chip).count() > 1


def test_a_report_that_lacks_what_is_asked_now_is_opened_again_with_its_outcome(in_10473a1: None):
    migrate()
    report = Correction.objects.get(pk=2)
    assert (report.state, report.closed_at) == ("under-review", None)
    assert report.outcome == "Corrected on 2026-11-02: It was 20 W; edition 2 carries it."


def test_what_breaks_a_later_rule_is_named_and_nothing_is_changed(in_10473a1: None):
    rule = "dimension_unit_exactly_for_quantities"
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE entities_dimension DROP CONSTRAINT {rule}, ADD CONSTRAINT {rule} CHECK (true)")
        cursor.execute("UPDATE entities_dimension SET unit = '' WHERE slug = 'power'")
    before = everything()
    with pytest.raises(CommandError, match=r"dimension_unit_exactly_for_quantities.*Nothing was changed"):
        migrate()
    assert everything() == before


def test_nothing_that_was_read_of_an_old_database_is_held_true_of_the_next(transactional_db: None):
    numbers = dict(ContentType.objects.values_list("model", "pk"))
    with restored("4d2d409"):
        old = {model._meta.model_name: ContentType.objects.get_for_model(model).pk for model in (Edition, Inquiry)}
    assert old != {name: numbers[name] for name in old}
    for model in (Edition, Inquiry):
        assert ContentType.objects.get_for_model(model).pk == numbers[model._meta.model_name]
