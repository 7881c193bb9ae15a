"""Whatever an editor does in the admin is recorded with the account, and the role that it had."""

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client

from citations.models import Citation
from comparisons.models import Comparison, Equivalence, Question
from core.histories import changes_in, events
from editing.roles import EDITORS
from tests.editing.admin_forms import address, errors_of, save
from tests.editing.things import TYPED, Things, an_account_of, some_of_everything

pytestmark = pytest.mark.django_db

# Nothing else stands on a draft of these, which may therefore be deleted.
DELETABLE = (Citation, Comparison, Equivalence, Question)
KINDS = pytest.mark.parametrize("model", TYPED, ids=lambda model: model.__name__)


@pytest.fixture
def things() -> Things:
    return some_of_everything()


@pytest.fixture
def account(client: Client) -> User:
    """An editor, signed in, who is none any more when the test reads what was recorded."""
    account = an_account_of(EDITORS)
    client.force_login(account)
    return account


def last_act(thing: type[Model], key: object) -> tuple[str, int | None, str]:
    change = changes_in(events(thing).filter(pgh_obj_id=key))[0]
    return change.act, change.user, change.role


@KINDS
def test_a_save_is_recorded_with_the_role(model: type[Model], client: Client, account: User, things: Things) -> None:
    thing = things.public[model]
    field, value = TYPED[model]
    page = save(client, address(model, "change", thing.pk), **{field: value})
    assert errors_of(page) == ""
    account.groups.clear()
    assert last_act(model, thing.pk) == ("update", account.pk, "editor")


@pytest.mark.parametrize("model", DELETABLE, ids=lambda model: model.__name__)
@pytest.mark.parametrize("by", ["its page", "the list"])
def test_a_deletion_is_recorded_with_the_role(
    model: type[Model], by: str, client: Client, account: User, things: Things
) -> None:
    thing = things.drafts[model]
    if by == "its page":
        client.post(address(model, "delete", thing.pk), {"post": "yes"})
    else:
        asked = {"action": "delete_selected", "_selected_action": [thing.pk], "post": "yes"}
        client.post(address(model, "changelist"), asked)
    account.groups.clear()
    assert last_act(model, thing.pk) == ("delete", account.pk, "editor")


def test_publishing_and_withdrawing_from_the_list_are_recorded_with_the_role(
    client: Client, account: User, things: Things
) -> None:
    comparison = things.public[Comparison]
    for action in ("withdraw_selected", "publish_selected"):
        client.post(address(Comparison, "changelist"), {"action": action, "_selected_action": [comparison.pk]})
        assert last_act(Comparison, comparison.pk) == ("update", account.pk, "editor")
