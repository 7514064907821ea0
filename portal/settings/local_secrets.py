"""Secrets of a machine that nobody has configured: made once, kept outside version control.

The embedded default needs no environment at all, yet no key may stand in the repository. So development and demo
installations draw their own random keys into `VAR_DIR/secrets/`; production refuses to start without real ones.
"""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path


def local_secret(folder: Path, name: str, *, prefix: str = "") -> str:
    """Return the secret kept in `folder/name`, drawing 32 random bytes (base64) on first use.

    The file is created with mode 0600 and exclusively, so two processes that start together agree on one value.
    """
    path = folder / name
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    value = prefix + base64.b64encode(secrets.token_bytes(32)).decode("ascii")
    draft = folder / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(value)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii")
