"""python -m tests.bench.pages: what each page costs on the database in DATABASE_URL, rendered in this process.

For every page: milliseconds of a cold render (the best of some), its bytes, how many queries it takes, and how many
rows those read, which does not depend on the machine. `--json` prints it all for a program, with the worst statements.
Cold is the first page after an edit (`tests/bench/edits.py`) of something that it shows, in a process that has shown
it before.
"""

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import django

HELLO_WITH_QUERY = "hello-world with one query"


@dataclass
class Cost:
    """Of one page. ``scans`` are tables read from end to end: name and number of rows."""

    page: str
    address: str
    status: int = 0
    milliseconds: float = 0.0
    bytes: int = 0
    queries: int = 0
    rows: int = 0
    scans: dict[str, int] = field(default_factory=dict)
    worst: list[tuple[int, str]] = field(default_factory=list)  # rows read and statement, of the three worst


def public_pages() -> dict[str, str]:
    """An address of each kind of public page, and of each filter, by name."""
    from django.db.models import Count

    from citations.models import Source
    from comparisons.models import Comparison
    from entities.models import Claim, Dimension, Entity

    comparison = Comparison.objects.published().order_by("-pk").first()
    hub = Entity.objects.get(slug="human-brain")
    entity = comparison.sides.order_by("position").first().entity
    claim = Claim.objects.published().filter(entity=entity, citations__isnull=False).order_by("-pk").first()
    shown = Claim.objects.published().filter(entity=hub, dimension__rows__comparison__sides__entity=hub).first()
    dimension = Dimension.objects.filter(slug="power").first() or Dimension.objects.first()
    along = Dimension.objects.published().annotate(n=Count("claims")).order_by("-n").first()
    cited = Source.objects.annotate(n=Count("citations")).order_by("-n").first()
    source = claim.citations.first().source
    return {
        "home": "/",
        "comparisons": "/comparisons",
        "comparisons, one category": f"/comparisons?category={comparison.category.slug}",
        "comparisons, with an entity": "/comparisons?entity=human-brain",
        "comparisons, a common word": "/comparisons?q=brain",
        "comparisons, rare words": f"/comparisons?q={comparison.title.split()[0]}+{comparison.title.split()[-1]}",
        "comparisons, no such word": "/comparisons?q=xyzzyx",
        "comparison": comparison.get_absolute_url(),
        "comparison, in another unit": f"{comparison.get_absolute_url()}?unit=power:kW",
        "its editions": f"{comparison.get_absolute_url()}/editions",
        "its first edition": f"{comparison.get_absolute_url()}/editions/1",
        "its first edition as JSON": f"{comparison.get_absolute_url()}/editions/1.json",
        "entities": "/entities",
        "entities, of a realm": "/entities?realm=artificial",
        "entities, of a kind": "/entities?kind=cell",
        "entities, of both": "/entities?realm=biological&kind=model",
        "entities, a common word": "/entities?q=brain",
        "entities, rare words": f"/entities?q={entity.name.split()[0]}+{entity.name.split()[-1]}",
        "entities, no such word": "/entities?q=xyzzyx",
        "entity": entity.get_absolute_url(),
        "entity, in 200 comparisons": hub.get_absolute_url(),
        "dimensions": "/dimensions",
        "dimension": dimension.get_absolute_url(),
        "dimension, of most entities": along.get_absolute_url(),
        "claim": claim.get_absolute_url(),
        "claim, in 200 comparisons": shown.get_absolute_url(),
        "citations": "/citations",
        "citations, of a tier": "/citations?tier=preprint",
        "citations, of a type": "/citations?type=book",
        "citations, of a status": "/citations?status=corrected",
        "citations, of a year": "/citations?year=2012",
        "citations, a common word": "/citations?q=neural",
        "citations, an author": f"/citations?q={source.authorships.first().family}",
        "citations, no such word": "/citations?q=xyzzyx",
        "source": source.get_absolute_url(),
        "source, most cited": cited.get_absolute_url(),
        "corrections": "/corrections",
        "AI disclosure": "/ai-content-disclosure",
        "about": "/about",
        "sitemap": "/sitemap.xml",
    }


def admin_pages() -> dict[str, str]:
    """An address of each list, search, filter and autocomplete of the admin, and of forms, by name."""
    from citations.models import Citation, Source
    from comparisons.models import Comparison, Edition
    from entities.models import Claim, Dimension, Entity

    pages = {"admin": "/admin/"}
    searched = {
        "entities/entity": ("brain", "realm__exact=artificial", "o=1"),
        "entities/claim": ("energy", "kind__exact=finding", "o=-1"),
        "entities/dimension": ("energy", "value_kind__exact=quantity", "o=1"),
        "citations/source": ("neural", "tier__exact=preprint", "o=3"),
        "citations/citation": ("Table 1", "rank__exact=preferred", ""),
        "comparisons/comparison": ("brain", "status__exact=published", "o=1"),
        "comparisons/edition": ("first", "", ""),
    }
    for name, (word, chosen, order) in searched.items():
        pages[f"admin list {name}"] = f"/admin/{name}/"
        pages[f"admin search {name}"] = f"/admin/{name}/?q={word}"
        pages[f"admin search {name}, nothing"] = f"/admin/{name}/?q=xyzzyx"
        if chosen:
            pages[f"admin filter {name}"] = f"/admin/{name}/?{chosen}"
        if order:
            pages[f"admin order {name}"] = f"/admin/{name}/?{order}"
    chooses = {
        "entity": ("entities", "claim", "entity"),
        "dimension": ("entities", "claim", "dimension"),
        "source": ("citations", "citation", "source"),
        "claim": ("comparisons", "point", "claim"),
    }
    for name, (app, model, fieldname) in chooses.items():
        base = f"/admin/autocomplete/?app_label={app}&model_name={model}&field_name={fieldname}"
        for word in ("", "brain", "xyzzyx"):
            pages[f"autocomplete {name} “{word}”"] = f"{base}&term={word}"
    comparison = Comparison.objects.order_by("-pk").first()
    claim = Claim.objects.filter(citations__isnull=False).order_by("-pk").first()
    things: dict[str, Any] = {
        "comparison": comparison,
        "claim": claim,
        "entity": claim.entity,
        "entity, in 200 comparisons": Entity.objects.get(slug="human-brain"),
        "dimension": Dimension.objects.order_by("pk").first(),
        "citation": Citation.objects.filter(claim=claim).first(),
        "source": Source.objects.filter(citations__claim=claim).first(),
        "edition": Edition.objects.order_by("-pk").first(),
    }
    for name, thing in things.items():
        pages[f"admin form {name}"] = f"/admin/{thing._meta.app_label}/{thing._meta.model_name}/{thing.pk}/change/"
    return pages


