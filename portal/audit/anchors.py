"""Anchors: the head of the log in places outside the database, so that a log cut off or replaced as a whole shows."""

from __future__ import annotations

import json

from django.conf import settings
from django.core.files.storage import storages
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from portal.audit.checkpoints import latest_checkpoint, name_of, write_checkpoint


def anchor_log() -> str:
    """Keep the newest checkpoint in the storage `checkpoints` and mail it to `AUDIT_CHECKPOINT_MAIL`; return its name.

    A checkpoint that is there already is neither written nor mailed again.
    """
    data = latest_checkpoint()
    storage = storages["checkpoints"]
    if data is None or storage.exists(name_of(data)):
        return ""
    name = write_checkpoint(storage)
    if settings.AUDIT_CHECKPOINT_MAIL:
        with override(settings.LANGUAGE_CODE):
            mail = EmailMessage(
                subject=_("Checkpoint %(seq)s of the operation log") % {"seq": data["header"]["seq"]},
                body=_("Keep this mail: it proves what the operation log held at this time.") + f"\n\n{data['head']}\n",
                to=settings.AUDIT_CHECKPOINT_MAIL,
            )
        mail.attach(name, json.dumps(data, indent=1, sort_keys=True), "application/json")
        mail.send(fail_silently=True)
    return name
