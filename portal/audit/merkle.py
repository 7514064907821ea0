"""Merkle trees by RFC 6962 §2.1: leaf and node hashes, roots, and the paths that prove that a leaf is in a tree."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

LEAF = b"\x00"  # leaves and nodes are hashed with different prefixes, so that neither can stand in for the other
NODE = b"\x01"


def leaf_hash(content: bytes) -> bytes:
    """The hash of one leaf."""
    return sha256(LEAF + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return sha256(NODE + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes; that of no leaves is the hash of nothing."""
    if not leaves:
        return sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        # A last node without a partner moves up as it is: the same tree as RFC 6962's split at the largest power of two.
        pairs = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def path_of(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of the leaf at `index` (RFC 6962 §2.1.1): its neighbours from the leaf up to the root."""
    path: list[bytes] = []
    level = list(leaves)
    while len(level) > 1:
        partner = index ^ 1
        if partner < len(level):
            path.append(level[partner])
        pairs = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(pairs) * 2 :]
        index //= 2
    return path


def root_from_path(leaf: bytes, index: int, count: int, path: Sequence[bytes]) -> bytes:
    """The root that a leaf and its path lead to in a tree of `count` leaves; raises ValueError for a path of another length."""
    value, rest, last = leaf, list(path), count - 1
    while last:
        if index % 2 or index < last:
            if not rest:
                raise ValueError("the path is too short")
            partner = rest.pop(0)
            value = node_hash(partner, value) if index % 2 else node_hash(value, partner)
        index //= 2
        last //= 2
    if rest:
        raise ValueError("the path is too long")
    return value
