"""What every request of somebody signed in passes: idle time and second factor."""

from __future__ import annotations

from portal.accounts.middleware.idle import IdleMiddleware
from portal.accounts.middleware.second_factor import SecondFactorMiddleware

__all__ = ["IdleMiddleware", "SecondFactorMiddleware"]