def measured(
    pages: dict[str, str], *, client: Any, rounds: int, explain: bool, cold: Callable[[], None] = lambda: None
) -> Iterator[Cost]:
    """Ask for each page: once to warm the process, then ``rounds`` times cold, then to see what its queries read."""
    for page, address in pages.items():
        cost = Cost(page, address)
        response = client.get(address)
        cost.status, cost.bytes = response.status_code, len(_body(response))
        times = []
        for _ in range(rounds):
            cold()
            started = time.perf_counter()
            _body(client.get(address))
            times.append(time.perf_counter() - started)
        cost.milliseconds = round(min(times) * 1000, 1) if times else 0.0
        cold()
        _look(cost, client, explain=explain)
        yield cost


def saved(client: Any, *, rounds: int) -> Cost:
    """Save a claim that stands in the table of a comparison, each time with another text."""
    from entities.models import Claim
    from tests.editing.admin_forms import fields_of

    claim = Claim.objects.published().filter(dimension__isnull=False, citations__isnull=False, missing="")
    claim = claim.filter(entity__sides__comparison__status="published").order_by("-pk").first()
    cost = Cost("admin save of a claim", f"/admin/entities/claim/{claim.pk}/change/")
    times = []
    for number in range(rounds + 1):
        fields = fields_of(client.get(cost.address)) | {"text": f"{claim.text} ({number})"}
        started = time.perf_counter()
        cost.status = client.post(cost.address, fields).status_code
        times.append(time.perf_counter() - started)
    cost.milliseconds = round(min(times) * 1000, 1)
    return cost


def _body(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def _look(cost: Cost, client: Any, *, explain: bool) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        _body(client.get(cost.address))
    statements = [query["sql"] for query in captured if query["sql"].startswith(("SELECT", "(SELECT", "WITH"))]
    cost.queries = len(captured)
    for statement in statements if explain else ():
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}".replace("%", "%%"), None)
            plan = cursor.fetchone()[0]
        plan = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
        read = 0
        for node in _nodes(plan):
            if "Relation Name" in node or node["Node Type"].startswith("Bitmap Index"):
                rows = round((node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
                              + node.get("Rows Removed by Index Recheck", 0)) * node["Actual Loops"])  # fmt: skip
                read += rows
                if node["Node Type"] == "Seq Scan":
                    table = node["Relation Name"]
                    cost.scans[table] = max(rows, cost.scans.get(table, 0))
        cost.rows += read
        cost.worst.append((read, statement))
    cost.worst = sorted(cost.worst, reverse=True)[:3]


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from _nodes(part)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--explain", action="store_true", help="count the rows that the queries read")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", default="", help="pages whose name holds this")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brainmatter.settings")
    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import override_settings, setup_test_environment

    from tests.bench import hello
    from tests.bench.edits import Edits

    setup_test_environment()
    call_command("collectstatic", interactive=False, verbosity=0)
    reader, editor = Client(), Client()
    account, _ = User.objects.get_or_create(username="bench", defaults={"is_staff": True, "is_superuser": True})
    editor.force_login(account)
    if asked.rounds and asked.only in HELLO_WITH_QUERY:
        with override_settings(ROOT_URLCONF="tests.bench.hello", MIDDLEWARE=hello.MIDDLEWARE):
            costs = measured({HELLO_WITH_QUERY: "/"}, client=Client(), rounds=10 * asked.rounds, explain=False)
            _say(next(costs), as_json=asked.json)
    # Where rows are counted and nothing is timed, nothing is edited: what is counted once for each state of the whole
    # content would be counted again for each page.
    cold = Edits().make if asked.rounds else lambda: None
    for client, pages in ((reader, public_pages()), (editor, admin_pages())):
        chosen = {name: address for name, address in pages.items() if asked.only in name}
        for cost in measured(chosen, client=client, rounds=asked.rounds, explain=asked.explain, cold=cold):
            _say(cost, as_json=asked.json)
    if asked.rounds and asked.only in "admin save of a claim":
        _say(saved(editor, rounds=asked.rounds), as_json=asked.json)


def _say(cost: Cost, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(asdict(cost)), flush=True)
        return
    scans = " ".join(f"{table}:{rows}" for table, rows in cost.scans.items() if rows > 1000)
    print(
        f"{cost.milliseconds:9.1f} ms {cost.bytes:9d} B {cost.queries:3d} q {cost.rows:9d} rows "
        f"{cost.status} {cost.page}  {scans}",
        flush=True,
    )


if __name__ == "__main__":
    main()
