"""Train rules/spelling/confused-word-net.bin: the second opinion on a word that the linear classifier suspects.

usage: python -m tools.train_confusion_net FREE_TEXT.jsonl.xz

Source: the free text (US government works, public domain; OpenStax books, CC BY 4.0) and nothing else. A feed-forward
network reads the words on both sides of a gap, each at its place. It first learns to name whatever word was in the
gap, which teaches it what words are alike, then which word of a set it was. One paragraph in 20 is held out, and the
error on it is shown by set. What is stored is rounded to 8 bits; ``newslint/detectors/opinion.py`` says how. Needs
numpy and torch; half an hour on one core.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from newslint.detectors import context as cx
from newslint.detectors.confusion import ConfusionSet, load_sets
from newslint.detectors.opinion import SIDE
from tools.free_text import paragraphs
from tools.train_confusions import contexts

OUT = Path(__file__).parents[1] / "rules" / "spelling" / "confused-word-net.bin"
#: Sizes of a word's vector, of the first hidden layer, of the second.
WORD, WIDE, JOINT = 40, 192, 128
DROPOUT = 0.1
#: One word in so many is read as if it were unknown, so that the networks learn what to make of one.
UNKNOWN = 33
#: Examples of one word of a set; paragraphs of which one is held out.
MOST, HELD = 60_000, 20
#: Pre-training: gaps in a step, words guessed against, passes, learning rate.
GAPS, AGAINST, PASSES, RATE = 2048, 512, 3, 3e-3
#: A word more frequent than this is guessed less often: the square root of how much more.
FREQUENT = 2e-4
#: Fine-tuning: examples in a step, passes, learning rate.
EXAMPLES, TUNE_PASSES, TUNE_RATE = 1024, 3, 2e-3
#: Most words in a set.
WIDEST = 3


class Reader(nn.Module):
    """What stands in a gap, as a vector [gaps, JOINT], from the ids of the words on both sides [gaps, 2 * SIDE]."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WORD)
        nn.init.normal_(self.words.weight, std=0.3)
        self.wide = nn.Linear(2 * SIDE * WORD, WIDE)
        self.joint = nn.Linear(WIDE, JOINT)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """The gaps' vectors."""
        wide = self.drop(torch.relu(self.wide(self.drop(self.words(ids)).flatten(1))))
        return self.drop(torch.relu(self.joint(wide)))


