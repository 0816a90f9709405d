"""What only a corpus shows, on small made-up sites."""

from __future__ import annotations

import csv
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Command

import newslint as library
from newslint.corpus.index import Count
from newslint.corpus.judge import is_template
from newslint.corpus.lines import may_be_template, normalize
from newslint.corpus.near import groups, signature, similarity
from newslint.corpus.site import site_of
from newslint.corpus.templates import Template, write_templates

SUBJECTS = "ferry harbour baker council school river orchard tannery bridge library mill market".split()
VERBS = "bought sold lost found painted closed opened moved praised counted washed feared".split()
FOOTER = "The Hollin Herald: sign up for our newsletter."


def story(seed: int, lines: int = 8) -> list[str]:
    """Paragraphs that no other seed has."""
    dice = random.Random(seed)

    def sentence() -> str:
        words = [dice.choice(SUBJECTS) for _ in range(5)] + [dice.choice(VERBS) for _ in range(4)]
        dice.shuffle(words)
        return " ".join(words).capitalize() + "."

    return [" ".join(sentence() for _ in range(3)) for _ in range(lines)]


def records(count: int, site: str, *furniture: tuple[str, int, float], first: int = 0) -> Iterator[dict[str, str]]:
    """Articles of a site; each piece of furniture as (line, where to put it, share of the articles)."""
    for n in range(count):
        lines = story(first + n)
        for line, where, share in furniture:
            if n < share * count:
                lines.insert(len(lines) if where < 0 else where, line)
        yield {"id": f"{site}/{n}", "url": f"https://www.{site}/{n}", "text": "\n\n".join(lines) + "\n"}


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    data = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def templates(path: Path) -> set[tuple[str, str, int, int]]:
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {(row["site"], row["line"], row["articles"], row["of"]) for row in rows}


def test_a_check_of_one_article_knows_its_sites_furniture(newslint: Command, tmp_path: Path) -> None:
    for folder, first, ending in (("hollin", 0, [FOOTER]), ("portmere", 100, [])):
        (tmp_path / "in" / folder).mkdir(parents=True)
        for n in range(8):
            (tmp_path / "in" / folder / f"{n}.txt").write_text("\n\n".join([*story(first + n), *ending]) + "\n")

    learned = newslint("corpus", "in")
    assert (learned.returncode, "16 articles of 2 sites: 1 template line" in learned.stderr) == (0, True)

    new = {"hollin": tmp_path / "in" / "hollin" / "new.txt", "portmere": tmp_path / "in" / "portmere" / "new.txt"}
    for path in new.values():
        path.write_text("\n\n".join([*story(500), FOOTER]) + "\n")
    done = newslint(*new.values(), "--templates", "newslint-templates.jsonl", "--select", "template-line", "--fix")

    assert new["hollin"].read_text() == "\n\n".join(story(500)) + "\n"
    assert new["portmere"].read_text() == "\n\n".join([*story(500), FOOTER]) + "\n"
    assert done.returncode == 0

    checked = newslint(
        tmp_path / "in/hollin/0.txt", "--templates", "newslint-templates.jsonl", "--select", "template-line"
    )
    assert "A template line: it stands in 8 of 8 articles of hollin." in checked.stdout


def test_the_settings_may_name_the_template_file(newslint: Command, tmp_path: Path) -> None:
    rows = list(records(8, "hollin.example", (FOOTER, -1, 1)))
    newslint("corpus", write(tmp_path / "all.jsonl", [{"text": row["text"]} for row in rows]))
    (tmp_path / "newslint.toml").write_text('templates = "newslint-templates.jsonl"\n')
    text = "\n\n".join([*story(500), FOOTER]) + "\n"

    assert newslint("--fix", "-", "--select", "template-line", stdin=text).stdout == "\n\n".join(story(500)) + "\n"
    config = {"select": ["template-line"], "templates": str(tmp_path / "newslint-templates.jsonl")}
    assert [f.message for f in library.check(text, config=config)] == ["A template line: it stands in 8 of 8 articles."]


def test_furniture_is_told_from_what_merely_recurs(newslint: Command, tmp_path: Path) -> None:
    furniture = [
        (FOOTER, -1, 1.0),
        ("Avatar of the Hollin Herald’s reporter", 0, 0.6),
        ("Nadia Ferrow is a reporter for the Hollin Herald who covers the courts.", -1, 0.1),
        ("Advertisement", 3, 0.4),
        ("Published 3 hours ago, share it with the people you know", 1, 0.9),
    ]
    story_lines = [
        ("He declined to comment.", 4, 0.2),
        ("Background", 3, 0.3),
        ("What happens next", 6, 0.2),
        ("HOLLIN (Valley Press) —", 0, 0.5),
        ("By Nadia Ferrow", 0, 0.3),
        ("May 3, 2024", 0, 0.4),
        ("The strike at the harbour began in March, after talks over pay had broken down.", 5, 0.08),
        ("“We are doing all that we can,” a spokeswoman for the council said.", 6, 0.1),
        ("* * *", 4, 0.8),
    ]
    write(tmp_path / "all.jsonl", list(records(60, "hollin.example", *furniture, *story_lines)))

    newslint("corpus", "all.jsonl")

    found = {line for _, line, _, _ in templates(tmp_path / "newslint-templates.jsonl")}
    assert found == {normalize(line) for line, _, _ in furniture}


