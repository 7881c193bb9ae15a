"""What a load changes: the files, the database and what the files last brought, held against each other.

    the files say     the database holds           then
    ---------------   --------------------------   ------------------------------------------------------------
    something new     nothing                      it is created
    anything          what was last brought        it becomes what the files say
    anything          something else               an editor changed it since: it stays, and the report says so
    anything          nothing any more             an editor removed it since: it stays away, and the report says so
    nothing           what was last brought        a citation, relation, side, row or point is taken back; whatever
                                                   has an address of its own stays, and the report says so
    nothing           something never brought      it is the editors' own: nobody touches it

``overwrite`` lets the files win where they and an editor disagree; it still takes nothing away that editors added.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from loading.earlier_fingerprints import is_as_brought
from loading.items import KINDS, Item, ItemId, Items, Kind, Orders, order_fingerprint, order_name

type Fingerprints = Mapping[tuple[str, str], str]  # (kind or "order", key) -> fingerprint as last brought


@dataclass
class Plan:
    """What is to be written. ``target`` is the whole content as it will stand afterwards."""

    target: Items = field(default_factory=Items)
    create: list[Item] = field(default_factory=list)
    update: list[tuple[Item, Item]] = field(default_factory=list)  # stored, as it should be
    delete: list[Item] = field(default_factory=list)
    orders: Orders = field(default_factory=dict)  # the lists that change
    kept: list[Item] = field(default_factory=list)  # edited since the last load, the files unchanged
    disputed: list[Item] = field(default_factory=list)  # edited since the last load, in the files as well
    removed: list[Item] = field(default_factory=list)  # taken away by an editor since the last load
    left: list[Item] = field(default_factory=list)  # no longer in the files
    fingerprints: dict[tuple[str, str], str] = field(default_factory=dict)  # to remember as brought

    def changes_something(self) -> bool:
        return bool(self.create or self.update or self.delete or self.orders)


def merge(
    *,
    files: Items,
    stored: Items,
    brought: Fingerprints,
    overwrite: bool = False,
    former: Mapping[ItemId, ItemId] | None = None,
) -> Plan:
    """The plan that turns what is stored into what the files say, without undoing what editors did.

    ``former`` is what some items of the files were called before: where an editor has changed one of those since, it
    stays, and the report says so; where an editor has removed one, it is not brought back under its new name.
    """
    plan = Plan()
    kept: set[ItemId] = set()
    for item in files.by_id.values():
        earlier = (former or {}).get(item.id)
        if earlier in brought and item.id not in brought and item.id not in stored.by_id and earlier is not None:
            (plan.disputed if earlier in stored.by_id else plan.removed).append(item)
            kept.add(earlier)
            continue
        _merge_item(plan, item, stored.by_id.get(item.id), brought.get(item.id), overwrite)
    for item in stored.by_id.values():
        if item.id in kept:
            plan.target.add(item)
        elif item.id not in files.by_id:
            _merge_absent(plan, item, brought.get(item.id))
    renamed = _pair_corrected_citations(plan)
    for item in plan.create:
        plan.target.add(item)
    for item in plan.create:
        plan.fingerprints[item.id] = item.fingerprint()
    _merge_orders(plan, files, stored, brought, renamed)
    return plan


def _merge_item(plan: Plan, item: Item, stored: Item | None, brought: str | None, overwrite: bool) -> None:
    said = item.fingerprint()
    if stored is None:
        if brought is None or overwrite:
            plan.create.append(item)
        else:
            plan.removed.append(item)
        return
    held = stored.fingerprint()
    if held != said and not is_as_brought(stored, brought) and not overwrite:
        (plan.kept if said == brought else plan.disputed).append(item)
        plan.target.add(stored)
        return
    if held != said:
        plan.update.append((stored, item))
    plan.target.add(item)
    plan.fingerprints[item.id] = said


def _merge_absent(plan: Plan, stored: Item, brought: str | None) -> None:
    if is_as_brought(stored, brought) and KINDS[stored.kind].parent:
        plan.delete.append(stored)
        return
    plan.target.add(stored)
    if brought is not None:
        plan.left.append(stored)


def _pair_corrected_citations(plan: Plan) -> dict[str, str]:
    """A claim that loses one citation of a source and gains one has a corrected one: its history goes on.

    Returns new keys by old ones.
    """
    lost, gained = _citations_by_source(plan.delete), _citations_by_source(plan.create)
    renamed = {}
    for place, (old, *others) in lost.items():
        if others or len(gained[place]) != 1:
            continue
        new = gained[place][0]
        plan.delete.remove(old)
        plan.create.remove(new)
        plan.update.append((old, new))
        plan.target.add(new)
        plan.fingerprints[new.id] = new.fingerprint()
        renamed[old.key] = new.key
    return renamed


def _citations_by_source(items: list[Item]) -> dict[tuple[str, str], list[Item]]:
    grouped: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        if item.kind is Kind.CITATION:
            grouped[item.content["claim"], item.content["source"]].append(item)
    return grouped


def _merge_orders(plan: Plan, files: Items, stored: Items, brought: Fingerprints, renamed: Mapping[str, str]) -> None:
    present: dict[str, set[str]] = defaultdict(set)
    for item in plan.target.by_id.values():
        if (name := order_name(item)) is not None:
            present[name].add(item.key)
    plan.target.orders = {}
    for name, keys in present.items():
        held = stored.orders.get(name, [])
        said = [key for key in files.orders.get(name, []) if key in keys]
        last = brought.get(("order", name))
        kind = Kind(name.split(" ")[0])
        theirs = [key for key in held if (kind, key) in brought]
        held_now = [now for key in held if (now := renamed.get(key, key)) in keys]
        if not held or order_fingerprint(theirs) == last:
            order = _with_additions(said, held_now)
        else:
            order = held_now + [key for key in said if key not in set(held_now)]
        plan.target.orders[name] = order
        if order != held:
            plan.orders[name] = order
        if name in files.orders:
            plan.fingerprints["order", name] = order_fingerprint(files.orders[name])


def _with_additions(said: list[str], held: list[str]) -> list[str]:
    """The files' order, with each of the editors' own additions after what it stands behind now."""
    order = list(said)
    before: str | None = None
    for key in held:
        if key not in order:
            order.insert(order.index(before) + 1 if before is not None else 0, key)
        before = key
    return order
