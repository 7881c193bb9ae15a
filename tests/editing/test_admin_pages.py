"""Every page of the admin opens, finds what it is asked for, and costs no more when there is more to show."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from citations.models import (
    Citation,
    Derivation,
    DerivationInput,
    FoundingClaim,
    FoundingSource,
    PlaceOnDimension,
    PublicSource,
    Source,
)
from comparisons.models import Category, Comparison, DerivedNote, Edition, EditionClaim, Equivalence, Question
from entities.models import Boundary, Claim, Dimension, DimensionGroup, Entity
from tests.editing.admin_forms import address
from tests.factories import (
    a_boundary,
    a_citation,
    a_comparison,
    a_correction,
    a_dimension,
    a_dimension_group,
    a_figure,
    a_finding,
    a_published_comparison,
    a_quantity_dimension,
    a_question,
    a_source,
    a_strength,
    an_attribute,
    an_edition,
    an_editor,
    an_entity,
    an_equivalence,
    an_inquiry,
)

pytestmark = pytest.mark.django_db

# Sessions, account, permissions, content types: what Django asks on every page, and a few for the page itself.
CEILING = 40
REGISTERED = list(admin.site._registry)
CONTENT: list[type[Model]] = [
    Entity,
    DimensionGroup,
    Dimension,
    Boundary,
    Claim,
    Source,
    Citation,
    Category,
    Comparison,
    Equivalence,
    Edition,
]


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(an_editor())
    return client


def a_bit_of_everything() -> None:
    comparison = a_published_comparison(rows=[a_dimension(), a_quantity_dimension()])
    an_edition(comparison=comparison)
    a_boundary()
    an_equivalence(low="1", sources=[a_source()])
    a_correction()
    an_inquiry()


def queries_of(client: Client, url: str) -> int:
    client.get(url)  # the first visit may fill caches that the next one finds
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


def by_name(model: type[Model]) -> str:
    return model._meta.label


def test_every_model_of_ours_has_a_page_or_stands_on_one() -> None:
    reachable = set(admin.site._registry)
    for model_admin in admin.site._registry.values():
        reachable |= {inline.model for inline in model_admin.inlines}
    missing = {
        model._meta.label
        for app in ("entities", "citations", "comparisons")
        for model in apps.get_app_config(app).get_models()
        if model not in reachable
        and not model._meta.proxy
        # Remembered addresses are shown on the page of what they lead to, events on its history.
        and not model.__name__.startswith("Former")
        and not model.__name__.endswith("Event")
        # An index into documents, and notes worked out from them: the page of their edition shows both. What follows
        # from claims and citations stands on their pages, and a formula with its inputs in the form of its figure.
        and model not in (EditionClaim, DerivedNote, PlaceOnDimension, PublicSource, FoundingClaim, FoundingSource)
        and model not in (Derivation, DerivationInput)
    }
    assert missing == set()


@pytest.mark.parametrize("model", REGISTERED, ids=by_name)
def test_list_search_add_and_change_page_open_within_the_ceiling(model: type[Model], editor: Client) -> None:
    a_bit_of_everything()
    assert queries_of(editor, address(model, "changelist")) <= CEILING
    model_admin = admin.site._registry[model]
    if model_admin.search_fields:
        assert queries_of(editor, f"{address(model, 'changelist')}?q=something") <= CEILING
    first = model._default_manager.first()
    if first is not None:
        assert queries_of(editor, address(model, "change", first.pk)) <= CEILING
    add = editor.get(address(model, "add"))
    assert add.status_code == (200 if model_admin.has_add_permission(add.wsgi_request) else 403)


def test_no_list_of_thirty_costs_more_than_one_of_three(editor: Client) -> None:
    def costs(count: int) -> dict[str, int]:
        for _ in range(count):
            a_published_comparison(rows=1)
            an_equivalence(sources=[a_source()])
        return {model._meta.label: queries_of(editor, address(model, "changelist")) for model in CONTENT}

    few = costs(3)
    assert costs(27) == few


def grown_comparison(size: int) -> Comparison:
    sides = [an_entity() for _ in range(size)]
    return a_comparison(sides=sides, rows=size, points=[a_strength(entity=side) for side in sides])


def grown_claim(size: int) -> Claim:
    claim = an_attribute(dimension=a_quantity_dimension())
    for _ in range(size):
        a_figure(claim=claim, scope="whole")
    return claim


def grown_source(size: int) -> Source:
    source = a_source(authors=[(f"Writer {number}", "Ann") for number in range(size)])
    for _ in range(size):
        a_citation(source=source)
    return source


def grown_entity(size: int) -> Entity:
    entity = an_entity(related=[an_entity() for _ in range(size)])
    for _ in range(size):
        an_attribute(entity=entity)
        a_finding(entity=entity)
    return entity


def grown_group(size: int) -> DimensionGroup:
    group = a_dimension_group()
    for _ in range(size):
        a_dimension(group=group)
    return group


def grown_equivalence(size: int) -> Equivalence:
    return an_equivalence(sources=[a_source() for _ in range(size)])


def grown_question(size: int) -> Question:
    return a_question(claims=[an_attribute() for _ in range(size)])


@pytest.mark.parametrize(
    "grown", [grown_comparison, grown_claim, grown_source, grown_entity, grown_group, grown_equivalence, grown_question]
)
def test_a_change_page_with_thirty_rows_costs_no_more_than_one_with_three(
    grown: Callable[[int], Model], editor: Client
) -> None:
    small, large = grown(3), grown(30)
    few = queries_of(editor, address(type(small), "change", small.pk))
    assert queries_of(editor, address(type(large), "change", large.pk)) == few
    assert few <= CEILING


@pytest.mark.parametrize("model", REGISTERED, ids=by_name)
def test_nobody_without_the_right_account_enters(model: type[Model], client: Client) -> None:
    page = address(model, "changelist")
    assert client.get(page).status_code == 302
    client.force_login(an_editor(is_staff=False, is_superuser=False))
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/login/")
    client.force_login(an_editor(is_staff=True, is_superuser=False))
    assert client.get(page).status_code == 403


@pytest.mark.parametrize("model", CONTENT, ids=by_name)
def test_who_may_only_look_sees_the_page_without_a_way_to_save(model: type[Model], client: Client) -> None:
    a_bit_of_everything()
    onlooker = an_editor(is_superuser=False)
    onlooker.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(onlooker)
    first = model._default_manager.first()
    assert first is not None
    page = client.get(address(model, "change", first.pk))
    assert page.status_code == 200
    assert 'name="_save"' not in page.text
    assert 'name="_publish"' not in page.text
    assert client.post(address(model, "change", first.pk), {"_publish": "Save"}).status_code == 403


class _Inline(HTMLParser):
    """Collects what the policy of the site forbids: scripts and styles in the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        is_code = tag == "script" and "src" not in names and names.get("type") != "application/json"
        if is_code or tag == "style" or "style" in names or any(name.startswith("on") for name in names):
            self.found.append(f"<{tag} {names}>")


