"""Every output format, read back by a schema or by a reader that is not ours."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import junitparser
import pyarrow.json
import pysarif
import pytest
from conftest import ROOT, SEEDS, Command
from markdown_it import MarkdownIt

from newslint.report import FORMATS

SCHEMAS = Path(__file__).parent / "schemas"
TITLE = "Ferry fares rise again"
#: Two equal slips in equal words, a repeated headline, letters of one to four bytes, all kinds of escapes.
NASTY = (
    f"{TITLE}\n\nThe “café” by the quay stays shut untill noon 😀 untill noon 😀 untill May. <b>&\"'|`*\n\n{TITLE}\n\n"
    "Fares on the island ferry will rise by a tenth in May, the harbour office said on Monday.\r\n"
    "\x1b[31m ]]> ‮ \ufffe \x00 They waited untill dawn.\rThey waited untill dawn.\n"
)
NAME = "ü %0A::error::b,c|<x>.txt"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / NAME).write_bytes(NASTY.replace("\x00", "").encode() + b"\xff untill\n")
    (folder / "clean.txt").write_text("The ferry left at dawn.\n")
    for seed in sorted(SEEDS.glob("*.txt"))[::3]:
        (folder / seed.name).write_bytes(seed.read_bytes())
    return folder


def output(newslint: Command, name: str, *more: str, **env: str) -> str:
    done = newslint("news", "--output-format", name, *more, **env)
    assert done.returncode == 1, done.stderr
    return done.stdout


def findings(newslint: Command) -> list[dict[str, Any]]:
    return json.loads(output(newslint, "json"))  # type: ignore[no-any-return]


def validate(data: Any, schema: Path) -> None:
    checker = jsonschema.Draft202012Validator(json.loads(schema.read_text()))
    checker.check_schema(checker.schema)
    checker.validate(data)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_finds_the_same_and_is_whole_when_there_is_nothing(
    newslint: Command, articles: Path, name: str
) -> None:
    assert "repeated" in output(newslint, name)

    (articles / "none").mkdir()
    (articles / "none" / "clean.txt").write_text("The ferry left at dawn.\n")
    assert newslint("news/none", "--output-format", name).returncode == 0


def test_json_is_as_its_schema_says(newslint: Command, articles: Path) -> None:
    schema = ROOT / "docs" / "findings.schema.json"
    found = findings(newslint)

    validate(found, schema)
    assert [json.loads(line) for line in output(newslint, "jsonl").splitlines()] == found
    table = pyarrow.json.read_json(io.BytesIO(output(newslint, "jsonl").encode()))
    assert table.column("fingerprint").to_pylist() == [f["fingerprint"] for f in found]
    assert len({(f["path"], f["fingerprint"]) for f in found}) == len(found)


def test_gitlab_accepts_the_report_and_keeps_every_finding(newslint: Command, articles: Path) -> None:
    (articles / "copy.txt").write_bytes((articles / NAME).read_bytes())
    report = json.loads(output(newslint, "gitlab"))

    validate(report, SCHEMAS / "gitlab.json")
    assert len({item["fingerprint"] for item in report}) == len(report) == len(findings(newslint))


def test_paths_are_those_of_the_repository(newslint: Command, articles: Path, tmp_path: Path) -> None:
    done = newslint(tmp_path / "news" / NAME, "--output-format", "gitlab")

    assert {item["location"]["path"] for item in json.loads(done.stdout)} == {f"news/{NAME}"}


def test_junit_is_read_by_a_junit_parser(newslint: Command, articles: Path, tmp_path: Path) -> None:
    (tmp_path / "junit.xml").write_text(output(newslint, "junit"), encoding="utf-8")
    suites = {suite.name: suite for suite in junitparser.JUnitXml.fromfile(str(tmp_path / "junit.xml"))}

    (passed,) = suites["news/clean.txt"]
    assert passed.is_passed
    failed = [case for suite in suites.values() for case in suite if not case.is_passed]
    assert sum(suite.failures for suite in suites.values()) == len(failed) == len(findings(newslint))
    for suite in suites.values():
        assert len({case.name for case in suite}) == len(suite)
    assert any("'untill' should be 'until'." in case.result[0].message for case in failed)


def test_rdjson_counts_bytes(newslint: Command, articles: Path) -> None:
    report = json.loads(output(newslint, "rdjson"))

    validate(report, SCHEMAS / "rdjson.json")
    lines = (articles / NAME).read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    slips = [
        d["location"]["range"]
        for d in report["diagnostics"]
        if d["location"]["path"].endswith(NAME) and d["code"]["value"] == "misspelling"
    ]
    assert len(slips) == 6
    for place in slips:
        start, end = place["start"], place["end"]
        assert lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1] == b"untill"


def test_rdjson_suggestions_make_the_safe_fixes(newslint: Command, articles: Path) -> None:
    (articles / "one.txt").write_text("“Wait” untill dawn.\n")
    (diagnostic,) = json.loads(newslint("news/one.txt", "--output-format", "rdjson").stdout)["diagnostics"]
    (suggestion,) = diagnostic["suggestions"]

    line = (articles / "one.txt").read_bytes()
    start, end = (suggestion["range"][key]["column"] - 1 for key in ("start", "end"))
    assert line[:start] + suggestion["text"].encode() + line[end:] == "“Wait” until dawn.\n".encode()


def test_sarif_is_read_by_a_sarif_reader(newslint: Command, articles: Path) -> None:
    text = output(newslint, "sarif")
    log = pysarif.load_from_json(text)

    validate(json.loads(text), SCHEMAS / "sarif.json")
    (run,) = log.runs
    assert run.column_kind == "unicodeCodePoints"
    assert len(run.results) == len(findings(newslint))
    assert all(run.tool.driver.rules[r.rule_index].id == r.rule_id for r in run.results)
    title = next(r for r in run.results if r.rule_id == "repeated-title" and r.related_locations)
    assert title.related_locations[0].physical_location.region.start_line == 1


def test_sarif_names_a_file_outside_the_repository_by_its_whole_uri(newslint: Command, articles: Path) -> None:
    (articles / "here").mkdir()
    done = newslint("check", "--output-format", "sarif", articles / NAME, cwd=articles / "here")
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in json.loads(done.stdout)["runs"][0]["results"]
    }

    assert uris == {(articles / NAME).as_uri()}


def test_sarif_fingerprints_stay_when_lines_move_and_tell_equal_artifacts_apart(
    newslint: Command, tmp_path: Path
) -> None:
    def marks(text: str) -> list[str]:
        (tmp_path / "a.txt").write_text(text)
        done = newslint("a.txt", "--select", "misspelling", "--output-format", "sarif")
        (run,) = json.loads(done.stdout)["runs"]
        return [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]

    before = marks("They waited untill dawn.\nThey waited untill dawn.\n")

    assert len(set(before)) == 2
    assert marks("The ferry left early.\n\nThey waited untill dawn.\nThey waited untill dawn.\n") == before


def test_sarif_says_how_sure_a_rule_is(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "no-very.toml").write_text(
        'summary = "s"\nwhy = "w"\nmessage = "m"\npattern = \'\\bvery\\b\'\nmeasured = {precision = 0.96}\n'
        '[[bad]]\ntext = "⟦very⟧ ``` x"\n[[good]]\ntext = "x"\n'
    )
    (tmp_path / "newslint.toml").write_text('packs = ["house"]\nselect = ["no-very"]\n')
    (tmp_path / "a.txt").write_text("A very long wait.\n")

    (run,) = json.loads(newslint("a.txt", "--output-format", "sarif").stdout)["runs"]
    (rule,) = run["tool"]["driver"]["rules"]

    assert rule["properties"]["precision"] == "high"
    assert "````text\n⟦very⟧ ``` x\n````" in rule["help"]["markdown"]


def test_sarif_keeps_to_what_code_scanning_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    from io import StringIO

    import newslint
    from newslint.report import FileReport, Look, sarif

    monkeypatch.setattr(sarif, "RESULTS", 2)
    config = {"select": ["misspelling"], "rules": {"misspelling": {"severity": "info"}}}
    mild = newslint.check("untill\n" * 3, config=config)
    bad = newslint.check("recieved\n")
    out = StringIO()
    files = [
        FileReport("a", newslint.Article("untill\n" * 3), mild),
        FileReport("b", newslint.Article("recieved\n"), bad),
    ]
    sarif.write(files, out, Look())
    (run,) = json.loads(out.getvalue())["runs"]

    assert [r["level"] for r in run["results"]] == ["note", "warning"]
    assert "2 findings" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


def test_dolma_has_a_row_a_file_and_its_cuts_are_the_fixers(newslint: Command, articles: Path) -> None:
    unused = '[[ignore]]\nrule = "misspelling"\npath = "clean.txt"\nreason = "a finding that is no article"\n'
    (articles / "newslint-ignore.toml").write_text(unused)
    rows = [json.loads(line) for line in output(newslint, "dolma").splitlines()]

    for row in rows:
        validate(row, SCHEMAS / "dolma.json")
    paths = sorted(f"news/{path.name}" for path in articles.glob("*.txt"))
    assert [row["id"] for row in rows] == paths
    (articles / "two.txt").write_text(f"{TITLE}\n\nA lede.\n\n{TITLE}\n\nFares on the ferry will rise.\n")
    only = ("--select", "repeated-title")
    (row,) = [json.loads(newslint("news/two.txt", "--output-format", "dolma", *only).stdout)]
    text = (articles / "two.txt").read_text()
    for start, end, _ in reversed(row["attributes"]["newslint__cut"]):
        text = text[:start] + text[end:]
    newslint("news/two.txt", "--fix", *only)
    assert text == (articles / "two.txt").read_text()


def test_github_annotates_the_worst_ten_and_summarizes_all(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "newslint.toml").write_text('[rules.repeated-title]\nseverity = "error"\n')
    title = "Fares <img src=x> | rise"
    (tmp_path / "a|b.txt").write_text("".join(f"Number {n} waited for them untill dawn.\n" for n in range(14)))
    (tmp_path / "b.txt").write_text(f"{title}\n\nA lede that says it.\n\n{title}\n\nFares on the ferry will rise.\n")
    page = tmp_path / "page.md"

    only = ("--select", "misspelling,repeated-title")
    lines = newslint(".", "--output-format", "github", *only, GITHUB_STEP_SUMMARY=str(page)).stdout.splitlines()

    assert lines[0].startswith("::error title=newslint (repeated-title),file=b.txt,")
    assert [line[:9] for line in lines[1:-1]] == ["::warning"] * 10
    assert lines[-1] == "newslint: 4 more findings are not annotated; the job summary has them all"
    summary = page.read_text()
    assert "### newslint: 15 findings in 2 articles" in summary
    assert "| misspelling | warning | 14 | 1 |" in summary
    tokens = MarkdownIt("commonmark").enable("table").parse(summary)
    cells = ["".join(part.content for part in token.children) for token in tokens if token.children]
    assert any(cell.startswith("a|b.txt:14:") for cell in cells)
    assert "| rise" not in summary
    assert sum(token.type == "tr_open" for token in tokens) == 1 + 2 + 1 + 15
    assert [t.content.strip() for t in tokens if t.type.startswith("html")] == [
        "<details><summary>All findings</summary>",
        "</details>",
    ]


def test_grouped_names_each_file_once(newslint: Command, articles: Path) -> None:
    lines = output(newslint, "grouped").splitlines()

    assert lines.count("news/003_c5ccbac007a06862.txt") == 1
    assert "news/clean.txt" not in lines
    assert any(line.endswith("misspelling        'untill' should be 'until'. (--fix)") for line in lines)
