#!/usr/bin/env python3
"""Verify an exported operation log without the portal: Python's standard library only.

    python3 verify.py [folder] [--key BASE64]

Give `--key` the public key you got from somewhere else than this export (a printed bulletin, an e-mail): a log replaced as
a whole would bring its own key along. Exit status 0 when everything fits, 1 otherwise.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

# --- Ed25519 (RFC 8032 §5.1), verification only -----------------------------------------------------------------------

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
Point = tuple[int, int, int, int]  # extended coordinates
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(a: Point, b: Point) -> Point:
    """The sum of two points in extended coordinates."""
    e = (a[1] - a[0]) * (b[1] - b[0])
    f = (a[1] + a[0]) * (b[1] + b[0])
    g = 2 * a[3] * b[3] * D
    h = 2 * a[2] * b[2]
    w, x, y, z = f - e, h - g, h + g, f + e
    return w * x % P, y * z % P, x * y % P, w * z % P


def times(number: int, point: Point) -> Point:
    """`point` taken `number` times."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point = add(point, point)
        number >>= 1
    return total


def same(a: Point, b: Point) -> bool:
    """Whether two points are one."""
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point_of(raw: bytes) -> Point | None:
    """The point that 32 bytes stand for, None for no point."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


_BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
BASE = _BASE or (0, 1, 1, 0)


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature is that of `public` (32 bytes) over `message`."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, nonce = point_of(public), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or nonce is None or s >= Q:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % Q
    return same(times(s, BASE), add(nonce, times(k, key)))


# --- Merkle trees (RFC 6962 §2.1) --------------------------------------------------------------------------------------


def root_from_path(leaf: bytes, index: int, count: int, path: list[bytes]) -> bytes | None:
    """The root that a leaf and its neighbours lead to; None for a path of the wrong length."""
    value, rest, last = leaf, list(path), count - 1
    while last:
        if index % 2 or index < last:
            if not rest:
                return None
            partner = rest.pop(0)
            pair = partner + value if index % 2 else value + partner
            value = hashlib.sha256(b"\x01" + pair).digest()
        index, last = index // 2, last // 2
    return None if rest else value


def canonical(value: Any) -> bytes:
    """Canonical JSON."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


# --- The export --------------------------------------------------------------------------------------------------------


def heads(folder: Path, pinned: str) -> tuple[dict[int, Any], list[str]]:
    """Batches by number, and what is wrong with them."""
    known: dict[int, Any] = {}
    wrong: list[str] = []
    previous: tuple[int, str] | None = None
    for line in (folder / "heads.jsonl").read_text("utf-8").splitlines():
        batch = json.loads(line)
        header, seq = canonical(batch["header"]), batch["header"]["seq"]
        head = hashlib.sha256(header).hexdigest()
        if head != batch["head"]:
            wrong.append(f"batch {seq}: its head was changed")
        if previous is not None and (seq != previous[0] + 1 or batch["header"]["previous"] != previous[1]):
            wrong.append(f"batch {seq}: does not follow batch {previous[0]}")
        keys = [pinned] if pinned else [batch["public_key"]]
        if not any(
            is_signed(base64.b64decode(key), header, base64.b64decode(batch["signature"])) for key in keys if key
        ):
            wrong.append(f"batch {seq}: not signed by this key")
        known[seq], previous = batch["header"], (seq, head)
    return known, wrong


def entries(folder: Path, known: dict[int, Any]) -> tuple[int, list[str]]:
    """How many entries there are, and what is wrong with them."""
    wrong: list[str] = []
    count = 0
    for line in (folder / "entries.jsonl").read_text("utf-8").splitlines():
        entry, count = json.loads(line), count + 1
        name = f"entry {entry['entry']['id']}"
        header = known.get(entry["batch"])
        if header is None:
            wrong.append(f"{name}: its batch {entry['batch']} is not in the export")
            continue
        leaf = hashlib.sha256(b"\x00" + canonical(entry["entry"])).digest()
        path = [bytes.fromhex(each) for each in entry["path"]]
        root = root_from_path(leaf, entry["position"], header["count"], path)
        if root is None or root.hex() != header["root"]:
            wrong.append(f"{name}: was changed, or is not of batch {entry['batch']}")
    return count, wrong


def main(arguments: list[str]) -> int:
    """Verify, print, and return the exit status."""
    pinned = arguments[arguments.index("--key") + 1] if "--key" in arguments else ""
    rest = [each for each in arguments if each not in ("--key", pinned)]
    folder = Path(rest[0]) if rest else Path(__file__).resolve().parent
    known, wrong = heads(folder, pinned)
    count, more = entries(folder, known)
    for line in wrong + more:
        print("WRONG:", line)
    print(f"{count} entries in {len(known)} batches verified" + ("" if pinned else " (the key came with the export)"))
    return 1 if wrong or more else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
