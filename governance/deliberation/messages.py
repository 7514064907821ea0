"""What this room writes to residents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from notices.delivery.kinds import MessageKind, register

CONTRIBUTION_HIDDEN = register(
    MessageKind(
        code="deliberation.contribution_hidden",
        title=_("Your opinion is no longer shown"),
        text=_(
            "Staff have hidden your opinion on “%(topic)s”. Reason: %(reason)s. "
            "You may write it anew without what was objected to, or call the office if you disagree."
        ),
        icon="message",
    )
)
CONTRIBUTION_RESTORED = register(
    MessageKind(
        code="deliberation.contribution_restored",
        title=_("Your opinion is shown again"),
        text=_("Staff have looked again at your opinion on “%(topic)s” and show it."),
        icon="message",
    )
)
