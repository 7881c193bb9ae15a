"""Numbers about the whole site are worked out once for each state of the content, and never shown too long."""

import pytest
from django.db import transaction

from core.once_a_revision import once_a_revision
from entities.models import Entity
from tests.factories import an_entity

pytestmark = pytest.mark.django_db(transaction=True)


class Counting:
    def __init__(self) -> None:
        self.times = 0
        self.number = once_a_revision(self._count)

    def _count(self) -> int:
        self.times += 1
        return Entity.objects.count()


def test_a_number_is_worked_out_again_after_each_change_and_only_then() -> None:
    counting = Counting()
    an_entity()
    assert [counting.number(), counting.number()] == [1, 1]
    assert counting.times == 1
    an_entity()
    assert [counting.number(), counting.number()] == [2, 2]
    assert counting.times == 2


def test_what_a_transaction_has_changed_itself_is_counted_and_not_kept() -> None:
    counting = Counting()
    an_entity()
    assert counting.number() == 1
    with transaction.atomic():
        an_entity()
        assert counting.number() == 2
        transaction.set_rollback(True)
    assert counting.number() == 1
