"""How allauth finds, stores and texts phone numbers that are sealed in our tables."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.forms import ChinesePhoneField
from portal.accounts.gateways import sms_gateway
from portal.accounts.models import User
from portal.crypto.fields import blind_index

# Named, not imported: allauth imports its adapter before its stages.
STOCK_EMAIL_STAGE = "allauth.account.stages.EmailVerificationStage"
EMAIL_STAGE = "portal.accounts.stages.EmailIfAnyStage"
SAME_PERSON_STAGE = "portal.accounts.stages.SamePersonStage"


class AccountAdapter(DefaultAccountAdapter):
    """allauth's adapter over `User.phone` and its blind index."""

    error_messages = DefaultAccountAdapter.error_messages | {
        # A neighbour who tries passwords can lock an account: a code to one's own phone is the way in all the same.
        "too_many_login_attempts": gettext_lazy(
            "Too many failed attempts. Wait a quarter of an hour, or have a code sent to your phone or e-mail instead."
        ),
    }

    def get_login_stages(self) -> list[str]:
        """allauth's stages, with ours for the e-mail, and at their end the question whether it is the same person."""
        stages = [EMAIL_STAGE if stage == STOCK_EMAIL_STAGE else stage for stage in super().get_login_stages()]
        return [*stages, SAME_PERSON_STAGE]

    def phone_form_field(self, **kwargs: Any) -> ChinesePhoneField:
        """A field that takes 138 0013 8000 as people write it and gives E.164."""
        return ChinesePhoneField(**kwargs)

    def get_user_by_phone(self, phone: str) -> User | None:
        """The account with this number, or None."""
        return User.objects.filter(phone_index__in=blind_index(User, "phone_index", phone)).first()

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        """The account's number and whether it is verified."""
        return (user.phone.reveal(), user.phone_verified_at is not None) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Store a number, verified or not."""
        user.phone = phone
        user.phone_verified_at = timezone.now() if verified else None
        user.save(update_fields=["phone", "phone_index", "phone_verified_at"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Note that the code sent to the number came back."""
        self.set_phone(user, phone, True)

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        """Text the code."""
        sms_gateway().send(phone, _("Your Linli code is %(code)s. Never pass it on to anyone.") % {"code": code})

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Tell the owner of an unknown number, and nobody else, that there is no account."""
        sms_gateway().send(phone, _("There is no Linli account with this number. You can sign up on the site."))

    def send_account_already_exists_sms(self, phone: str) -> None:
        """Tell the owner of a known number, and nobody else, that there already is an account."""
        sms_gateway().send(phone, _("There already is a Linli account with this number. Just sign in."))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff go to their work, residents to their own page."""
        if request.user.has_perm("wagtailadmin.access_admin"):
            return "/admin/"
        return super().get_login_redirect_url(request)
