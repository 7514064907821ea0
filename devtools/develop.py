"""PostgreSQL, Redis and an SMTP server for development, kept in `var/services` until Ctrl-C."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass

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
    known = _known()
    (FOLDER / "redis").mkdir(parents=True, exist_ok=True)
    postgresql = servers.postgresql(FOLDER / "postgresql", known.postgresql, known.password)
    with postgresql as database, Family() as family:
        with steps.step("start"):
            redis = servers.start_redis(family, known.redis, folder=FOLDER / "redis")
            mail = [str(PYTHON), "-m", "aiosmtpd", "--nosetuid", "--listen", f"127.0.0.1:{known.smtp}"]
            child = family.start("smtp", mail, env=environment())
            family.wait_for(known.smtp, seconds=20)
        print(f"\nexport DATABASE_URL={database}")
        print(f"export REDIS_URL={redis}")
        print(f"export EMAIL_URL=smtp://127.0.0.1:{known.smtp}")
        print(f"\nWith these set, `python3 dev.py run` uses them. Mail that is sent stands in {child.log}.")
        print("Ctrl-C stops the servers; their data stays.", flush=True)
        try:
            family.watch()
        except KeyboardInterrupt:
            print("\nStopping …", flush=True)
    print("Stopped.")


@dataclass(frozen=True)
class Known:
    """Ports and password, drawn once, so that the printed lines stay true the next time."""

    postgresql: int
    redis: int
    smtp: int
    password: str


def _known() -> Known:
    path = FOLDER / "services.json"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        drawn = Known(free_port(), free_port(), free_port(), secrets.token_urlsafe(18))
        path.write_text(json.dumps(asdict(drawn)), encoding="ascii")
    return Known(**json.loads(path.read_text(encoding="ascii")))
