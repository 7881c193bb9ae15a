"""Writing a plan to the database, in bulk: a statement for some hundred rows, whatever their number."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import batched
from typing import Any

from django.db import connection, models
from django.db.models import Q
from django.utils import timezone

from citations.figure_fields import CIRCUMSTANCES, set_canonical
from citations.models import AuthorRole, Authorship, Citation, Derivation, DerivationInput
from comparisons.models import EquivalenceCitation, QuestionClaim
from core.publishing_status import Status
from entities.models import Entity
from entities.quantities import QuantityError
from loading.canonical_figures import canonical_magnitudes
from loading.faults import ContentError, Fault
from loading.items import KINDS, WORKED_OUT, Item, ItemId, Kind
from loading.merge import Plan
from loading.stored_records import Stored
from loading.worked_out_figures import PROVISIONAL, WorkedOutFigures

type Progress = Callable[[str, int, int], None]  # what, how many are done, of how many

_BATCH = 200
_MANY = 500


def write(plan: Plan, stored: Stored, progress: Progress) -> tuple[dict[ItemId, int], list[int]]:
    """Carry the plan out; returns the row id of every item, and the keys of the derivations that were written.

    A comparison's status is left to its publication, and figures that follow from others to `recalculate()`.
    """
    writer = _Writer(plan, stored, progress)
    writer.write()
    return writer.rows, writer.derivations()


class _Writer:
    def __init__(self, plan: Plan, stored: Stored, progress: Progress) -> None:
        self._figures = WorkedOutFigures(plan.target, stored.figures)
        self._derived: list[Item] = []  # whose formula and inputs are to be written
        self.rows = dict(stored.rows)
        self._plan = plan
        self._progress = progress
        self._positions: dict[ItemId, int] = {}
        for name, keys in plan.orders.items():
            kind = Kind(name.split(" ")[0])
            self._positions |= {(kind, key): place for place, key in enumerate(keys, start=1)}
        self._moved = {
            id for id, place in self._positions.items() if id in stored.positions and stored.positions[id] != place
        }

    def write(self) -> None:
        created, updated = self._by_kind(self._plan.create), self._updates()
        self._delete()
        for kind in Kind:
            total = len(created[kind]) + len(updated[kind])
            done = 0
            # Updates first: a figure must cease to be the preferred one before another becomes it.
            for updates in batched(updated[kind], _BATCH):
                self._update(kind, updates)
                done += len(updates)
                self._progress(KINDS[kind].plural, done, total)
            for items in batched(created[kind], _BATCH):
                self._create(kind, items)
                done += len(items)
                self._progress(KINDS[kind].plural, done, total)
            if kind is Kind.ENTITY:
                self._place_in_wholes(created[kind])
            if kind is Kind.CITATION:
                self._write_derivations()
            if len(created[kind]) > _MANY:
                _look_over(KINDS[kind].model)
        self._convert_again()

    def _by_kind(self, items: Iterable[Item]) -> dict[Kind, list[Item]]:
        grouped: dict[Kind, list[Item]] = defaultdict(list)
        for item in items:
            grouped[item.kind].append(item)
        return grouped

    def _updates(self) -> dict[Kind, list[tuple[Item, Item]]]:
        grouped: dict[Kind, list[tuple[Item, Item]]] = defaultdict(list)
        touched = set()
        for before, after in self._plan.update:
            self.rows[after.id] = self.rows[before.id]
            grouped[after.kind].append((before, after))
            touched.add(after.id)
        for id in sorted(self._moved - touched):
            item = self._plan.target.by_id[id]
            grouped[item.kind].append((item, item))
        grouped[Kind.CITATION].sort(key=lambda change: change[1].content["rank"] == "preferred")
        return grouped

    def _delete(self) -> None:
        deleted = self._by_kind(self._plan.delete)
        for kind in reversed(Kind):
            model = KINDS[kind].model
            if kind is Kind.RELATION:
                for item in deleted[kind]:
                    first, second = (self.rows[Kind.ENTITY, item.content[end]] for end in ("from_entity", "to_entity"))
                    model._default_manager.filter(
                        Q(from_entity=first, to_entity=second) | Q(from_entity=second, to_entity=first)
                    ).delete()
            elif deleted[kind]:
                model._default_manager.filter(pk__in=[self.rows[item.id] for item in deleted[kind]]).delete()

    def _create(self, kind: Kind, items: Sequence[Item]) -> None:
        model = KINDS[kind].model
        if kind is Kind.RELATION:
            ends = [(self._row(item, "from_entity"), self._row(item, "to_entity")) for item in items]
            model._default_manager.bulk_create(
                model(from_entity_id=first, to_entity_id=second)
                for pair in ends
                for first, second in (pair, pair[::-1])
            )
            return
        rows = model._default_manager.bulk_create([model(**self._values(item)) for item in items])
        self.rows |= {item.id: row.pk for item, row in zip(items, rows, strict=True)}
        self._write_parts(kind, items)

    def _update(self, kind: Kind, changes: Sequence[tuple[Item, Item]]) -> None:
        model = KINDS[kind].model
        rows = model._default_manager.in_bulk([self.rows[after.id] for _, after in changes])
        changed_fields: set[str] = set()
        changed_rows = []
        for _, after in changes:
            row = rows[self.rows[after.id]]
            changed = [name for name, value in self._values(after, row).items() if _set(row, name, value)]
            if changed:
                changed_fields.update(changed)
                changed_rows.append(row)
        parts = KINDS[kind].parts
        self._write_parts(kind, [now for then, now in changes if any(then.content[p] != now.content[p] for p in parts)])
        if not changed_rows:
            return
        if any(field.name == "modified" for field in model._meta.concrete_fields):
            changed_fields.add("modified")
            for row in changed_rows:
                _set(row, "modified", timezone.now())
        # One statement for each rank, and preferred figures last: see write().
        for preferred in (False, True):
            batch = [row for row in changed_rows if (getattr(row, "rank", "") == "preferred") is preferred]
            if batch:
                model._default_manager.bulk_update(batch, changed_fields)

    def _values(self, item: Item, row: models.Model | None = None) -> dict[str, Any]:
        """The columns of an item; ``row`` is the stored one, None for one to be created."""
        storage = KINDS[item.kind]
        values: dict[str, Any] = {}
        for name, value in item.content.items():
            if name in storage.references:
                values[f"{name}_id"] = self._row(item, name)
            elif name not in storage.parts:
                values[name] = list(value) if isinstance(value, tuple) else value
        if item.id in self._positions:
            values["position"] = self._positions[item.id]
        if item.kind is Kind.CITATION:
            values |= self._figure_columns(item, row)
        if item.kind is Kind.COMPARISON:
            values["status"] = _status(item.content["status"], getattr(row, "status", Status.DRAFT))
        if row is not None and item.kind in _ADDRESSED:
            # An address that an editor changed stays changed.
            del values["key" if item.kind is Kind.SOURCE else "slug"]
        return values

    def _figure_columns(self, item: Item, row: models.Model | None) -> dict[str, Any]:
        """The figure of a citation with its magnitudes on the dimension; of one that follows from others as far as it
        can be worked out here. The database has the last word, and what it holds stays until then."""
        if not item.content["derivation"]:
            return canonical_magnitudes(item.content, self._dimension_of(item))
        columns = self._figures.columns(item)
        if columns is None:
            names = (*WORKED_OUT, *CIRCUMSTANCES)
            held = {name: getattr(row, name) for name in names if name != "boundary"} if row is not None else {}
            return held or dict(PROVISIONAL)
        values = {**columns, **canonical_magnitudes({**item.content, **columns}, self._dimension_of(item))}
        if "boundary" in values:  # borrowed, and named as in the files
            boundary = values.pop("boundary")
            values["boundary_id"] = self.rows[Kind.BOUNDARY, boundary] if boundary else None
        return values

    def _row(self, item: Item, field: str) -> int | None:
        key = item.content[field]
        # A whole may be created after its part: see _place_in_wholes().
        return self.rows.get((KINDS[item.kind].references[field], key)) if key else None

    def _dimension_of(self, citation: Item) -> Any:
        claim = self._plan.target.by_id[Kind.CLAIM, citation.content["claim"]]
        dimension = claim.content["dimension"]
        return self._plan.target.by_id[Kind.DIMENSION, dimension].content if dimension else None

    def _place_in_wholes(self, created: Iterable[Item]) -> None:
        parts = [item for item in created if item.content["part_of"]]
        rows = [Entity(pk=self.rows[item.id], part_of_id=self._row(item, "part_of")) for item in parts]
        Entity.objects.bulk_update(rows, ["part_of"])

    def _write_parts(self, kind: Kind, items: Sequence[Item]) -> None:
        """Authors and editors of sources, citations of equivalences, claims that answer questions: written whole."""
        owners = [self.rows[item.id] for item in items]
        if kind is Kind.SOURCE and items:
            Authorship.objects.filter(source__in=owners).delete()
            Authorship.objects.bulk_create(
                Authorship(source_id=owner, role=role, position=place, **name)
                for owner, item in zip(owners, items, strict=True)
                for role in AuthorRole
                for place, name in enumerate(item.content[f"{role}s"], start=1)
            )
        elif kind is Kind.CITATION:
            self._derived += [item for item in items if item.content["derivation"]]
        elif kind is Kind.EQUIVALENCE and items:
            EquivalenceCitation.objects.filter(equivalence__in=owners).delete()
            EquivalenceCitation.objects.bulk_create(
                EquivalenceCitation(
                    equivalence_id=owner,
                    position=place,
                    source_id=self.rows[Kind.SOURCE, citation["source"]],
                    locator=citation["locator"],
                    stance=citation["stance"],
                )
                for owner, item in zip(owners, items, strict=True)
                for place, citation in enumerate(item.content["citations"], start=1)
            )
        elif kind is Kind.QUESTION and items:
            QuestionClaim.objects.filter(question__in=owners).delete()
            QuestionClaim.objects.bulk_create(
                QuestionClaim(question_id=owner, position=place, claim_id=self.rows[Kind.CLAIM, claim])
                for owner, item in zip(owners, items, strict=True)
                for place, claim in enumerate(item.content["claims"], start=1)
            )

    def _write_derivations(self) -> None:
        """Formulas with their inputs, once every citation that one of them may mean is there."""
        for item in self._derived:
            said = item.content["derivation"]
            derivation, _ = Derivation.objects.update_or_create(
                citation_id=self.rows[item.id],
                defaults={name: said[name] for name in ("formula", "wanted_unit", "digits", "assumes")},
            )
            derivation.inputs.all().delete()
            DerivationInput.objects.bulk_create(
                self._input(derivation, place, each) for place, each in enumerate(said["inputs"], start=1)
            )

    def _input(self, derivation: Derivation, place: int, said: Mapping[str, Any]) -> DerivationInput:
        figure = self._figures.particular(said["claim"], said["figure"]) if said["figure"] else None
        numbers = ("value", "low", "high", "bound_kind", "sense", "unit", "exact", "locator")
        return DerivationInput(
            derivation=derivation,
            position=place,
            name=said["name"],
            claim_id=self.rows[Kind.CLAIM, said["claim"]] if said["claim"] else None,
            particular=bool(said["figure"]),
            figure_id=self.rows[figure.id] if figure is not None else None,
            figure_text=said["text"],
            source_id=self.rows[Kind.SOURCE, said["source"]] if said["source"] else None,
            **{name: said[name] for name in numbers},
        )

    def derivations(self) -> list[int]:
        """The keys of the derivations that were written."""
        keys = [self.rows[item.id] for item in self._derived]
        return list(Derivation.objects.filter(citation__in=keys).values_list("pk", flat=True)) if keys else []

    def _convert_again(self) -> None:
        """Figures stand in the unit of their dimension also after the unit, or the claim's dimension, has changed."""
        changed = {kind: [self.rows[after.id] for _, after in self._plan.update if after.kind is kind] for kind in Kind}
        if not changed[Kind.DIMENSION] and not changed[Kind.CLAIM]:
            return
        # What follows from others is worked out anew as a whole.
        citations = Citation.objects.exclude(figure_text="").filter(
            Q(source__isnull=False), Q(claim__dimension__in=changed[Kind.DIMENSION]) | Q(claim__in=changed[Kind.CLAIM])
        )
        faults: list[Fault] = []
        for batch in batched(citations.select_related("claim__dimension", "source").iterator(_BATCH), _BATCH):
            moved = []
            for citation in batch:
                before = _magnitudes(citation)
                try:
                    set_canonical(citation)
                except QuantityError as error:
                    faults.append(
                        Fault("database", 0, f"citation of {citation.source} on {citation.claim}", str(error))
                    )
                if _magnitudes(citation) != before:
                    moved.append(citation)
            Citation.objects.bulk_update(moved, ["canonical_value", "canonical_low", "canonical_high"])
        if faults:
            raise ContentError(faults)


_ADDRESSED = {Kind.SOURCE, Kind.DIMENSION, Kind.ENTITY, Kind.COMPARISON}


def _status(wanted: str, held: str) -> str:
    """A comparison's status before it is published: only an edition makes it public, and only then is it withdrawn."""
    waits = wanted == Status.PUBLISHED or (wanted == Status.WITHDRAWN and held != Status.PUBLISHED)
    return held if waits else wanted


def _set(row: models.Model, name: str, value: Any) -> bool:
    """Set the attribute; True if that changes it."""
    if getattr(row, name) == value:
        return False
    setattr(row, name, value)
    return True


def _magnitudes(citation: Citation) -> tuple[Any, Any, Any]:
    return citation.canonical_value, citation.canonical_low, citation.canonical_high


def _look_over(model: type[models.Model]) -> None:
    """Have PostgreSQL learn how many rows there are now: what it plans for an empty table is slow for a full one."""
    with connection.cursor() as cursor:
        cursor.execute(f'ANALYZE "{model._meta.db_table}"')
