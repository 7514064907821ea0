"""Moving personal data to the newest keys while the site runs: in batches, resumable, losing nobody's change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from portal.crypto.attributes import FromDatabase
from portal.crypto.datakeys import forget_ring, key_ring
from portal.crypto.fields import BlindIndexField, SealedField
from portal.crypto.models import DataKey
from portal.crypto.tokens import VERSION, TamperedValue, key_id_of, seal, unseal


@dataclass
class Progress:
    """How far a rotation has come."""

    moved: int = 0
    skipped: int = 0
    unreadable: list[str] = field(default_factory=list)


Tell = Callable[[type[models.Model], Progress], None]
# Rows that somebody changed between reading and writing are looked at again; who changes a row all the time waits.
PASSES = 5


def sealed_models() -> list[type[models.Model]]:
    """Every model with sealed fields, by label."""
    found = [model for model in apps.get_models() if sealed_fields(model)]
    return sorted(found, key=lambda model: model._meta.label_lower)


def sealed_fields(model: type[models.Model]) -> list[SealedField]:
    """The sealed fields of a model's own table."""
    return [each for each in model._meta.local_concrete_fields if isinstance(each, SealedField)]


def rotate(*, batch: int = 500, tell: Tell | None = None) -> Progress:
    """Seal and index anew every value that is not under the newest keys. May be broken off and begun again at any time."""
    progress = Progress()
    for _ in range(PASSES):
        skipped = progress.skipped
        for model in sealed_models():
            _rotate_model(model, batch, progress, tell)
        if progress.skipped == skipped:
            break
    return progress


def _rotate_model(model: type[models.Model], batch: int, progress: Progress, tell: Tell | None) -> None:
    last: Any = None
    while rows := list(_old_rows(model, last)[:batch]):
        with transaction.atomic():
            for row in rows:
                _move(model, row, progress)
        last = rows[-1].pk
        if tell is not None:
            tell(model, progress)


def count_by_key() -> Counter[str]:
    """How many values stand under each key id; the keys of blind indexes are counted, too."""
    counts: Counter[str] = Counter()
    for model in sealed_models():
        for each in _key_columns(model):
            for value in model._base_manager.order_by().values_list(each.attname, flat=True).iterator(chunk_size=5_000):
                if value:
                    counts[_key_of(each, str(value))] += 1
    return counts


def rows_to_move() -> int:
    """How many rows are not wholly under the newest keys."""
    return sum(_old_rows(model, None).count() for model in sealed_models())


def retire_unused_keys() -> list[str]:
    """Take data keys out of use that seal and index nothing any more; the active ones stay. Returns their ids."""
    used, ring = count_by_key(), key_ring()
    with transaction.atomic():
        spent = [
            each
            for each in DataKey.objects.select_for_update().filter(retired_at=None, active_from__lte=timezone.now())
            if each.key_id not in (ring.active, ring.active_index) and not used[each.key_id]
        ]
        DataKey.objects.filter(pk__in=[each.pk for each in spent]).update(retired_at=timezone.now())
    forget_ring()
    return [each.key_id for each in spent]


def _key_columns(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    for each in model._meta.local_concrete_fields:
        if isinstance(each, SealedField | BlindIndexField):
            yield each


def _key_of(column: models.Field[Any, Any], value: str) -> str:
    if isinstance(column, BlindIndexField):
        return value.split(":")[1]
    try:
        return key_id_of(value)
    except TamperedValue:
        return "?"


def _old_rows(model: type[models.Model], last: Any) -> models.QuerySet[Any]:
    """Rows with a value under another key than the newest, in the order of their keys."""
    ring = key_ring()
    letter = ring.sealing_key(ring.active).suite.letter
    old = Q()
    for each in model._meta.local_concrete_fields:
        column = f"{each.attname}_column"
        if isinstance(each, SealedField):
            old |= ~Q(**{f"{column}": ""}) & ~Q(**{f"{column}__startswith": f"{VERSION}.{letter}.{ring.active}."})
        elif isinstance(each, BlindIndexField):
            old |= Q(**{f"{each.attname}__isnull": False}) & ~Q(
                **{f"{each.attname}__startswith": f"b1:{ring.active_index}:"}
            )
    rows = model._base_manager.annotate(**{f"{each.attname}_column": _raw(each) for each in sealed_fields(model)})
    rows = rows.filter(old).order_by("pk")
    return rows if last is None else rows.filter(pk__gt=last)


def _raw(column: SealedField) -> models.Func:
    """A sealed column as the text it is: its field refuses to be compared with anything."""
    return models.functions.Cast(column.attname, models.TextField())


def _move(model: type[models.Model], row: Any, progress: Progress) -> None:
    """One row, unless somebody has changed it since it was read: what is written now is under the newest keys anyway."""
    changes: dict[str, Any] = {}
    unchanged = Q(pk=row.pk)
    for each in sealed_fields(model):
        token = getattr(row, f"{each.attname}_column")
        if not token:
            continue
        place = each.place(row)
        try:
            plain = unseal(token, place)
        except (TamperedValue, LookupError):
            progress.unreadable.append(f"{model._meta.label_lower}.{each.name}|{row.pk}")
            return
        unchanged &= Q(**{f"{each.attname}_column": token})
        changes[each.attname] = FromDatabase(seal(plain, place))
        for index in each.blind_indexes:
            changes[index.attname] = index.digest(plain, key_ring().active_index)
    rows = model._base_manager.annotate(**{f"{each.attname}_column": _raw(each) for each in sealed_fields(model)})
    if changes and rows.filter(unchanged).update(**changes):
        progress.moved += 1
    else:
        progress.skipped += 1
