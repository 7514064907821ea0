"""What a verification can find, and which acts are sealed at once."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Between commit and seal only triggers and roles protect an entry: for these acts there is no such time.
SEALED_AT_ONCE = (
    "post.grant",
    "post.end",
    "post.request",
    "grant.",
    "break_glass.",
    "export.",
    "roll.",
    "audit.prune",
    "key.",
)


class Fault(TextChoices):
    """Ways in which a log can be wrong."""

    CHANGED = "changed", _("The entry was changed after it was written")
    ROOT = "root", _("Entries of this batch were exchanged or changed together with their hashes")
    MISSING = "missing", _("An entry has been deleted")
    ADDED = "added", _("The batch holds an entry that was not sealed with it")
    BACKDATED = "backdated", _("The entry is older than the batch before its own")
    HEAD = "head", _("The head of the batch was changed")
    CHAIN = "chain", _("The batch doesn't follow the one before it")
    SIGNATURE = "signature", _("The batch is not signed by a key of this site")
    PRUNE = "prune", _("Entries were removed without a signed record of it, or before their time")
    TRUNCATED = "truncated", _("The log has been cut off: a checkpoint names a batch that is gone")
    REPLACED = "replaced", _("A checkpoint names another head than the log holds")
    CHECKPOINT = "checkpoint", _("This checkpoint is not a signed checkpoint of this site")
    UNSEALED = "unsealed", _("Entries have been waiting for their seal for more than an hour")
