"""Merkle trees against a slow reference written down from RFC 6962 §2.1."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.audit.merkle import leaf_hash, path_of, root_from_path, root_of

contents = st.lists(st.binary(max_size=8), min_size=1, max_size=70)


def reference(leaves):
    """Split at the largest power of two below the number of leaves."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + reference(leaves[:split]) + reference(leaves[split:])).digest()


def test_empty_tree_is_the_hash_of_nothing():
    assert root_of([]) == sha256(b"").digest()


def test_leaf_and_node_are_told_apart():
    one, two = leaf_hash(b"one"), leaf_hash(b"two")
    assert root_of([one, two]) != leaf_hash(one + two)


@given(contents)
def test_root_is_that_of_the_reference(texts):
    leaves = [leaf_hash(text) for text in texts]
    assert root_of(leaves) == reference(leaves)


@given(contents, st.integers(min_value=0))
def test_every_path_leads_to_the_root_and_only_from_its_own_leaf(texts, seed):
    leaves = [leaf_hash(text) for text in texts]
    place = seed % len(leaves)
    path = path_of(leaves, place)
    assert root_from_path(leaves[place], place, len(leaves), path) == root_of(leaves)
    assert root_from_path(leaf_hash(b"something else entirely"), place, len(leaves), path) != root_of(leaves)


@pytest.mark.parametrize("change", [lambda path: path[:-1], lambda path: [*path, b"\x00" * 32]])
def test_path_of_the_wrong_length_is_refused(change):
    leaves = [leaf_hash(bytes([number])) for number in range(9)]
    with pytest.raises(ValueError, match="too (short|long)"):
        root_from_path(leaves[4], 4, 9, change(path_of(leaves, 4)))
