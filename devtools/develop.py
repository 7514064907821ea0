"""PostgreSQL, Redis and an SMTP server for development, kept in `var/services` until Ctrl-C."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

from devtools import servers
from devtools.packages import set_up
from devtools.paths import PYTHON, VAR, environment
from devtools.processes import Family, free_port
from devtools.steps import Steps

FOLDER = VAR / "services"


def services() -> None:
    """Start the three servers, print the environment that makes the portal use them, and stay."""
    steps = Steps(4)
    set_up(steps, development=True)
    with steps.step("PostgreSQL and Redis") as step:
        servers.ensure(step)
    known = _ports_and_password()
    (FOLDER / "redis").mkdir(parents=True, exist_ok=True)
    postgresql = servers.postgresql(FOLDER / "postgresql", known["postgresql"], known["password"])
    with postgresql as database, Family() as family:
        with steps.step("start"):
            redis = servers.start_redis(family, known["redis"], folder=FOLDER / "redis")
            mail = [str(PYTHON), "-m", "aiosmtpd", "--nosetuid", "--listen", f"127.0.0.1:{known['smtp']}"]
            child = family.start("smtp", mail, env=environment())
            family.wait_for(known["smtp"], seconds=20)
        print(f"\nexport DATABASE_URL={database}")
        print(f"export REDIS_URL={redis}")
        print(f"export EMAIL_URL=smtp://127.0.0.1:{known['smtp']}")
        print(f"\nWith these set, `python3 dev.py run` uses them. Mail that is sent stands in {child.log}.")
        print("Ctrl-C stops the servers; their data stays.", flush=True)
        try:
            family.watch()
        except KeyboardInterrupt:
            print("\nStopping …", flush=True)
    print("Stopped.")


def _ports_and_password() -> dict[str, int | str] | dict:  # type: ignore[type-arg]
    """Drawn once, so that the printed lines stay true the next time."""
    path: Path = FOLDER / "services.json"
    if path.exists():
        return dict(json.loads(path.read_text(encoding="ascii")))
    FOLDER.mkdir(parents=True, exist_ok=True)
    ports = {name: free_port() for name in ("postgresql", "redis", "smtp")}
    path.touch(mode=0o600)
    path.write_text(json.dumps({**ports, "password": secrets.token_urlsafe(18)}), encoding="ascii")
    return _ports_and_password()