def test_the_order_and_the_packing_of_the_input_change_nothing(newslint: Command, tmp_path: Path) -> None:
    rows = [*records(9, "hollin.example", (FOOTER, -1, 1)), *records(9, "portmere.example", (FOOTER, 0, 0.7), first=50)]
    rows += [{**row, "id": "again/" + row["id"], "text": row["text"].replace("Ferry", "Boat")} for row in rows[:4]]
    mixed = random.Random(1).sample(rows, len(rows))
    write(tmp_path / "a.jsonl", rows)
    write(tmp_path / "b1.jsonl.gz", mixed[:7])
    write(tmp_path / "b2.jsonl", mixed[7:])

    for name, inputs in (("a", ["a.jsonl"]), ("b", ["b2.jsonl", "b1.jsonl.gz"])):
        assert newslint("corpus", *inputs, "-o", f"{name}.out", "--duplicates", f"{name}.copies").returncode == 0

    assert (tmp_path / "a.out").read_bytes() == (tmp_path / "b.out").read_bytes()
    assert (tmp_path / "a.copies").read_bytes() == (tmp_path / "b.copies").read_bytes()
    assert len((tmp_path / "a.copies").read_text().splitlines()) == 4


def test_a_story_that_was_scraped_many_times_makes_no_templates(newslint: Command, tmp_path: Path) -> None:
    one = story(7, lines=12)
    rows = [
        {"id": str(n), "url": "https://hollin.example/x", "text": "\n".join([*one, f"Updated {n} times, by e-mail."])}
        for n in range(10)
    ]
    write(tmp_path / "all.jsonl", rows)

    done = newslint("corpus", "all.jsonl", "--duplicates", "copies.jsonl")

    assert templates(tmp_path / "newslint-templates.jsonl") == set()
    assert [
        sorted(map(int, group)) for group in map(json.loads, (tmp_path / "copies.jsonl").read_text().splitlines())
    ] == [[*range(10)]]
    assert "9 near-duplicate articles" in done.stderr


def test_template_files_of_two_halves_can_be_joined(newslint: Command, tmp_path: Path) -> None:
    for name, first in (("a", 0), ("b", 50)):
        write(tmp_path / f"{name}.jsonl", list(records(6, "hollin.example", (FOOTER, -1, 1), first=first)))
        newslint("corpus", f"{name}.jsonl", "-o", f"{name}.out")
    (tmp_path / "both.out").write_bytes((tmp_path / "a.out").read_bytes() + (tmp_path / "b.out").read_bytes())
    (tmp_path / "hollin.example").mkdir()
    (tmp_path / "hollin.example" / "x.txt").write_text(FOOTER + "\n")

    done = newslint("hollin.example", "--templates", "both.out", "--select", "template-line")

    assert "stands in 12 of 12 articles" in done.stdout


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("not json", "all.jsonl:2: is not a JSON object"),
        ('{"id": 1}', "all.jsonl:2: has no field 'text' (--text-field); it has: id"),
        ('{"text": 7}', "all.jsonl:2: its field 'text' is not a string"),
        ("[1]", "all.jsonl:2: is not a JSON object"),
    ],
)
def test_a_bad_record_is_named_once_and_the_rest_counts(newslint: Command, tmp_path: Path, row: str, said: str) -> None:
    good = [json.dumps(row) for row in records(6, "hollin.example", (FOOTER, -1, 1))]
    (tmp_path / "all.jsonl").write_text("\n".join([good[0], row, *good[1:]]) + "\n")

    done = newslint("corpus", "all.jsonl")

    assert done.returncode == 2
    assert done.stderr.count(said) == 1
    assert templates(tmp_path / "newslint-templates.jsonl") == {("hollin.example", normalize(FOOTER), 6, 6)}


def test_a_truncated_gz_is_told(newslint: Command, tmp_path: Path) -> None:
    path = write(tmp_path / "all.jsonl.gz", list(records(50, "hollin.example")))
    path.write_bytes(path.read_bytes()[:-500])

    done = newslint("corpus", "all.jsonl.gz")

    assert (done.returncode, "all.jsonl.gz: cannot be read" in done.stderr) == (2, True)


