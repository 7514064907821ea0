"""Where things are: the checkout, its virtual environment, and the folder for everything a run leaves behind."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var")).resolve()
LOGS = VAR / "log"

RUNTIME_LOCK = ROOT / "requirements.txt"
DEVELOPMENT_LOCK = ROOT / "requirements-dev.txt"
ROOMS = ("portal", "notices", "governance", "services", "home")


def tool(name: str) -> str:
    """The program `name` of the virtual environment."""
    return str(VENV / "bin" / name)


def environment(**more: str) -> dict[str, str]:
    """This process's environment with the virtual environment in front and `more` on top."""
    return {
        **os.environ,
        "VIRTUAL_ENV": str(VENV),
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}{os.pathsep}/usr/sbin{os.pathsep}/sbin",
        "PYTHONUNBUFFERED": "1",
        **more,
    }
