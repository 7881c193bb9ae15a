"""Which form of a kept answer a request gets."""

import gzip
from datetime import date

import brotli
import pytest

from brainmatter.response_cache.kept_answer import kept_answer, without_state
from brainmatter.response_cache.negotiation import accepts, answer_for, preferred_encoding
from brainmatter.response_cache.request_key import Key, Wish
from core.revisions import Revision
from tests.response_cache.answers import an_answer, header

BODY = "<h1>Brains and machines</h1>" * 50


def a_wish(*, encodings: str = "", if_none_match: str = "", accept: str = "") -> Wish:
    return Wish(Key("pages", "/page", "", False), False, accept.encode(), encodings.encode(), if_none_match.encode())


@pytest.mark.parametrize(
    ("accept_encoding", "preferred"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("identity, gzip;q=0.5", ""),
        ("GZIP", "gzip"),
        ("gzip;q=nonsense", ""),
    ],
)
def test_the_encoding_is_the_one_that_the_reader_likes_best(accept_encoding: str, preferred: str) -> None:
    assert preferred_encoding(accept_encoding.encode()) == preferred


@pytest.mark.parametrize(
    ("accept", "is_taken"),
    [
        ("", True),
        ("*/*", True),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("text/*", True),
        ("application/json", False),
        ("text/html;q=0, */*", False),
        ("application/json, */*;q=0", False),
    ],
)
def test_who_asks_for_another_type_is_not_given_this_one(accept: str, is_taken: bool) -> None:
    assert accepts(accept.encode(), b"text/html") is is_taken


def test_every_encoding_holds_the_same_bytes_under_a_tag_of_its_own() -> None:
    kept = kept_answer(an_answer(BODY, vary="HX-Request", cache_control="no-cache", etag='"views"'))
    assert kept is not None
    answers = {name: answer_for(kept, a_wish(encodings=name)) for name in ("br", "gzip", "identity")}
    bodies = {
        brotli.decompress(answers["br"].body),
        gzip.decompress(answers["gzip"].body),
        answers["identity"].body,
    }
    assert bodies == {BODY.encode()}
    assert len({header(answer, "etag") for answer in answers.values()}) == 3
    for answer in answers.values():
        assert header(answer, "content-length") == str(len(answer.body))
        assert header(answer, "vary") == "Accept-Encoding, HX-Request"
        assert header(answer, "cache-control") == "public, max-age=0, s-maxage=1, stale-if-error=600"
        assert header(answer, "x-kept-state") is None
    assert header(answers["br"], "content-encoding") == "br"
    assert header(answers["identity"], "content-encoding") is None


def test_the_same_bytes_have_the_same_tag_wherever_and_whenever_they_were_made() -> None:
    one, other = kept_answer(an_answer(BODY)), kept_answer(an_answer(BODY, revision=Revision(9, "z")))
    changed = kept_answer(an_answer(BODY + " "))
    assert one is not None
    assert other is not None
    assert changed is not None
    assert one.brotli.etag == other.brotli.etag != changed.brotli.etag


def test_who_has_the_same_bytes_already_is_told_so_without_them() -> None:
    kept = kept_answer(an_answer(BODY))
    assert kept is not None
    whole = answer_for(kept, a_wish(encodings="br"))
    etag = header(whole, "etag") or ""
    for tags in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        unchanged = answer_for(kept, a_wish(encodings="br", if_none_match=tags))
        assert (unchanged.status, unchanged.body) == (304, b"")
        for name in ("etag", "vary", "cache-control"):
            assert header(unchanged, name) == header(whole, name)
    assert answer_for(kept, a_wish(encodings="gzip", if_none_match=etag)).status == 200
    assert answer_for(kept, a_wish(encodings="br", if_none_match='"other"')).status == 200


def test_a_page_that_is_not_there_is_never_unchanged() -> None:
    kept = kept_answer(an_answer("nothing here", status=404))
    assert kept is not None
    assert answer_for(kept, a_wish(if_none_match="*")).status == 404


def test_what_the_application_tells_the_cache_stays_between_them() -> None:
    assert kept_answer(an_answer(revision=None)) is None
    assert header(without_state(an_answer()), "x-kept-state") is None
    kept = kept_answer(an_answer(revision=Revision(12, "nonce"), day=date(2026, 3, 1)))
    assert kept is not None
    assert (kept.revision, kept.day, kept.media_type) == (Revision(12, "nonce"), date(2026, 3, 1), b"text/html")
