"""A JSONL fix changes the text's edits and not one byte beside them."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.edits import apply
from newslint.model import Edit, Result
from newslint.records import open_shard
from newslint.records.fields import Fields
from newslint.records.jsonobject import edit_string, encode, members, string_at
from newslint.records.record import Cleaned, Record

SPACES = st.sampled_from(["", " ", "\t", "  "])
NUMBERS = st.sampled_from(["-0", "1.10", "1e5", "18446744073709551617", "1E-400", "NaN", "9" * 5000])
SCALARS = st.one_of(NUMBERS, st.sampled_from(["true", "null"]), st.text(max_size=8).map(json.dumps))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda v: "[" + " ,".join(v) + "]"),
        st.lists(st.tuples(st.text(max_size=3), inner), max_size=3).map(
            lambda pairs: "{" + ",".join(f"{json.dumps(k)}:{v}" for k, v in pairs) + "}"
        ),
    ),
    max_leaves=6,
)


@st.composite
def spelled(draw: st.DrawFn) -> list[str]:
    """A string's characters, each spelled in one of JSON's ways."""
    tokens = []
    for char in draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=30)):
        escaped = json.dumps(char)[1:-1]
        plain = escaped if char < " " or char in '"\\' else char
        tokens.append(draw(st.sampled_from([plain, escaped])))
    odd = draw(st.sampled_from(["\\/", "\\ud83d", "\\uDE00", "\\u00E9", "\\u005c"]))
    tokens.insert(draw(st.integers(0, len(tokens))), odd)
    return tokens


@st.composite
def objects(draw: st.DrawFn) -> tuple[str, list[str]]:
    """An object with a field ``text`` somewhere, other keys (some twice), odd white space; the text's spelling."""
    tokens = draw(spelled())
    fields = draw(st.lists(st.tuples(st.text(max_size=4).map(json.dumps), VALUES), max_size=5))
    fields = [(key, value) for key, value in fields if json.loads(key) != "text"]
    text = (draw(st.sampled_from(['"text"', '"te\\u0078t"'])), '"' + "".join(tokens) + '"')
    fields.insert(draw(st.integers(0, len(fields))), text)
    space = draw(SPACES)
    source = "{" + space + ",".join(f"{k}{space}:{space}{v}{space}" for k, v in fields) + "}" + space
    return source, tokens


def random_edits(text: str, chance: random.Random) -> list[Edit]:
    cuts = sorted(chance.sample(range(len(text) + 1), min(len(text) + 1, 2 * chance.randint(0, 3))))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [Edit(a, b, chance.choice(["", "x", 'é\n"', "\U0001f600\\"])) for a, b in pairs]


@settings(max_examples=1500, deadline=None)
@given(drawn=objects(), chance=st.randoms(use_true_random=False))
def test_only_the_spans_of_the_edits_change(drawn: tuple[str, list[str]], chance: random.Random) -> None:
    source, tokens = drawn
    member = next(m for m in members(source) if m.key == "text")
    edits = random_edits(member.value, chance)

    made = edit_string(source, member, edits)

    assert len(tokens) == len(member.value)
    for e in reversed(edits):
        tokens[e.start : e.end] = [encode(e.text, source.isascii())[1:-1]]
    assert made == source[: member.start + 1] + "".join(tokens) + source[member.end - 1 :]
    assert string_at(made, member.start) == apply(member.value, edits)


@settings(max_examples=300, deadline=None)
@given(drawn=objects())
def test_members_are_those_of_the_standard_parser(drawn: tuple[str, list[str]]) -> None:
    source, _ = drawn
    expected = json.loads(source, parse_int=str, parse_float=str, parse_constant=str)

    assert {m.key: m.value for m in members(source)} == expected


@pytest.mark.parametrize(
    "source",
    [
        *("", "{", "[1]", "7", '{"a":}', '{"a" 1}', '{"a":1,}', '{"a":1} x', '{"a":"\t"}', '{"a":1 "b":2}', "{,}"),
        *('{"a":' + "[" * 100_000, '{"a": // none\n1}', '{"a":"', "{'a':1}"),
    ],
)
def test_what_is_no_object_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        members(source)


def copy_of(path: Path, fields: Fields = Fields(), old: str = "untill", new: str = "until") -> bytes:  # noqa: B008
    """The copy of a shard in which one word is replaced in every text."""
    shard = open_shard(path, fields)
    copy = shard.copy(path.with_name("copy"))
    for record in shard.records():
        copy.put(record, cleaned(record, old, new))
    copy.close()
    return path.with_name("copy").read_bytes()


def cleaned(record: Record, old: str, new: str) -> Cleaned | None:
    if record.text is None or record.problem:
        return None
    edits = tuple(Edit(m.start(), m.end(), new, ("misspelling",)) for m in re.finditer(old, record.text))
    return Cleaned(record.text.replace(old, new), Result("", (), edits))


def test_lines_that_cannot_be_read_are_copied_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    bad = [
        b"not json",
        b'{"text":1}',
        b'{"no":"text"}',
        b'{"text":"untill","text":"untill"}',
        b'{"text":"\xff"}',
        b"[]",
    ]
    lines = [b'\xef\xbb\xbf{"text":"untill"}', b"", *bad, b'{"text":null}', b'{"text":"untill", "n":1.0}\r']
    path.write_bytes(b"\n".join(lines))

    records = list(open_shard(path, Fields()).records())

    assert [bool(r.problem) for r in records] == [False, False, *(True for _ in bad), False, False]
    assert [r.number for r in records] == list(range(1, len(lines) + 1))
    assert copy_of(path) == path.read_bytes().replace(b'{"text":"untill"}', b'{"text":"until"}').replace(
        b'"untill", "n"', b'"until", "n"'
    )


def test_fields_are_added_behind_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "We waited untill \xc3\xa9", "n": 1.10 }\n{"text": null}\n')

    first, second = copy_of(path, Fields(add=("clean_text", "edits"))).split(b"\n")[:2]

    assert first.startswith(
        b'{"text": "We waited untill \xc3\xa9", "n": 1.10, "clean_text": "We waited until \xc3\xa9", '
    )
    edit = {"start": 10, "end": 16, "text": "until", "rules": ["misspelling"]}
    assert json.loads(first)["edits"] == [edit]
    assert json.loads(second) == {"text": None, "clean_text": None, "edits": None}


def test_a_field_that_is_there_is_not_added_again(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "a", "edits": 1}\n')

    (record,) = open_shard(path, Fields(add=("edits",))).records()

    assert record.problem == "has a field 'edits' already"
