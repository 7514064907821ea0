"""Re-encrypt personal data to the newest keys."""

from __future__ import annotations

import json
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from portal.audit.actions import record
from portal.crypto.datakeys import forget_ring, key_ring, make_data_keys, rewrap_data_keys
from portal.crypto.models import DataKey
from portal.crypto.rotation import Progress, count_by_key, retire_unused_keys, rotate, rows_to_move


class Command(BaseCommand):
    """`manage.py rotate_keys [--batch N] [--rewrap] [--check] [--format table|json]`."""

    help = (
        "Make new data keys and move all personal data to them while the site runs. Broken off, it goes on where it was."
        " --rewrap only wraps the data keys by the first key of FIELD_KEYS; --check only counts."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How much at once, and what to leave out."""
        parser.add_argument("--batch", type=int, default=500, help="rows in one transaction")
        parser.add_argument("--rewrap", action="store_true", help="only wrap the data keys anew")
        parser.add_argument("--check", action="store_true", help="only count values by key")
        parser.add_argument("--format", choices=("table", "json"), default="table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rewrap, make keys unless a rotation is under way, move, retire."""
        self._stop_if_locked()
        if options["check"]:
            self._tell(options, {"values": dict(sorted(count_by_key().items())), "to_move": rows_to_move()})
            return
        rewrapped = rewrap_data_keys()
        if options["rewrap"]:
            self._tell(options, {"rewrapped": rewrapped})
            return
        made = self._new_keys()
        progress = self._move(options["batch"])
        retired = [] if progress.unreadable else retire_unused_keys()
        left = rows_to_move()
        result = {
            "rewrapped": rewrapped, "keys": made, "moved": progress.moved, "left": left,
            "unreadable": len(progress.unreadable), "retired": retired,
        }  # fmt: skip
        record(actor=None, action="key.rotate", data=result)
        self._tell(options, result)
        if left:
            raise CommandError("Some values could not be moved; the keys they need stay in use. Look at: " + ", ".join(
                progress.unreadable[:5]
            ))  # fmt: skip

    def _stop_if_locked(self) -> None:
        locked = key_ring().locked
        if locked:
            raise CommandError(f"No key of FIELD_KEYS opens the data keys {', '.join(locked)}. Put the old key back.")

    def _new_keys(self) -> list[str]:
        """New keys, unless an earlier run made some and did not come to its end."""
        if DataKey.objects.filter(retired_at=None).count() > 2 and rows_to_move():
            self.stderr.write("An earlier rotation goes on.")
            self._wait()
            return []
        made = make_data_keys(seconds_until_use=2 * settings.KEY_RING_SECONDS)
        record(actor=None, action="key.make", data={"keys": [key.key_id for key in made], "suite": made[0].suite})
        self._wait()
        return [key.key_id for key in made]

    def _wait(self) -> None:
        """Until every process knows the new keys and the keys are in use."""
        newest = DataKey.objects.filter(retired_at=None).order_by("-active_from").first()
        if newest is not None:
            seconds = (newest.active_from - newest.created_at).total_seconds()
            pause = max(0.0, newest.active_from.timestamp() - time.time())
            if pause:
                self.stderr.write(f"Waiting {min(pause, seconds):.0f} s until every process knows the new keys.")
                time.sleep(pause)
        forget_ring()

    def _move(self, batch: int) -> Progress:
        with tqdm(total=rows_to_move(), unit=" rows", file=self.stderr, disable=None) as bar:

            def tell(model: Any, progress: Progress) -> None:
                bar.set_postfix_str(model._meta.label_lower)
                bar.update(progress.moved + progress.skipped - bar.n)

            return rotate(batch=batch, tell=tell)

    def _tell(self, options: dict[str, Any], result: dict[str, Any]) -> None:
        if options["format"] == "json":
            self.stdout.write(json.dumps(result, indent=1))
            return
        for name, value in result.items():
            self.stdout.write(f"{name.replace('_', ' '):<12} {value}")
