"""The content that the site comes with."""

from io import StringIO

from django.core.management import call_command


def test_the_content_of_the_site_has_no_error() -> None:
    call_command("load_content", "--check", stdout=StringIO())


def test_no_finding_of_the_linter_is_left_that_is_neither_mended_nor_answered() -> None:
    said = StringIO()
    call_command("load_content", "--check", stdout=said)
    assert [line for line in said.getvalue().splitlines() if line.startswith("warning:")] == []