@pytest.mark.parametrize("model", CONTENT, ids=by_name)
def test_no_page_needs_a_script_or_a_style_inside_it(model: type[Model], editor: Client) -> None:
    a_bit_of_everything()
    first = model._default_manager.first()
    assert first is not None
    for url in (address(model, "changelist"), address(model, "change", first.pk), address(model, "history", first.pk)):
        response = editor.get(url)
        assert "'self'" in response.headers["Content-Security-Policy"]
        inline = _Inline()
        inline.feed(response.content.decode())
        assert inline.found == []


def test_an_edition_can_be_read_in_full_but_neither_added_changed_nor_deleted(editor: Client) -> None:
    edition = an_edition()
    page = editor.get(address(Edition, "change", edition.pk))
    assert edition.content_hash in page.text
    assert "schema_version" in page.text
    assert 'name="_save"' not in page.text
    assert editor.get(address(Edition, "add")).status_code == 403
    assert editor.post(address(Edition, "change", edition.pk), {"change_note": "Forged."}).status_code == 403
    assert editor.post(address(Edition, "delete", edition.pk), {"post": "yes"}).status_code == 403
    assert Edition.objects.get(pk=edition.pk).change_note == edition.change_note


def test_only_what_has_a_page_leads_to_it(editor: Client) -> None:
    """A withdrawn comparison keeps its page; a withdrawn entity has none."""
    comparison = a_published_comparison()
    Comparison.objects.filter(pk=comparison.pk).update(status="withdrawn")
    entity, withdrawn = an_entity(), an_entity(status="withdrawn")
    led = {
        thing: "viewsitelink" in editor.get(address(type(thing), "change", thing.pk)).text
        for thing in (comparison, entity, withdrawn)
    }
    assert led == {comparison: True, entity: True, withdrawn: False}
