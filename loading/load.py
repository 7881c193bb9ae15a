"""load_content: the content files into the database, once and again.

Everything is checked before anything is written; every fault is reported, with its file and line; what is wrong
anywhere leaves the database as it was. Loading again without a change writes nothing at all.

What belongs together is found by its natural key: a source by its key; a dimension, entity, comparison, category,
group and equivalence by its slug (a former slug counts, so that a rename in the admin is no second entity); a claim
by its public id; a citation by claim, source, locator, figure text, scope and conditions, which is what the
constraint ``citation_entered_once`` compares. Where one citation of a source leaves a claim and one of the same
source joins it, it is one citation that was corrected.

Editors' work is safe: see `loading.merge` for what happens to a record that an editor has changed since the last load.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path as FilePath

from django.contrib.auth.models import User
from django.db import DataError, IntegrityError, OperationalError, connection
from django.db.models import Q

from citations.models import Derivation
from citations.recalculating import DerivationError, recalculate
from citations.triggers import FILES_STATE_SOURCE_CHECKS
from comparisons.gate import Problem
from comparisons.models import Comparison, Edition
from comparisons.publishing import PublicationRefusedError, publish_each, republish_each
from comparisons.querysets import WITH_A_PAGE
from comparisons.showing import comparisons_showing
from core.publishing_status import Status
from core.recording import signed
from entities.models import Claim
from loading.brought_corrections import bring_corrections
from loading.bulk_writing import Progress, write
from loading.checks import Checker, placed
from loading.earlier_fingerprints import is_as_brought
from loading.faults import ContentError, Fault
from loading.items import Item, ItemId, Items, Kind
from loading.merge import Plan, merge
from loading.models import LoadedRecord
from loading.moved_figures import former_ids, is_something_to_move, move_figures
from loading.named_rows import named_rows
from loading.one_at_a_time import may_have_been_overtaken, one_load_at_a_time, one_state
from loading.records_to_items import flatten
from loading.showing_items import comparisons_showing_items
from loading.stored_records import read_stored
from loading.yaml_folder import read_folder
from loading.yaml_lines import ParsedFile

WHY = "Loaded from the content files."

_BATCH = 100  # comparisons published together
_ATTEMPTS = 3


@dataclass
class LoadReport:
    """What a load did: counts by kind, what editors changed since the last one, and the editions it made."""

    created: Counter[Kind] = field(default_factory=Counter)
    updated: Counter[Kind] = field(default_factory=Counter)
    deleted: Counter[Kind] = field(default_factory=Counter)
    kept: list[Item] = field(default_factory=list)
    disputed: list[Item] = field(default_factory=list)
    removed: list[Item] = field(default_factory=list)
    left: list[Item] = field(default_factory=list)
    corrections: int = 0  # entries of the public log that are new
    moved: int = 0  # claims of which figures were copied or typed, and follow from others since
    editions: list[Edition] = field(default_factory=list)
    held_back: list[str] = field(default_factory=list)  # why published comparisons keep the edition that they have


def _quiet(what: str, done: int, total: int) -> None:
    pass


def load_content(
    *, folder: FilePath, author: User | None = None, overwrite: bool = False, progress: Progress = _quiet
) -> LoadReport:
    """Bring the database to what the files in the folder say, and publish what they call published.

    ``author`` signs the editions; None is the loader itself. ``overwrite`` lets the files win over editors' changes.
    Raises ContentError, with every fault, and then has written nothing. Two loads wait for each other; an editor's save
    waits for a load only where both write the same record. Where an editor was first, the load begins again.
    """
    read = read_folder(folder)
    items = flatten(read.content)
    if faults := [*read.faults, *Checker(items, read.files, read.mentioned).faults()]:
        raise ContentError(faults)
    with one_load_at_a_time():
        for attempts_left in reversed(range(_ATTEMPTS)):
            try:
                with one_state(), signed(author, why=WHY):
                    report = _load(items, read.files, author, overwrite, progress)
                    report.corrections = bring_corrections(read.content.corrections)
                    return report
            except (IntegrityError, DataError, OperationalError) as error:
                if attempts_left and may_have_been_overtaken(error):
                    continue
                # Only what no rule foresees comes here, such as an address that once led to something else.
                raise ContentError([Fault("database", 0, "", " ".join(str(error).split()))]) from error
    raise AssertionError("every attempt ends in a report or an error")


def _load(
    items: Items, files: Mapping[str, ParsedFile], author: User | None, overwrite: bool, progress: Progress
) -> LoadReport:
    with connection.cursor() as cursor:
        cursor.execute(FILES_STATE_SOURCE_CHECKS)
    brought = {(kind, key): mark for kind, key, mark in LoadedRecord.objects.values_list("kind", "key", "fingerprint")}
    earlier = [(Kind(kind), key) for kind, key in brought if kind != "order"]
    untouched = _as_brought(items, brought, earlier) if is_something_to_move() else set()
    figures = move_figures()
    stored = read_stored(items.by_id.keys(), among=named_rows(items, earlier))
    stored_items = flatten(stored.content, stored=True)
    # What was moved just now, and no editor had touched, may become what the files say.
    moved_untouched: dict[tuple[str, str], str] = {
        new: stored_items.by_id[new].fingerprint()
        for new, old in former_ids().items()
        if old in untouched and new in stored_items.by_id
    }
    plan = merge(
        files=items,
        stored=stored_items,
        brought={**brought, **moved_untouched},
        overwrite=overwrite,
        former=former_ids(),
    )
    if plan.changes_something() and (
        faults := Checker(plan.target, files, stored.only_named, stored.figures).faults_of_the_whole()
    ):
        raise ContentError(faults)
    showing = comparisons_showing_items([*(before for before, _ in plan.update), *plan.delete], stored.rows)
    rows, derivations = write(plan, stored, progress)
    reworked = _recalculate(plan, rows, stored.rows, derivations, files)
    _remember(plan, brought)
    report = LoadReport(
        created=Counter(item.kind for item in plan.create),
        updated=Counter(after.kind for _, after in plan.update),
        deleted=Counter(item.kind for item in plan.delete),
        kept=plan.kept,
        disputed=plan.disputed,
        removed=plan.removed,
        left=plan.left,
        moved=len(figures.claims),
    )
    # Raised here, where it can be reported, and not at the end of the transaction.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    if plan.changes_something() or figures.claims:
        moved = [plan.target.by_id[Kind(name.split(" ")[0]), key] for name, keys in plan.orders.items() for key in keys]
        showing |= comparisons_showing_items([*(after for _, after in plan.update), *plan.create, *moved], rows)
        showing |= set(comparisons_showing(claims=reworked | figures.claims).values_list("pk", flat=True))
        report.editions = _publish(plan, rows, showing, files, author, progress, report.held_back)
    return report


def _recalculate(
    plan: Plan,
    rows: Mapping[ItemId, int],
    before: Mapping[ItemId, int],
    derivations: Collection[int],
    files: Mapping[str, ParsedFile],
) -> set[int]:
    """Work out again what follows from what was written; the claims (primary keys) that this changed."""
    touched: set[int] = set()
    for item in (*(item for pair in plan.update for item in pair), *plan.create, *plan.delete):
        claim = item.parent if item.kind is Kind.CITATION else item.key if item.kind is Kind.CLAIM else ""
        key = rows.get((Kind.CLAIM, claim)) or before.get((Kind.CLAIM, claim))
        touched |= {key} if key else set()
    changed = {kind: [rows[after.id] for _, after in plan.update if after.kind is kind] for kind in Kind}
    if changed[Kind.ENTITY] or changed[Kind.DIMENSION]:
        whose = Q(entity__in=changed[Kind.ENTITY]) | Q(dimension__in=changed[Kind.DIMENSION])
        inputs = Claim.objects.filter(whose, inputs_of_others__isnull=False)
        touched |= set(inputs.values_list("pk", flat=True))
        derived = Derivation.objects.filter(citation__claim__dimension__in=changed[Kind.DIMENSION])
        derivations = {*derivations, *derived.values_list("pk", flat=True)}
    try:
        return recalculate(claims=touched, derivations=derivations).claims
    except DerivationError as error:
        place = next((item for item in plan.target.of(Kind.CITATION) if rows.get(item.id) == error.citation.pk), None)
        if place is None:
            raise ContentError([Fault("database", 0, f"claim {error.citation.claim}", str(error))]) from error
        raise ContentError([placed(place, "derivation", str(error), files)]) from error


def _as_brought(items: Items, brought: Mapping[tuple[str, str], str], earlier: Collection[ItemId]) -> set[ItemId]:
    """What no editor has touched since a load brought it."""
    stored = read_stored(items.by_id.keys(), among=named_rows(items, earlier))
    found = flatten(stored.content, stored=True).by_id
    return {item.id for item in found.values() if is_as_brought(item, brought.get(item.id))}


def _remember(plan: Plan, brought: Mapping[tuple[str, str], str]) -> None:
    new = [
        LoadedRecord(kind=str(kind), key=key, fingerprint=mark)
        for (kind, key), mark in plan.fingerprints.items()
        if brought.get((kind, key)) != mark
    ]
    LoadedRecord.objects.bulk_create(
        new, batch_size=1000, update_conflicts=True, unique_fields=["kind", "key"], update_fields=["fingerprint"]
    )
    for item in plan.delete:
        LoadedRecord.objects.filter(kind=item.kind, key=item.key).delete()


def _publish(
    plan: Plan,
    rows: Mapping[ItemId, int],
    showing: Collection[int],
    files: Mapping[str, ParsedFile],
    author: User | None,
    progress: Progress,
    held_back: list[str],
) -> list[Edition]:
    """Publish through the gate whatever is to be public, and bring up to date what is and shows what was written.

    Where only a text or a figure of an editor stands against that, which the load leaves alone, what is published keeps
    its edition, and ``held_back`` gains the reason: an editor's words must not keep everybody else's from being loaded.
    """
    public = {rows[item.id]: item for item in plan.target.of(Kind.COMPARISON) if item.content["status"] in WITH_A_PAGE}
    comparisons = Comparison.objects.in_bulk({*public, *showing})
    kept = [pk for pk, comparison in comparisons.items() if pk in showing and comparison.status == Status.PUBLISHED]
    fresh = [pk for pk in public if comparisons[pk].status not in (Status.PUBLISHED, public[pk].content["status"])]
    editions: list[Edition] = []
    faults: list[Fault] = []
    done = 0
    for keys, bring_forward in ((kept, republish_each), (fresh, publish_each)):
        for batch in batched(keys, _BATCH):
            made = bring_forward(comparisons=[comparisons[pk] for pk in batch], author=author)
            editions += made.editions
            for refusal in made.refusals:
                if bring_forward is republish_each and all(_is_editors(problem, plan) for problem in refusal.problems):
                    held_back.append(str(refusal))
                    continue
                faults += _refusals(refusal, public.get(refusal.comparison.pk), plan, files)
            done += len(batch)
            progress("comparisons published", done, len(kept) + len(fresh))
    if faults:
        raise ContentError(faults)
    # What was withdrawn was public once: it keeps a page, and that shows an edition.
    withdrawn = [pk for pk in fresh if public[pk].content["status"] == Status.WITHDRAWN]
    Comparison.objects.filter(pk__in=withdrawn).update(status=Status.WITHDRAWN)
    return editions


def _is_editors(problem: Problem, plan: Plan) -> bool:
    """Whether it is about a text that does not tell its figure, one of which is an editor's."""
    if not problem.by_text:
        return False
    claim = plan.target.by_id.get((Kind.CLAIM, problem.claim))
    cited = [each for each in plan.target.of(Kind.CITATION) if each.content["claim"] == problem.claim]
    return claim is None or not all(item.file for item in (claim, *cited))


def _refusals(
    error: PublicationRefusedError, comparison: Item | None, plan: Plan, files: Mapping[str, ParsedFile]
) -> Iterator[Fault]:
    """What the gate says, at the claim or the row that it speaks of. None is a comparison that no file states."""
    slug = comparison.key if comparison else error.comparison.slug
    for problem in error.problems:
        row = plan.target.by_id.get((Kind.ROW, f"{slug} {problem.dimension}"), comparison)
        place = plan.target.by_id.get((Kind.CLAIM, problem.claim)) or row
        message = f"comparison {slug}: {problem.message}"
        file = files.get(place.file) if place else None
        if place is not None and file is not None:
            yield file.fault(place.path, message)
        else:
            yield Fault("database", 0, f"{place.kind} {place.key}" if place else f"comparison {slug}", message)
