"""Apache Spark: a table of articles in, the same table with its texts cleaned out.

Needs pyspark (``pip install 'newslint[spark]'``), and newslint installed where the executors run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from newslint.arrow import process_batch
from newslint.config import Config, as_config
from newslint.errors import NewslintError
from newslint.records.fields import Fields
from newslint.records.manifest import settings_hash

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

#: The columns that can be added, as Spark writes their types.
TYPES = {
    "clean_text": "string",
    "findings": "array<struct<rule:string,severity:string,message:string,start:bigint,end:bigint,safety:string>>",
    "edits": "array<struct<start:bigint,end:bigint,text:string,rules:array<string>>>",
    "withheld": "string",
}


def clean(
    df: DataFrame,
    config: Config | Mapping[str, Any] | None = None,
    *,
    text_col: str = "text",
    title_col: str | None = None,
    add: Sequence[str] = (),
    unsafe_fixes: bool = False,
    isolate: bool = False,
) -> DataFrame:
    """The table with its texts cleaned; the arguments are those of :func:`newslint.arrow.process_batch`.

    Spark gives a job up whose task kills its process four times: ``isolate`` sets the article aside
    instead, and ``add=["withheld"]`` says which. An executor with another newslint or other rules than
    the driver fails the job (NewslintError) rather than mix two results.
    """
    from pyspark.sql.types import StructField, StructType, _parse_datatype_string

    settings = as_config(config)
    work = partial(
        process_batch,
        config=settings,
        text_col=text_col,
        title_col=title_col,
        add=tuple(add),
        unsafe_fixes=unsafe_fixes,
        isolate=isolate,
    )
    step = partial(_clean, work=work, settings=settings, seal=seal_here(settings))
    extra = [StructField(name, _parse_datatype_string(TYPES[name])) for name in add]
    return df.mapInArrow(step, StructType([*df.schema.fields, *extra]))


def _clean(
    batches: Iterator[pa.RecordBatch], work: Callable[[pa.RecordBatch], pa.RecordBatch], settings: Config, seal: str
) -> Iterator[pa.RecordBatch]:
    """What a task does on its executor."""
    check_seal(seal, settings)
    return map(work, batches)


def seal_here(settings: Config | None = None) -> str:
    """What must be the same on the driver and on every executor: newslint, its rules, the settings."""
    return settings_hash(settings or Config(), (), False, Fields())


def check_seal(seal: str, settings: Config | None = None) -> None:
    """Raises NewslintError on an executor that would work otherwise than the driver expects."""
    if seal_here(settings) != seal:
        raise NewslintError("this executor has another newslint, or other rules, than the driver")
