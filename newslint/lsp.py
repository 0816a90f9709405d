"""``newslint lsp``: findings, rule pages and fixes in an editor, over the Language Server Protocol.

https://microsoft.github.io/language-server-protocol/. Offsets here are code points; the editor's
positions are in the units it negotiated (UTF-16 unless it asks for others).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from newslint import __version__
from newslint.article import Article
from newslint.errors import NewslintError
from newslint.job import Job
from newslint.model import Edit, Finding, Result, Span
from newslint.report import FileReport
from newslint.rulepage import body
from newslint.run import Runner
from newslint.watch import State, deciding

#: Seconds without a keystroke after which an article is checked again.
PAUSE = 0.3
PAGES = "https://github.com/newslint/newslint/blob/main/docs/rules"
SEVERITY = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "info": lsp.DiagnosticSeverity.Information,
}
FIX_ALL = f"{lsp.CodeActionKind.SourceFixAll.value}.newslint"
WIDTH = {"utf-8": 1, "utf-16": 2, "utf-32": 4}


class Server(LanguageServer):
    """The server and what it knows: the last report of each open article, and the settings in force."""

    def __init__(self) -> None:
        super().__init__("newslint", __version__)
        self.reports: dict[str, FileReport] = {}
        self._runner: tuple[State, Runner] | None = None
        self._waiting: dict[str, asyncio.Task[None]] = {}

    def runner(self, path: Path) -> Runner:
        """The runner for an article: a new one whenever a settings file near it has changed."""
        files = deciding([path], [])
        if self._runner is None or self._runner[0] != files:
            self._runner = files, Runner(Job(paths=[path]))
        return self._runner[1]

    def check(self, uri: str) -> FileReport:
        """Check an open article as it stands in the editor, and show what is found."""
        document = self.workspace.get_text_document(uri)
        path = path_of(uri)
        article = Article(document.source, id=str(path))
        try:
            report = self.runner(path).check(article)
        except NewslintError as error:  # settings that cannot be used
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"newslint: {error}"))
            report = FileReport(str(path), article, ())
        self.reports[uri] = report
        found = [self.diagnostic(uri, report, f) for f in report.findings]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, document.version))
        return report

    def check_soon(self, uri: str) -> None:
        """Check when the typing pauses."""
        if uri in self._waiting:
            self._waiting[uri].cancel()
        self._waiting[uri] = asyncio.get_running_loop().create_task(self._check_later(uri))

    async def _check_later(self, uri: str) -> None:
        await asyncio.sleep(PAUSE)
        self.check(uri)

    def current(self, uri: str) -> FileReport:
        """The report of an article as it stands in the editor now."""
        report = self.reports.get(uri)
        if report is None or report.article.text != self.workspace.get_text_document(uri).source:
            return self.check(uri)
        return report

    def forget(self, uri: str) -> None:
        """The article was closed."""
        if task := self._waiting.pop(uri, None):
            task.cancel()
        self.reports.pop(uri, None)
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    def diagnostic(self, uri: str, report: FileReport, finding: Finding) -> lsp.Diagnostic:
        """A finding in the editor's terms."""
        related = [
            lsp.DiagnosticRelatedInformation(lsp.Location(uri, self.range(report.article, place)), "the other copy")
            for place in finding.related
        ]
        return lsp.Diagnostic(
            range=self.range(report.article, finding),
            message=finding.message,
            severity=SEVERITY[finding.severity],
            code=finding.rule,
            code_description=lsp.CodeDescription(f"{PAGES}/{finding.rule}.md"),
            source="newslint",
            tags=[lsp.DiagnosticTag.Unnecessary] if finding.removes else None,
            related_information=related or None,
        )

    def range(self, article: Article, place: Finding | Span | Edit) -> lsp.Range:
        """A span in the editor's units."""
        return lsp.Range(self.position(article, place.start), self.position(article, place.end))

    def position(self, article: Article, offset: int) -> lsp.Position:
        """An offset in the editor's units."""
        line, column = article.position(offset)
        unit = str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding) or "utf-16")
        before = article.text[offset - column + 1 : offset]
        codec = unit if unit == "utf-8" else f"{unit}-le"
        return lsp.Position(line - 1, len(before.encode(codec, "surrogatepass")) // WIDTH[unit])

    def edits(self, article: Article, edits: tuple[Edit, ...]) -> list[lsp.TextEdit]:
        """Edits in the editor's terms."""
        return [lsp.TextEdit(self.range(article, edit), edit.text) for edit in edits]

    def fixed(self, uri: str) -> Result:
        """The article with its safe fixes made."""
        return self.runner(path_of(uri)).preview(self.current(uri))


def path_of(uri: str) -> Path:
    """The path that a URI names; an article that was never saved counts as one in this folder."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return Path(Path(unquote(parts.path)).name or "untitled.txt")
    return Path(url2pathname(parts.path))


def serve() -> None:
    """Serve an editor over standard input and output until it goes."""
    make_server().start_io()


def make_server() -> Server:
    """The server with its features."""
    server = Server()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        server.check(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        server.check(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        server.check_soon(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        return _hover(server, params.text_document.uri, params.position)

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION,
        lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix, FIX_ALL]),
    )
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
        offered = (*_quick_fixes(server, params), *_fix_all(server, params.text_document.uri))
        return [a for a in offered if not only or any(_is_kind(a, kind) for kind in only)]

    return server


def _is_kind(action: lsp.CodeAction, kind: str) -> bool:
    own = str(getattr(action.kind, "value", action.kind))
    return own == kind or own.startswith(f"{kind}.")


def _hover(server: Server, uri: str, at: lsp.Position) -> lsp.Hover | None:
    """The page of the rule whose finding the pointer is on; of several, that of the shortest."""
    report = server.current(uri)
    under = [f for f in report.findings if _holds(server.range(report.article, f), at)]
    if not under:
        return None
    finding = min(under, key=lambda f: f.end - f.start)
    rules = {rule.name: rule for rule in server.runner(path_of(uri)).engine(path_of(uri))[0].rules}
    page = "\n".join((f"**{finding.rule}**: {finding.message}\n", *body(rules[finding.rule], 1)))
    content = lsp.MarkupContent(lsp.MarkupKind.Markdown, page)
    return lsp.Hover(content, server.range(report.article, finding))


def _holds(range_: lsp.Range, at: lsp.Position) -> bool:
    return range_.start <= at <= range_.end


def _quick_fixes(server: Server, params: lsp.CodeActionParams) -> Iterator[lsp.CodeAction]:
    """The fixes of the findings that the selection touches; safe ones are preferred."""
    uri = params.text_document.uri
    report = server.current(uri)
    for f in report.findings:
        place = server.range(report.article, f)
        if not f.edits or f.safety == "none" or place.end < params.range.start or params.range.end < place.start:
            continue
        what = "Cut this" if f.removes else "Replace with " + ", ".join(f"'{edit.text}'" for edit in f.edits)
        yield lsp.CodeAction(
            title=f"{what} ({f.rule}{'' if f.safety == 'safe' else ', unsafe'})",
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[server.diagnostic(uri, report, f)],
            is_preferred=f.safety == "safe",
            edit=lsp.WorkspaceEdit({uri: server.edits(report.article, f.edits)}),
        )


def _fix_all(server: Server, uri: str) -> Iterator[lsp.CodeAction]:
    report = server.current(uri)
    edits = server.fixed(uri).edits if report.findings else ()
    if edits:
        yield lsp.CodeAction(
            title="newslint: make all safe fixes",
            kind=FIX_ALL,
            edit=lsp.WorkspaceEdit({uri: server.edits(report.article, edits)}),
        )
