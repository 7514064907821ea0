"""`Sealed` says nothing unless it is asked to."""

from __future__ import annotations

import copy
import json
import logging
import pickle

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.template import Context, Template

from portal.crypto.masking import mask_name
from portal.crypto.sealed import DOTS, Sealed

NAME = "张小明"


@pytest.fixture
def sealed() -> Sealed:
    return Sealed(NAME)


def test_only_reveal_and_masked_tell(sealed):
    assert sealed.reveal() == NAME
    assert sealed.masked(mask_name) == "张*明"
    assert sealed.masked() == "****"


def test_printing_shows_dots(sealed):
    assert [str(sealed), f"{sealed}", f"{sealed:>6}", "%s" % sealed] == [DOTS, DOTS, f"  {DOTS}", DOTS]  # noqa: UP031
    assert repr(sealed) == f"{sealed!r}" == "<Sealed>"
    assert (
        Template("{{ name }} {{ name|upper }} {{ name|length }}").render(Context({"name": sealed}))
        == f"{DOTS} {DOTS} 0"
    )


def test_logging_shows_dots(sealed, caplog):
    with caplog.at_level(logging.WARNING):
        logging.getLogger("portal").warning("%s %r", sealed, {"name": sealed})
    assert NAME not in caplog.text


def test_empty_value_is_false_and_prints_nothing():
    empty = Sealed("")
    assert not empty
    assert (str(empty), empty.reveal(), empty.masked(mask_name)) == ("", "", "")
    assert Sealed("0")


def test_json_is_refused(sealed):
    for encoder in (None, DjangoJSONEncoder):
        with pytest.raises(TypeError):
            json.dumps({"name": sealed}, cls=encoder)


def test_pickling_is_refused(sealed):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="primary keys"):
            pickle.dumps(sealed, protocol)


def test_comparing_tells_nothing(sealed):
    assert sealed != NAME
    assert sealed != Sealed(NAME)
    assert sealed == sealed
    assert len({sealed, Sealed(NAME)}) == 2
    with pytest.raises(TypeError):
        sorted([sealed, Sealed("李")])


def test_there_is_no_way_into_the_text_by_sequence_or_dictionary(sealed):
    for leak in (list, len, bytes, vars, dict):
        with pytest.raises(TypeError):
            leak(sealed)
    with pytest.raises(TypeError):
        sealed + ""


def test_copies_stay_sealed(sealed):
    assert copy.copy(sealed) is copy.deepcopy(sealed) is sealed


def test_a_value_without_row_has_no_token(sealed):
    with pytest.raises(TypeError, match="saving the row"):
        sealed.token()