class Chooser(nn.Module):
    """The vector and the bias of each word that may stand in a gap."""

    def __init__(self, words: int) -> None:
        super().__init__()
        self.vectors = nn.Embedding(words, JOINT)
        self.biases = nn.Embedding(words, 1)
        nn.init.normal_(self.vectors.weight, std=0.05)
        nn.init.zeros_(self.biases.weight)

    def forward(self, gaps: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        """How well each of the words [gaps, n] fits its gap."""
        return (self.vectors(words) @ gaps[:, :, None])[:, :, 0] + self.biases(words)[:, :, 0]


def unknown_ids(vocabulary: dict[str, int], size: int) -> torch.Tensor:
    """For each id the one that the word would have if the vocabulary lacked it."""
    table = torch.arange(size)
    for word, number in vocabulary.items():
        table[number] = cx.EDGE if word == "\n" else cx.shape(word)
    return table


def forget(ids: torch.Tensor, unknown: torch.Tensor) -> torch.Tensor:
    """The same ids, some words of them unknown."""
    return torch.where(torch.rand(ids.shape) < 1 / UNKNOWN, unknown[ids], ids)


def running_text(texts: list[str], vocabulary: dict[str, int]) -> torch.Tensor:
    """The ids of all words in a row, an edge before each paragraph."""
    parts = [np.array([cx.EDGE, *cx.identify(cx.TOKEN.findall(text), vocabulary)], np.int16) for text in texts]
    return torch.from_numpy(np.concatenate([*parts, np.zeros(SIDE, np.int16)]))


def around(text: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """The ids on both sides of each place; beyond an edge there are only edges."""
    offsets = torch.cat([torch.arange(-SIDE, 0), torch.arange(1, SIDE + 1)])
    ids = text[places[:, None] + offsets].long()
    left, right = ids[:, :SIDE].flip(1), ids[:, SIDE:]
    return torch.cat([(left * (left != cx.EDGE).cumprod(1)).flip(1), right * (right != cx.EDGE).cumprod(1)], 1)


def descend(optimizer: torch.optim.Optimizer, loss: torch.Tensor, rate: float, done: float) -> None:
    """One step; its rate goes up for the first twentieth of the way, then down to a fiftieth."""
    for group in optimizer.param_groups:
        group["lr"] = rate * min(1, done * 20 + 1e-3) * max(0.02, 1 - done)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def guess(reader: Reader, chooser: Chooser, text: torch.Tensor, unknown: torch.Tensor) -> None:
    """Pre-train: name the word in the gap, against words drawn by frequency (a sampled softmax)."""
    seen = torch.bincount(text.int(), minlength=len(unknown)).float()
    seen[cx.EDGE] = 0
    keep = (FREQUENT * len(text) / seen).sqrt()
    keep[cx.EDGE] = 0
    drawn = seen**0.6 / (seen**0.6).sum()
    expected = (drawn * AGAINST + 1e-9).log()
    optimizer = torch.optim.Adam([*reader.parameters(), *chooser.parameters()])
    for done in range(PASSES):
        asked = torch.rand(len(text)) < keep[text.int()]
        asked[:SIDE] = False
        places = asked.nonzero()[:, 0]
        places = places[torch.randperm(len(places))]
        steps, total = len(places) // GAPS, 0.0
        for step in range(steps):
            at = places[step * GAPS : (step + 1) * GAPS]
            words, gaps = text[at].long(), reader(forget(around(text, at), unknown))
            others = torch.multinomial(drawn, AGAINST)
            right = chooser(gaps, words[:, None])[:, 0] - expected[words]
            wrong = gaps @ chooser.vectors(others).T + chooser.biases(others)[:, 0] - expected[others]
            wrong = wrong.masked_fill(others == words[:, None], -1e9)
            loss = (torch.logsumexp(torch.cat([right[:, None], wrong], 1), 1) - right).mean()
            descend(optimizer, loss, RATE, (done + step / steps) / PASSES)
            total += loss.item()
            if step % 500 == 499:
                print(f"pre-training {done + 1} of {PASSES}, {step + 1} of {steps}: loss {total / 500:.3f}", flush=True)
                total = 0.0


class Examples:
    """Contexts of the sets' words: ids [n, 2 * SIDE], number of the set, place of the word in it."""

    def __init__(self, texts: list[str], sets: list[ConfusionSet]) -> None:
        found: dict[str, list[list[int]]] = defaultdict(list)
        seen: dict[str, int] = defaultdict(int)
        rng = random.Random(0)
        for word, ids, _, _ in contexts(texts, {w for s in sets for w in s.words}, written_out=True, side=SIDE):
            seen[word] += 1
            if len(found[word]) < MOST:
                found[word].append(ids)
            elif (at := rng.randrange(seen[word])) < MOST:
                found[word][at] = ids
        parts = [(s.number - 1, i, found[w]) for s in sets for i, w in enumerate(s.words) if found[w]]
        self.ids = torch.from_numpy(np.concatenate([np.array(rows, np.int16) for _, _, rows in parts]))
        self.sets = torch.cat([torch.full((len(rows),), group) for group, _, rows in parts])
        self.words = torch.cat([torch.full((len(rows),), word) for _, word, rows in parts])


def odds(
    reader: Reader, chooser: Chooser, ids: torch.Tensor, groups: torch.Tensor, outside: torch.Tensor
) -> torch.Tensor:
    """How well each word of its set fits each gap [gaps, WIDEST]; ``outside``: -inf where a set has no such word."""
    words = groups[:, None] * WIDEST + torch.arange(WIDEST)
    return chooser(reader(ids), words) + outside[groups]


def choose(reader: Reader, chooser: Chooser, taught: Examples, outside: torch.Tensor, unknown: torch.Tensor) -> None:
    """Fine-tune: which word of the set it was."""
    optimizer = torch.optim.Adam([*reader.parameters(), *chooser.parameters()])
    steps = len(taught.ids) // EXAMPLES
    for epoch in range(TUNE_PASSES):
        order, total = torch.randperm(len(taught.ids)), 0.0
        for step in range(steps):
            rows = order[step * EXAMPLES : (step + 1) * EXAMPLES]
            ids = forget(taught.ids[rows].long(), unknown)
            loss = functional.cross_entropy(odds(reader, chooser, ids, taught.sets[rows], outside), taught.words[rows])
            descend(optimizer, loss, TUNE_RATE, (epoch + step / steps) / TUNE_PASSES)
            total += loss.item()
        print(f"fine-tuning {epoch + 1} of {TUNE_PASSES}: loss {total / steps:.4f}", flush=True)


def start(chooser: Chooser, named: Chooser, sets: list[ConfusionSet], vocabulary: dict[str, int]) -> None:
    """Begin with the vectors that the sets' words had when any word could be named."""
    with torch.no_grad():
        for s in sets:
            for i, word in enumerate(s.words):
                if word in vocabulary:
                    chooser.vectors.weight[(s.number - 1) * WIDEST + i] = named.vectors.weight[vocabulary[word]]
                    chooser.biases.weight[(s.number - 1) * WIDEST + i] = named.biases.weight[vocabulary[word]]


def quantize(values: np.ndarray) -> tuple[bytes, float]:
    """As bytes from 1 to 255 (128 is zero), and how many of its steps make one."""
    scale = 127 / float(np.abs(values).max())
    return (np.rint(values * scale) + 128).astype(np.uint8).tobytes(), scale


def pack(reader: Reader, chooser: Chooser) -> bytes:
    """A line of JSON with sizes, scales and biases; then the words' vectors and the columns of each layer, as bytes."""
    weights = {name: tensor.detach().numpy() for name, tensor in reader.named_parameters()}
    tables = {"words": weights["words.weight"], "wide": weights["wide.weight"].T, "joint": weights["joint.weight"].T}
    tables["chosen"] = chooser.vectors.weight.detach().numpy()
    biases = {layer: weights[f"{layer}.bias"] for layer in ("wide", "joint")}
    biases["chosen"] = chooser.biases.weight.detach().numpy()[:, 0]
    packed = {name: quantize(table) for name, table in tables.items()}
    head = {
        "shapes": {name: table.shape for name, table in tables.items()},
        "scales": {name: round(scale, 3) for name, (_, scale) in packed.items()},
        "biases": {name: [round(float(b), 4) for b in row] for name, row in biases.items()},
    }
    return json.dumps(head).encode() + b"\n" + b"".join(raw for raw, _ in packed.values())


@torch.no_grad()
def report(reader: Reader, chooser: Chooser, held: Examples, sets: list[ConfusionSet], outside: torch.Tensor) -> None:
    """Print each set's error on the paragraphs held out."""
    reader.eval()
    for s in sets:
        rows = held.sets == s.number - 1
        if rows.any():
            scores = odds(reader, chooser, held.ids[rows].long(), held.sets[rows], outside)
            wrong = (scores.argmax(1) != held.words[rows]).float().mean()
            print(f"{'/'.join(s.words)}: held-out error {wrong:.4f} of {int(rows.sum())}")


def main() -> None:
    """Read, pre-train, fine-tune, show, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("free_text", type=Path)
    torch.manual_seed(0)
    torch.set_num_threads(1)
    random.seed(0)
    texts = list(paragraphs(parser.parse_args().free_text))
    kept = [text for i, text in enumerate(texts) if i // 50 % HELD]
    vocabulary, classes = cx.load_classes()
    sets, unknown = load_sets(), unknown_ids(vocabulary, len(classes))
    reader, named, chooser = Reader(len(classes)), Chooser(len(classes)), Chooser(WIDEST * len(sets))
    guess(reader, named, running_text(kept, vocabulary), unknown)
    start(chooser, named, sets, vocabulary)
    outside = torch.zeros(len(sets), WIDEST)
    for s in sets:
        outside[s.number - 1, len(s.words) :] = -1e9
    choose(reader, chooser, Examples(kept, sets), outside, unknown)
    held = Examples([text for i, text in enumerate(texts) if i // 50 % HELD == 0], sets)
    report(reader, chooser, held, sets, outside)
    OUT.write_bytes(pack(reader, chooser))


if __name__ == "__main__":
    main()
