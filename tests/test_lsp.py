"""The language server, driven by the client of pygls in a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

pytest.importorskip("pygls", reason="needs the extra 'lsp'")

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

#: Two astral characters before the slip: UTF-16 counts each as two.
BAD = "The 😀😀 ferry waited untill dawn.\n\nThe crew slept.\n\nNobody saw it untill noon.\n"
UNTIL = lsp.Range(lsp.Position(0, 22), lsp.Position(0, 28))


class Editor:
    """An editor with one article open."""

    def __init__(self, client: LanguageClient, path: Path) -> None:
        self.client = client
        self.uri = path.as_uri()
        self.shown: asyncio.Queue[list[lsp.Diagnostic]] = asyncio.Queue()
        self.server: lsp.InitializeResult
        self._version = 0

    async def start(self, encodings: list[str] | None = None) -> None:
        general = lsp.GeneralClientCapabilities(position_encodings=encodings)  # type: ignore[arg-type]
        capabilities = lsp.ClientCapabilities(general=general)
        self.server = await self.client.initialize_async(lsp.InitializeParams(capabilities=capabilities))
        self.client.initialized(lsp.InitializedParams())

    async def open(self, text: str) -> list[lsp.Diagnostic]:
        item = lsp.TextDocumentItem(self.uri, "plaintext", self._version, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return await self.next()

    async def type(self, text: str) -> list[lsp.Diagnostic]:
        self._version += 1
        document = lsp.VersionedTextDocumentIdentifier(version=self._version, uri=self.uri)
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))
        return await self.next()

    async def next(self) -> list[lsp.Diagnostic]:
        return await asyncio.wait_for(self.shown.get(), 30)

    async def actions(self, where: lsp.Range, *only: str) -> list[lsp.CodeAction]:
        context = lsp.CodeActionContext(diagnostics=[], only=list(only) or None)  # type: ignore[arg-type]
        params = lsp.CodeActionParams(lsp.TextDocumentIdentifier(self.uri), where, context)
        return [
            a for a in await self.client.text_document_code_action_async(params) or [] if not isinstance(a, lsp.Command)
        ]


Session = Callable[[Editor], Awaitable[Any]]


@pytest.fixture
def session(tmp_path: Path) -> Callable[[Session], Any]:
    """Run what an editor does against a new server."""

    async def run(steps: Session) -> Any:
        client = LanguageClient("test", "1")
        editor = Editor(client, tmp_path / "a.txt")

        @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: lsp.PublishDiagnosticsParams) -> None:
            editor.shown.put_nowait(list(params.diagnostics))

        env = os.environ | {"PYTHONPATH": str(ROOT)}
        await client.start_io(sys.executable, "-m", "newslint", "lsp", cwd=tmp_path, env=env)
        try:
            return await asyncio.wait_for(steps(editor), 60)
        finally:
            await asyncio.wait_for(client.shutdown_async(None), 10)
            client.exit(None)
            await client.stop()

    return lambda steps: asyncio.run(run(steps))


def applied(text: str, action: lsp.CodeAction, uri: str) -> str:
    """The text with an action's edits made, by UTF-16 positions, from the last to the first."""
    assert action.edit
    assert action.edit.changes
    lines = text.split("\n")
    for edit in sorted(action.edit.changes[uri], key=lambda e: e.range.start, reverse=True):
        first, last = edit.range.start, edit.range.end
        head = lines[first.line].encode("utf-16-le")[: 2 * first.character].decode("utf-16-le")
        tail = lines[last.line].encode("utf-16-le")[2 * last.character :].decode("utf-16-le")
        lines[first.line : last.line + 1] = (head + edit.new_text + tail).split("\n")
    return "\n".join(lines)


def test_findings_are_shown_in_utf_16_and_go_as_one_types(session: Callable[[Session], Any]) -> None:
    async def steps(editor: Editor) -> None:
        await editor.start()
        first = await editor.open(BAD)
        assert (first[0].code, first[0].range) == ("misspelling", UNTIL)
        assert (first[0].source, first[0].severity) == ("newslint", lsp.DiagnosticSeverity.Warning)
        assert len(first) == 2

        assert len(await editor.type(BAD.replace("untill dawn", "until dawn"))) == 1
        assert await editor.type("All was well.\n") == []

    session(steps)


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 26), ("utf-32", 20)])
def test_an_editor_may_ask_for_other_units(session: Callable[[Session], Any], encoding: str, column: int) -> None:
    async def steps(editor: Editor) -> None:
        await editor.start([encoding])
        assert editor.server.capabilities.position_encoding == encoding
        assert (await editor.open(BAD))[0].range.start == lsp.Position(0, column)

    session(steps)


def test_hover_shows_the_rule_s_page(session: Callable[[Session], Any]) -> None:
    async def steps(editor: Editor) -> None:
        await editor.start()
        await editor.open(BAD)
        for character, hit in ((25, True), (3, False)):
            at = lsp.HoverParams(lsp.TextDocumentIdentifier(editor.uri), lsp.Position(0, character))
            found = await editor.client.text_document_hover_async(at)
            assert bool(found) == hit
            if found:
                assert isinstance(found.contents, lsp.MarkupContent)
                assert "**misspelling**: 'untill' should be 'until'." in found.contents.value
                assert "**Fix:** Made by `--fix`." in found.contents.value

    session(steps)


def test_a_quick_fix_mends_its_finding_alone_and_fix_all_every_one(session: Callable[[Session], Any]) -> None:
    async def steps(editor: Editor) -> None:
        await editor.start()
        await editor.open(BAD)
        (quick,) = await editor.actions(UNTIL, "quickfix")
        assert quick.is_preferred
        assert applied(BAD, quick, editor.uri) == BAD.replace("untill dawn", "until dawn")

        (every,) = await editor.actions(lsp.Range(lsp.Position(2, 0), lsp.Position(2, 0)), "source.fixAll")
        assert applied(BAD, every, editor.uri) == BAD.replace("untill", "until")
        assert await editor.actions(lsp.Range(lsp.Position(2, 0), lsp.Position(2, 0)), "quickfix") == []

    session(steps)


def test_settings_are_read_again_when_they_change(session: Callable[[Session], Any], tmp_path: Path) -> None:
    async def steps(editor: Editor) -> None:
        await editor.start()
        assert len(await editor.open(BAD)) == 2
        (tmp_path / "newslint.toml").write_text('ignore = ["misspelling"]\n')
        assert await editor.type(BAD + "\nMore.\n") == []
        (tmp_path / "newslint.toml").write_text("ignore = [\n")
        assert await editor.type(BAD) == []
        (tmp_path / "newslint.toml").unlink()
        assert len(await editor.type(BAD + "\nEven more.\n")) == 2

    session(steps)
