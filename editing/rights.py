"""What an account may do with what readers see, beyond Django's permissions to add, change and delete.

A permission to change is one to change drafts. What readers see is changed only with the permission to publish that
kind of thing, and taken from them only with the permission to withdraw it.
"""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin
from django.db.models import Model

from citations.models import Citation, Source
from comparisons.models import Category, Comparison, Equivalence, Question
from core.publishing_status import Status
from entities.models import Boundary, Claim, Dimension, DimensionGroup, Entity

type Account = AbstractBaseUser | AnonymousUser

# What has no status of its own is public with something that has one, and asks for the same permission.
_PUBLISHED_WITH: dict[type[Model], type[Model]] = {
    Citation: Claim,
    Source: Claim,
    DimensionGroup: Dimension,
    Boundary: Claim,
    Category: Comparison,
}
_NOT_PUBLIC = (Status.DRAFT, Status.REVIEW)


def may_publish(account: Account, model: type[Model]) -> bool:
    """Whether the account may show things of this kind to readers, and change those that they see."""
    return _has(account, "publish", model)


def may_withdraw(account: Account, model: type[Model]) -> bool:
    """Whether the account may take things of this kind from readers."""
    return _has(account, "withdraw", model)


def readers_see(thing: Model) -> bool:
    """Whether the database holds this as something that readers see now. One query, none for what was never stored."""
    if thing.pk is None:
        return False
    match thing:
        case Entity() | Dimension() | Claim() | Equivalence() | Question():
            return type(thing)._default_manager.filter(pk=thing.pk, status=Status.PUBLISHED).exists()
        case Comparison():
            return Comparison.objects.public().filter(pk=thing.pk).exists()
        case Citation():
            return Claim.objects.filter(citations=thing.pk, status=Status.PUBLISHED).exists()
        case Source():
            return Source.objects.public().filter(pk=thing.pk).exists()
        case DimensionGroup():
            return Dimension.objects.filter(group=thing.pk, status=Status.PUBLISHED).exists()
        case Boundary():
            return Claim.objects.filter(citations__boundary=thing.pk, status=Status.PUBLISHED).exists()
        case Category():
            return Comparison.objects.public().filter(category=thing.pk).exists()
    return False


def lock_what_decides(thing: Model) -> None:
    """Keep what `readers_see()` asks about as it is until the transaction ends: nobody publishes it meanwhile."""
    if thing.pk is None:
        return
    type(thing)._base_manager.select_for_update(of=("self",)).filter(pk=thing.pk).first()
    if isinstance(thing, Citation):
        list(Claim.objects.select_for_update(of=("self",)).filter(citations=thing.pk))


def statuses_for(account: Account, model: type[Model], stored: str | None) -> list[Status]:
    """The statuses that the account may give to a thing that is stored with this one; None for a new thing."""
    if stored == Status.PUBLISHED:
        others = [*_NOT_PUBLIC, Status.WITHDRAWN] if may_withdraw(account, model) else []
        allowed = {Status.PUBLISHED, *others}
    else:
        allowed = {*_NOT_PUBLIC}
        if may_publish(account, model):
            allowed.add(Status.PUBLISHED)
        if stored == Status.WITHDRAWN or may_withdraw(account, model):
            allowed.add(Status.WITHDRAWN)
    return [status for status in Status if status in allowed]


def _has(account: Account, act: str, model: type[Model]) -> bool:
    options = _PUBLISHED_WITH.get(model, model)._meta
    return isinstance(account, PermissionsMixin) and account.has_perm(f"{options.app_label}.{act}_{options.model_name}")
