"""process_batch: the one function that every engine of tables calls (Spark, Ray, DuckDB, Polars, datasets).

Needs pyarrow (``pip install 'newslint[arrow]'``).
"""

from __future__ import annotations

import atexit
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pyarrow as pa

from newslint.arrowtypes import added_types, decode, encode_column, is_text
from newslint.config import Config, as_config
from newslint.edits import apply
from newslint.errors import NewslintError
from newslint.model import Result
from newslint.parallel import BATCH_TASKS, Batch, Pool
from newslint.records.fields import ADDABLE, Fields
from newslint.records.record import Cleaned, added
from newslint.work import Doc, Lost, Order, Outcome, Task, process


def process_batch(
    batch: pa.RecordBatch,
    config: Config | Mapping[str, Any] | None = None,
    *,
    text_col: str = "text",
    title_col: str | None = None,
    add: Sequence[str] = (),
    unsafe_fixes: bool = False,
    isolate: bool = False,
) -> pa.RecordBatch:
    """The batch with its texts cleaned: same rows, same order, all other columns as they are.

    ``config`` is a :class:`Config` or a table with the keys of ``newslint.toml``. ``add`` names columns
    to add: ``clean_text`` (the text itself then stays), ``findings``, ``edits`` and ``withheld``; their
    offsets are code points of the original text. A null text stays null. With ``isolate`` the work is
    done in a process beside, so that an article that kills its process costs only itself.

    What could not be done to a text is said in its ``withheld``; without that column it raises
    NewslintError, as do settings that cannot be used and a batch without such a column of texts.
    """
    _check(batch.schema, text_col, add)
    order = Order(as_config(config), fix=True, unsafe_fixes=unsafe_fixes).pack()
    texts = decode(batch.column(text_col))
    titles = decode(batch.column(title_col)) if title_col else [None] * len(texts)
    tasks = [
        (order, Doc(text, title=title)) for text, title in zip(texts, titles, strict=True) if isinstance(text, str)
    ]
    outcomes = iter(_isolated(tasks) if isolate else process(tasks))
    rows = [_row(text, next(outcomes) if isinstance(text, str) else None, add) for text in texts]
    return _rebuilt(batch, text_col, rows, Fields(add=tuple(add)))


def _check(schema: pa.Schema, text_col: str, add: Sequence[str]) -> None:
    if schema.names.count(text_col) != 1 or not is_text(schema.field(text_col).type):
        raise NewslintError(f"there is no column of texts '{text_col}' among {', '.join(schema.names)}")
    for name in add:
        if name not in ADDABLE:
            raise NewslintError(f"'{name}' is none of {', '.join(ADDABLE)}")
        if name in schema.names:
            raise NewslintError(f"there is a column '{name}' already")


def _row(text: Any, outcome: Outcome | None, add: Sequence[str]) -> Cleaned | None:
    """What became of a text; None for a null. Raises NewslintError on a failure that nothing would tell."""
    if text is None:
        return None
    reason = outcome.reason if isinstance(outcome, Lost) else "the text is not UTF-8" if outcome is None else ""
    if isinstance(outcome, Result) and outcome.failures:
        reason = "; ".join(("a rule broke", *outcome.failures))
    if reason and "withheld" not in add:
        raise NewslintError(f"{reason} (with the column 'withheld' this is said there, and the rest goes on)")
    if isinstance(outcome, Result):
        return Cleaned(apply(text, outcome.edits), outcome)
    return Cleaned(text if isinstance(text, str) else text.decode("utf-8", "replace"), Result("", withheld=reason))


def _rebuilt(batch: pa.RecordBatch, text_col: str, rows: list[Cleaned | None], fields: Fields) -> pa.RecordBatch:
    """The batch with its texts replaced or columns added."""
    changed = {i: row.text for i, row in enumerate(rows) if row is not None and row.result.edits}
    place = batch.schema.get_field_index(text_col)
    columns, names = list(batch.columns), list(batch.schema)
    if changed and "clean_text" not in fields.add:
        columns[place] = encode_column(batch.column(place), changed).combine_chunks()
    values = [added(fields, row) for row in rows] if fields.add else []
    for name in fields.add:
        columns.append(pa.array([value[name] for value in values], added_types()[name]))
        names.append(pa.field(name, added_types()[name]))
    return pa.RecordBatch.from_arrays(columns, schema=pa.schema(names, batch.schema.metadata))


def _isolated(tasks: Sequence[Task]) -> list[Outcome]:
    """The outcomes of tasks worked on in a process of their own."""
    pool = _pool()
    batches = [Batch(tasks[i : i + BATCH_TASKS]) for i in range(0, len(tasks), BATCH_TASKS)]
    for batch in batches:
        pool.submit(batch)
    while any(batch.outcomes is None for batch in batches):
        pool.advance()
    return [outcome for batch in batches for outcome in batch.outcomes or ()]


@cache
def _pool() -> Pool:
    """One process beside this one, for as long as this one lives."""
    pool = Pool(1)
    atexit.register(pool.end)
    return pool
