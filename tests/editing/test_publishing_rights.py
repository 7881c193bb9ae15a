"""Who may only write drafts changes nothing that readers see, by whatever way; editors do, and withdraw as well."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db.models import Model
from django.test import Client

from citations.models import Citation, Source
from comparisons.models import Category, Comparison, Edition, Equivalence, Question
from core.publishing_status import Status
from editing.roles import ADMINISTRATORS, CORRESPONDENTS, EDITORS, WRITERS
from entities.models import Claim, Dimension, DimensionGroup, Entity
from tests.brainmatter.sitemaps import listed_in_sitemap
from tests.editing.admin_forms import add_inline, address, errors_of, fields_of, save, send_again
from tests.editing.things import TYPED, Things, an_account_of, some_of_everything
from tests.factories import a_citation, a_published_comparison, an_attribute, an_editor, an_entity

pytestmark = pytest.mark.django_db

WITH_STATUS = (Entity, Dimension, Claim, Equivalence, Question)
NO_EDITORS = pytest.mark.parametrize("role", [WRITERS, CORRESPONDENTS, ""])
# What a wrong button or a forged form could say.
BUTTONS = ("_save", "_continue", "_addanother", "_saveasnew", "_publish", "_withdraw")


@pytest.fixture
def things() -> Things:
    return some_of_everything()


def sign_in(client: Client, account: User) -> None:
    client.force_login(account)


def what_readers_see() -> dict[str, str]:
    """Every page that the site lists to anybody, and what it lists."""
    reader = Client()
    listed = listed_in_sitemap(reader)
    pages = {page: reader.get(page).text for page in listed if page != "/contact"} | {"sitemap": " ".join(listed)}
    return {page: re.sub(r'value="[^"]{40,}"', "", text) for page, text in pages.items()}


def form_of(thing: Model) -> dict[str, object]:
    """The form of a thing as somebody who may do everything would send it."""
    superuser = Client()
    superuser.force_login(an_editor())
    return fields_of(superuser.get(address(type(thing), "change", thing.pk)))


def permissions(*names: str) -> User:
    """An account with these permissions and no group."""
    account = an_account_of("")
    account.user_permissions.set(Permission.objects.filter(codename__in=names))
    return account


# --- Every kind of thing -----------------------------------------------------------------------


@NO_EDITORS
def test_no_save_deletion_or_action_of_theirs_changes_what_readers_see(
    role: str, client: Client, things: Things
) -> None:
    before = what_readers_see()
    sign_in(client, an_account_of(role))
    for model, (field, value) in TYPED.items():
        thing = things.public[model]
        url, form = address(model, "change", thing.pk), form_of(thing)
        for button in BUTTONS:
            answer = client.post(url, {**form, field: value, button: "Save"})
            if button != "_saveasnew":  # which would be a new draft
                assert answer.status_code == 403, (model, button)
        assert client.post(address(model, "delete", thing.pk), {"post": "yes"}).status_code == 403
        for action in ("delete_selected", "publish_selected", "withdraw_selected"):
            asked = {"action": action, "_selected_action": [thing.pk], "post": "yes"}
            client.post(address(model, "changelist"), asked)
        for status in ("withdrawn", "draft"):
            client.post(url, {**form, "status": status, "_save": "Save"})
    assert what_readers_see() == before
    assert Edition.objects.count() == 1


@NO_EDITORS
def test_nothing_they_add_or_draft_can_be_called_published(role: str, client: Client, things: Things) -> None:
    before = what_readers_see()
    sign_in(client, an_account_of(role))
    for model in WITH_STATUS:
        draft = things.drafts[model]
        form = {**form_of(draft), "status": "published"}
        client.post(address(model, "change", draft.pk), {**form, "_save": "Save"})
        new = {"name": "Another", "slug": "another", "public_id": "another", "text": "Another."}
        client.post(address(model, "add"), {**form, **new, "_save": "Save"})
        client.post(f"{address(model, 'add')}?status=published", {**form, **new, "_save": "Save"})
    comparison = things.drafts[Comparison]
    for status in ("published", "withdrawn"):
        form = {**form_of(comparison), "status": status}
        client.post(address(Comparison, "change", comparison.pk), {**form, "_save": "Save"})
    assert what_readers_see() == before
    for model, draft in things.drafts.items():
        if hasattr(draft, "status"):
            assert set(model._default_manager.filter(pk=draft.pk).values_list("status", flat=True)) == {Status.DRAFT}


def test_a_writer_changes_a_draft_of_every_kind(client: Client, things: Things) -> None:
    before = what_readers_see()
    sign_in(client, an_account_of(WRITERS))
    for model, (field, value) in TYPED.items():
        draft = things.drafts[model]
        page = save(client, address(model, "change", draft.pk), **{field: value})
        assert errors_of(page) == "", model
        assert getattr(model._default_manager.get(pk=draft.pk), field) == value, model
    assert what_readers_see() == before


def test_an_editor_changes_what_readers_see_of_every_kind(client: Client, things: Things) -> None:
    before = what_readers_see()
    sign_in(client, an_account_of(EDITORS))
    for model, (field, value) in TYPED.items():
        thing = things.public[model]
        page = save(client, address(model, "change", thing.pk), **{field: value})
        assert errors_of(page) == "", model
        after = what_readers_see()
        assert after != before or model in (Equivalence, DimensionGroup), model
        before = after


@pytest.mark.parametrize("role", [EDITORS, ADMINISTRATORS])
def test_an_editor_publishes_and_withdraws(role: str, client: Client, things: Things) -> None:
    sign_in(client, an_account_of(role))
    for model in (Entity, Dimension, Claim):
        draft = things.drafts[model]
        for status in (Status.PUBLISHED, Status.WITHDRAWN):
            page = save(client, address(model, "change", draft.pk), status=status.value)
            assert errors_of(page) == ""
            assert model._default_manager.get(pk=draft.pk).status == status  # type: ignore[attr-defined]
    url = address(Comparison, "change", things.public[Comparison].pk)
    save(client, url, button="_withdraw")
    assert Comparison.objects.get(title="Seen comparison").status == Status.WITHDRAWN
    save(client, url, button="_publish")
    assert Comparison.objects.get(title="Seen comparison").status == Status.PUBLISHED


# --- The holes that there were -----------------------------------------------------------------


def test_to_change_claims_alone_neither_makes_editions_nor_withdraws(client: Client) -> None:
    claim = an_attribute(entity=an_entity(), text="20 W")
    a_citation(claim=claim)
    assert claim.dimension is not None
    for _ in range(5):
        a_published_comparison(sides=[claim.entity, an_entity()], rows=[claim.dimension])
    form = form_of(claim)
    sign_in(client, permissions("change_claim", "view_claim", "change_citation", "add_citation", "delete_citation"))
    url = address(Claim, "change", claim.pk)
    for typed in ({"text": "About 20 W"}, {"status": "withdrawn"}, {"citations-0-locator": "p. 2"}):
        answer = client.post(url, {**form, **typed, "_save": "Save"})
        assert answer.status_code == 403
    claim.refresh_from_db()
    assert (claim.text, claim.status, Edition.objects.count()) == ("20 W", Status.PUBLISHED, 5)


def test_to_change_comparisons_alone_does_not_publish(client: Client, things: Things) -> None:
    comparison = a_published_comparison()
    ready = things.public[Comparison]
    sign_in(client, permissions("change_comparison", "view_comparison", "change_side", "change_row", "change_point"))
    draft = things.drafts[Comparison]
    page = save(client, address(Comparison, "change", draft.pk), button="_publish", lede="Kept as typed.")
    assert "Only an editor may publish a comparison." in errors_of(page)
    assert fields_of(page)["lede"] == "Kept as typed."
    page = save(client, address(Comparison, "change", draft.pk), button="_withdraw")
    assert "Only an editor may withdraw a comparison." in errors_of(page)
    for action in ("publish_selected", "withdraw_selected"):
        asked = {"action": action, "_selected_action": [draft.pk, ready.pk, comparison.pk]}
        client.post(address(Comparison, "changelist"), asked)
    statuses = dict(Comparison.objects.values_list("pk", "status"))
    assert statuses == {draft.pk: "draft", ready.pk: "published", comparison.pk: "published"}


def test_to_publish_is_not_to_withdraw(client: Client, things: Things) -> None:
    claim = things.public[Claim]
    sign_in(client, permissions("change_claim", "view_claim", "publish_claim"))
    page = save(client, address(Claim, "change", claim.pk), status="withdrawn")
    assert "Select a valid choice" in errors_of(page)
    assert Claim.objects.get(pk=claim.pk).status == Status.PUBLISHED
    comparison = things.public[Comparison]
    sign_in(client, permissions("change_comparison", "view_comparison", "publish_comparison"))
    page = save(client, address(Comparison, "change", comparison.pk), button="_withdraw")
    assert "Only an editor may withdraw a comparison." in errors_of(page)
    assert Comparison.objects.get(pk=comparison.pk).status == Status.PUBLISHED


# --- Ways round --------------------------------------------------------------------------------


def test_a_citation_cannot_be_moved_or_added_to_a_public_claim(client: Client, things: Things) -> None:
    before = what_readers_see()
    sign_in(client, an_account_of(WRITERS))
    seen, draft = things.public[Claim], things.drafts[Citation]
    page = save(client, address(Citation, "change", draft.pk), claim=seen.pk, figure_text="", unit="")
    assert "only an editor may change what they see" in errors_of(page)
    source = things.public[Source]
    page = save(client, address(Citation, "add"), claim=seen.pk, source=source.pk, locator="p. 5", position="0")
    assert "only an editor may change what they see" in errors_of(page)
    assert set(Citation.objects.filter(claim=seen.pk)) == {things.public[Citation]}
    assert what_readers_see() == before


def test_a_new_source_category_and_group_stay_unseen_until_something_public_has_them(
    client: Client, things: Things
) -> None:
    before = what_readers_see()
    sign_in(client, an_account_of(WRITERS))
    typed = {"key": "unseen", "title": "Unseen", "type": "article", "tier": "peer-reviewed"}
    save(client, address(Source, "add"), **typed)
    save(client, address(Category, "add"), name="Unseen", slug="unseen", position="0")
    save(client, address(DimensionGroup, "add"), name="Unseen", slug="unseen", position="0")
    assert Source.objects.filter(key="unseen").exists()
    assert Category.objects.filter(slug="unseen").exists()
    assert DimensionGroup.objects.filter(slug="unseen").exists()
    claim = things.drafts[Claim]
    url = address(Claim, "change", claim.pk)
    row = add_inline(client.get(url), "citations", source=Source.objects.get(key="unseen").pk, locator="p. 1")
    assert errors_of(save(client, url, **row)) == ""
    assert Citation.objects.filter(claim=claim.pk, source__key="unseen").exists()
    assert what_readers_see() == before


def test_deleting_several_citations_stops_at_one_that_readers_see(client: Client, things: Things) -> None:
    sign_in(client, an_account_of(WRITERS))
    both = [things.drafts[Citation].pk, things.public[Citation].pk]
    asked = {"action": "delete_selected", "_selected_action": both}
    page = client.post(address(Citation, "changelist"), asked)
    assert 'value="Yes' not in page.text
    client.post(address(Citation, "changelist"), {**asked, "post": "yes"})
    assert Citation.objects.filter(pk__in=both).count() == 2
    client.post(address(Citation, "changelist"), {**asked, "_selected_action": both[:1], "post": "yes"})
    assert list(Citation.objects.filter(pk__in=both)) == [things.public[Citation]]


def test_what_was_published_while_it_was_being_edited_is_not_overwritten_and_what_was_typed_is_shown(
    client: Client, things: Things
) -> None:
    sign_in(client, an_account_of(WRITERS))
    draft = things.drafts[Claim]
    url = address(Claim, "change", draft.pk)
    page = client.get(url)
    Claim.objects.filter(pk=draft.pk).update(status=Status.PUBLISHED)
    answer = send_again(client, url, page, text="A long text that must not be lost.")
    assert answer.status_code == 403
    assert "A long text that must not be lost." in answer.text
    assert ">20 W at rest<" not in answer.text  # what was sent as it is stored need not be copied
    assert "readers see it" in answer.text
    assert f"/corrections/new?claim={draft}" in answer.text
    assert Claim.objects.get(pk=draft.pk).text == "20 W at rest"


def test_a_retraction_is_not_recorded_by_a_writer(client: Client, things: Things) -> None:
    source = things.public[Source]
    notice = {"publication_status": "retracted", "status_checked_on": "2026-11-01", "status_note": "Retracted."}
    form = form_of(source)
    sign_in(client, an_account_of(WRITERS))
    assert client.post(address(Source, "change", source.pk), {**form, **notice}).status_code == 403
    assert Source.objects.get(pk=source.pk).publication_status == "unchecked"


# --- What is shown -----------------------------------------------------------------------------


def test_a_writer_is_told_on_the_page_why_there_is_nothing_to_save_and_what_to_do(
    client: Client, things: Things
) -> None:
    sign_in(client, an_account_of(WRITERS))
    for model in TYPED:
        page = client.get(address(model, "change", things.public[model].pk)).text
        assert "You can look at this, but not change it: readers see it" in page, model
        for button in ("_save", "_publish", "_withdraw"):
            assert f'name="{button}"' not in page, model
        assert address(model, "delete", things.public[model].pk) not in page, model
    assert (
        f"/corrections/new?claim={things.public[Claim]}"
        in client.get(address(Claim, "change", things.public[Claim].pk)).text
    )


def test_no_button_action_or_status_is_offered_that_one_may_not_use(client: Client, things: Things) -> None:
    draft, claim = things.drafts[Comparison], things.drafts[Claim]
    sign_in(client, an_account_of(WRITERS))
    page = client.get(address(Comparison, "change", draft.pk)).text
    assert 'name="_save"' in page
    assert 'name="_publish"' not in page
    page = client.get(address(Comparison, "changelist")).text
    assert "publish_selected" not in page
    assert "withdraw_selected" not in page
    page = client.get(address(Claim, "change", claim.pk)).text
    assert re.findall(r'<option value="(draft|review|published|withdrawn)"', page) == ["draft", "review"]
    assert "an editor will look at it" in page
    sign_in(client, an_account_of(EDITORS))
    assert 'name="_publish"' in client.get(address(Comparison, "change", draft.pk)).text
    page = client.get(address(Comparison, "changelist")).text
    assert "publish_selected" in page
    assert "withdraw_selected" in page
    page = client.get(address(Claim, "change", claim.pk)).text
    assert len(re.findall(r'<option value="(draft|review|published|withdrawn)"', page)) == 4


def test_the_editor_of_the_demonstration_may_do_all_of_it(client: Client) -> None:
    """`make demo` makes a superuser: no permission is ever asked of one."""
    account = an_editor(username="editor")
    for model, model_admin in admin.site._registry.items():
        for act in ("publish", "withdraw"):
            asked = getattr(model_admin, f"has_{act}_permission", None)
            request = type("Request", (), {"user": account})()
            assert asked is None or asked(request), model