def test_odd_records_are_taken_as_they_are(newslint: Command, tmp_path: Path) -> None:
    rows = [{"text": "", "url": None}, {"text": "\ud800 x", "url": "\udfff.example", "id": "\ud800"}, {"text": "\0\n"}]
    (tmp_path / "all.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    assert newslint("corpus", "all.jsonl", "--duplicates", "d").returncode == 0


def test_a_template_file_that_is_none_is_named(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text('{"site": "a", "line": "b", "articles": 1, "of": 2}\n{"site": 1}\n')
    (tmp_path / "a.txt").write_text("A line.\n")

    for name, said in (("t.jsonl", "t.jsonl:2: is no template line"), ("nowhere", "nowhere: template file cannot be")):
        done = newslint("a.txt", "--templates", name)
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_the_index_is_gone_when_the_command_ends(newslint: Command, tmp_path: Path) -> None:
    write(tmp_path / "all.jsonl", list(records(6, "hollin.example")))
    (tmp_path / "index").mkdir()

    assert newslint("corpus", "all.jsonl", "--index-dir", "index").returncode == 0
    assert newslint("corpus", "nowhere.jsonl", "--index-dir", "index").returncode == 2
    assert list((tmp_path / "index").iterdir()) == []


@pytest.mark.parametrize(
    ("meta", "path", "site"),
    [
        ({"url": "https://www.Hollin.example:8080/a?b"}, "", "hollin.example"),
        ({"url": "hollin.example/a"}, "", "hollin.example"),
        ({"url": "https://web.archive.org/web/20120101000000/http://hollin.example/a"}, "", "hollin.example"),
        ({"url": "", "source": "Hollin Herald"}, "", "hollin herald"),
        ({"url": 7, "source": None}, "", ""),
        ({}, "corpus/hollin/1.txt", "hollin"),
        ({}, "-", ""),
    ],
)
def test_the_site_of_an_article(meta: dict[str, object], path: str, site: str) -> None:
    assert site_of(meta, path) == site


def test_a_named_field_says_the_site() -> None:
    assert site_of({"url": "https://a.example/", "publisher": "Valley Press"}, field="publisher") == "valley press"
    assert site_of({"link": "https://a.example/1"}, field="link") == "a.example"


@pytest.mark.parametrize(
    "line", ["By Nadia Ferrow", "HOLLIN, May 3 (Valley Press) —", "Friday, May 3, 2024", "* * *", "12"]
)
def test_what_is_this_articles_own_is_no_candidate(line: str) -> None:
    assert not may_be_template(line)


def test_lines_that_differ_in_numbers_case_and_quotes_are_one() -> None:
    assert normalize("Slideshow  (12 images) – “Hollin”") == normalize('SLIDESHOW (9 images) – "hollin"')


def test_a_pattern_takes_linear_time_on_any_line() -> None:
    for unit in ("a ", "-", "A-", "May ", "on ", "by a ", "Mon,"):
        may_be_template(unit * 200_000)
        may_be_template((unit * 100)[:99])


def test_a_rare_line_needs_words_of_furniture_and_a_place_at_the_end() -> None:
    bio = "nadia ferrow is a reporter for the hollin herald who covers courts"
    last = "the trial goes on until the end of the month in hollin"

    assert is_template(bio, Count(0, 4, 0, 1, 0), 200)
    assert not is_template(bio, Count(0, 4, 0, 0, 0), 400)
    assert not is_template(last, Count(0, 4, 0, 1, 0), 200)
    assert is_template(last, Count(0, 40, 0, 1, 0), 200)


def test_similar_articles_have_similar_signatures() -> None:
    text = " ".join(story(1, lines=20))
    same, other = signature(text.upper()), signature(" ".join(story(2, lines=20)))

    assert similarity(signature(text), same) == 1
    assert similarity(signature(text), signature(text.replace(text[500:560], ""))) > 0.8
    assert similarity(signature(text), other) < 0.1
    assert signature("Four words are here") == b""


def test_chains_of_pairs_make_one_group() -> None:
    assert groups({(3, 2), (1, 2), (8, 9)}) == {1: 1, 2: 1, 3: 1, 8: 8, 9: 8}


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet"])
def test_a_record_says_where_it_comes_from(newslint: Command, tmp_path: Path, kind: str) -> None:
    row = Template("hollin.example", normalize(FOOTER), 9, 10)
    (tmp_path / "t.jsonl").write_bytes(write_templates([row]))
    rows = [
        {"id": site, "url": f"https://{site}/1", "publisher": other, "text": f"The roof leaks.\n\n{FOOTER}\n"}
        for site, other in (("hollin.example", "portmere.example"), ("portmere.example", "hollin.example"))
    ]
    path = tmp_path / f"all.{kind}"
    if kind == "jsonl":
        write(path, rows)
    elif kind == "csv":
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    else:
        pytest.importorskip("pyarrow.parquet").write_table(pytest.importorskip("pyarrow").Table.from_pylist(rows), path)

    for flags, number in (((), 1), (("--site-field", "publisher"), 2)):
        done = newslint(path, "--templates", "t.jsonl", "--select", "template-line", "--output-format", "json", *flags)
        found = json.loads(done.stdout)
        assert [(f["record"]["number"] if "record" in f else f["path"], f["rule"]) for f in found] == [
            (number, "template-line")
        ], done.stderr
