"""What templates write for readers: titles, numbers, addresses and lists."""

from core.templatetags.words import closed, grouped, host, in_words, versus


def test_a_title_falls_apart_at_its_vs_and_nowhere_else() -> None:
    assert versus("Neurons vs Parameters") == ["Neurons", "Parameters"]
    assert versus("Canvas") == ["Canvas"]


def test_a_list_reads_as_part_of_a_sentence() -> None:
    assert [in_words(["a", "b", "c"][:number]) for number in range(4)] == ["", "a", "a and b", "a, b and c"]


def test_a_title_ends_with_one_full_stop_at_most() -> None:
    assert [closed(title) for title in ("Brains", "Why?", "Etc.")] == ["Brains.", "Why?", "Etc."]


def test_a_large_number_is_grouped() -> None:
    assert grouped(1234567) == "1,234,567"


def test_an_address_is_named_by_its_site() -> None:
    assert host("https://www.example.org/a?b=c") == "example.org"
