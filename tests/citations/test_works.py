"""A source in the database becomes plain data: who wrote it and who edited it, and its day as far as it is known."""

import pytest

from citations.models import Authorship, Source
from citations.works import Issued, work_of
from tests.citations.works import a_person
from tests.factories import a_source

pytestmark = pytest.mark.django_db


def test_authors_and_editors_are_told_apart_each_in_their_order() -> None:
    source = a_source(authors=[("Writer", "Ann"), ("Author", "Bo")])
    Authorship.objects.bulk_create(
        Authorship(source=source, role="editor", position=place, family=family)
        for place, family in ((2, "Second"), (1, "First"))
    )
    work = work_of(Source.objects.with_authors().get())
    assert work.authors == (a_person("Writer", "Ann"), a_person("Author", "Bo"))
    assert work.editors == (a_person("First"), a_person("Second"))


@pytest.mark.parametrize(
    ("year", "month", "day"), [(None, None, None), (2024, None, None), (2024, 3, None), (2024, 12, 31)]
)
def test_the_day_of_a_work_is_kept_as_far_as_it_is_known(year: int | None, month: int | None, day: int | None) -> None:
    source = a_source(year=year)
    Source.objects.update(month=month, day=day)
    source.refresh_from_db()
    expected = None if year is None else Issued(year=year, month=month, day=day)
    assert work_of(source).issued == expected
