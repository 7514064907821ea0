"""Blocks of a fraud alert: the swindlers' sentences, what to do, what not to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class PhraseBlock(blocks.CharBlock):
    """One sentence that swindlers say."""

    class Meta:
        icon = "openquote"
        label = _("What the swindlers say")
        description = _("One sentence in their own words, without quotation marks.")
        preview_value = "您的账户涉嫌洗钱，请把钱转到安全账户。"


class DoBlock(blocks.CharBlock):
    """One thing to do."""

    class Meta:
        icon = "tick"
        label = _("Do this")
        description = _("One thing to do, beginning with a verb.")
        preview_value = "先挂断电话，再拨打96110核实。"


class DontBlock(blocks.CharBlock):
    """One thing not to do."""

    class Meta:
        icon = "cross"
        label = _("Don't do this")
        description = _("One thing not to do.")
        preview_value = "不要把验证码告诉任何人。"


PHRASES = [("phrase", PhraseBlock(max_length=120))]
DOS = [("item", DoBlock(max_length=120))]
DONTS = [("item", DontBlock(max_length=120))]
