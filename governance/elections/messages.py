"""What this room writes to residents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from governance.elections.enums import Status
from notices.delivery.kinds import MessageKind, register

RECEIVED = register(
    MessageKind(
        code="elections.received",
        title=_("Your registration has arrived"),
        text=_(
            "Number %(reference)s for “%(election)s”. The committee decides before the voter list is published on %(list_on)s."
        ),
        icon="vote",
    )
)
ACCEPTED = register(
    MessageKind(
        code="elections.accepted",
        title=_("You are registered as a voter"),
        text=_(
            "The committee has accepted registration %(reference)s for “%(election)s”. Election day is %(election_on)s."
        ),
        icon="vote",
    )
)
REJECTED = register(
    MessageKind(
        code="elections.rejected",
        title=_("Your registration was not accepted"),
        text=_(
            "Registration %(reference)s for “%(election)s”: %(reason)s. "
            "You may object to the election committee: call %(phone)s or come by."
        ),
        icon="vote",
    )
)
NEEDS_MORE = register(
    MessageKind(
        code="elections.needs_more",
        title=_("Your registration lacks something"),
        text=_(
            "Registration %(reference)s for “%(election)s”: %(reason)s. Open it, add what is missing and send it again."
        ),
        icon="vote",
    )
)
CONFIRM = register(
    MessageKind(
        code="elections.confirm",
        title=_("Please confirm your voter registration"),
        text=_(
            "Family has entered registration %(reference)s for “%(election)s” on your behalf. It counts once you confirm it."
        ),
        icon="vote",
    )
)
DECISIONS = {Status.ACCEPTED: ACCEPTED, Status.REJECTED: REJECTED, Status.NEEDS_MORE: NEEDS_MORE}
