"""Train rules/spelling/confused-word-net.bin: the second and third opinion on a word that a classifier suspects.

usage: python -m tools.train_confusion_net FREE_TEXT.jsonl.xz

Source: the free text (US government works, public domain; OpenStax books, CC BY 4.0) and nothing else. Two recurrent
networks read towards a gap and learn to name whatever word was in it (context2vec, Melamud and others 2016), which
teaches what words are alike. A feed-forward network, which reads each word at its place, learns the same with the
vectors of words that they found, and so do two wider recurrent networks, which begin elsewhere and err elsewhere. Then
all learn which word of a set it was, the feed-forward one without forgetting the rest, as it also judges what a
misspelled word was meant to be. One paragraph in 20 is held out, and the error on it is shown
by set. What is stored is rounded to 8 bits; ``newslint/detectors/opinion.py`` and ``recurrent.py`` say how. Needs
numpy and torch; an hour on one core.
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
from newslint.detectors.confusionsets import WIDEST, ConfusionSet, load_sets
from newslint.detectors.opinion import SIDE
from tools.free_text import paragraphs
from tools.train_confusions import contexts

OUT = Path(__file__).parents[1] / "rules" / "spelling" / "confused-word-net.bin"
#: Sizes of a word's vector; of the feed-forward network's layers; of the recurrent ones' states and the layer above.
WORD, WIDE, JOINT, STATE, MEETING = 64, 192, 128, 64, 96
#: Of the wider ones' states; their passes over the rows, and over the examples.
WIDER, WIDER_ROW_PASSES, WIDER_PASSES = 96, 1, 2
DROPOUT = 0.1
#: One word in so many is read as if it were unknown, so that the networks learn what to make of one.
UNKNOWN = 33
#: Examples of one word of a set; paragraphs of which one is held out.
MOST, HELD = 60_000, 20
#: A word more frequent than this is guessed less often: the square root of how much more. Words guessed against.
FREQUENT, AGAINST = 2e-4, 512
#: Pre-training of the recurrent networks: words in a row, rows in a step, passes, learning rate.
LENGTH, ROWS, ROW_PASSES, ROW_RATE = 32, 128, 3, 4e-3
#: Of the feed-forward one: gaps in a step, passes, learning rate.
GAPS, PASSES, RATE = 2048, 2, 3e-3
#: Fine-tuning: examples in a step, passes, learning rate.
EXAMPLES, TUNE_PASSES, TUNE_RATE = 1024, 3, 2e-3
#: In every so many of its steps words are named besides, which counts so much.
SELDOM, NAMING = 3, 0.3


class Recurrent(nn.Module):
    """What stands in a gap, as a vector [gaps, MEETING], read word by word from both sides."""

    width = MEETING

    def __init__(self, vocabulary: int, state: int = STATE) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WORD)
        nn.init.normal_(self.words.weight, std=0.2)
        self.left = nn.GRU(WORD, state, batch_first=True)
        self.right = nn.GRU(WORD, state, batch_first=True)
        self.meeting = nn.Linear(2 * state, MEETING)
        self.drop = nn.Dropout(DROPOUT)

    def meet(self, left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
        """The gap's vector, from both networks' states."""
        return self.drop(torch.relu(self.meeting(self.drop(torch.cat([left, right], -1)))))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Of contexts [gaps, 2 * SIDE]."""
        vectors = self.drop(self.words(ids))
        _, left = self.left(vectors[:, :SIDE])
        _, right = self.right(vectors[:, SIDE:].flip(1))
        return self.meet(left[0], right[0])

    def every_gap(self, ids: torch.Tensor) -> torch.Tensor:
        """Of running text [rows, LENGTH], for each word but the first and the last."""
        vectors = self.drop(self.words(ids))
        left, _ = self.left(vectors)
        right = self.right(vectors.flip(1))[0].flip(1)
        return self.meet(left[:, :-2], right[:, 2:])


class Reader(nn.Module):
    """What stands in a gap, as a vector [gaps, JOINT], from the ids of the words on both sides [gaps, 2 * SIDE]."""

    width = JOINT

    def __init__(self, words: torch.Tensor) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(words)
        self.wide = nn.Linear(2 * SIDE * WORD, WIDE)
        self.joint = nn.Linear(WIDE, JOINT)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """The gaps' vectors."""
        wide = self.drop(torch.relu(self.wide(self.drop(self.words(ids)).flatten(1))))
        return self.drop(torch.relu(self.joint(wide)))


class Chooser(nn.Module):
    """The vector and the bias of each word that may stand in a gap."""

    def __init__(self, words: int, width: int) -> None:
        super().__init__()
        self.vectors = nn.Embedding(words, width)
        self.biases = nn.Embedding(words, 1)
        nn.init.normal_(self.vectors.weight, std=0.05)
        nn.init.zeros_(self.biases.weight)

    def forward(self, gaps: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        """How well each of the words [gaps, n] fits its gap."""
        return (self.vectors(words) @ gaps[:, :, None])[:, :, 0] + self.biases(words)[:, :, 0]


class Namer(nn.Module):
    """Turns a gap's vector into one like those of the words that fit; ``biases``: how common each is."""

    def __init__(self, vocabulary: int, width: int) -> None:
        super().__init__()
        self.turn = nn.Linear(width, WORD)
        self.biases = nn.Embedding(vocabulary, 1)
        nn.init.zeros_(self.biases.weight)


class Names:
    """The loss of naming words against others drawn by frequency (a sampled softmax)."""

    def __init__(self, text: torch.Tensor, vocabulary: int) -> None:
        seen = torch.bincount(text.int(), minlength=vocabulary).float()
        seen[cx.EDGE] = 0
        self.keep = (FREQUENT * len(text) / seen).sqrt()
        self.keep[cx.EDGE] = 0
        self.drawn = seen**0.6 / (seen**0.6).sum()
        self.expected = (self.drawn * AGAINST + 1e-9).log()

    def loss(self, gaps: torch.Tensor, words: torch.Tensor, namer: Namer, vectors: torch.Tensor) -> torch.Tensor:
        """Of the words in the gaps."""
        meant = namer.turn(gaps)
        others = torch.multinomial(self.drawn, AGAINST)
        right = (meant * vectors[words]).sum(1) + namer.biases(words)[:, 0] - self.expected[words]
        wrong = meant @ vectors[others].T + namer.biases(others)[:, 0] - self.expected[others]
        wrong = wrong.masked_fill(others == words[:, None], -1e9)
        return (torch.logsumexp(torch.cat([right[:, None], wrong], 1), 1) - right).mean()


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


def guess_in_rows(
    reader: Recurrent, namer: Namer, text: torch.Tensor, names: Names, unknown: torch.Tensor, passes: int = ROW_PASSES
) -> None:
    """Pre-train recurrent networks: every word of a row at once."""
    optimizer = torch.optim.Adam([p for p in (*reader.parameters(), *namer.parameters()) if p.requires_grad])
    rows = len(text) // LENGTH - 1
    steps, total = rows // ROWS, 0.0
    for step in range(passes * steps):
        if step % steps == 0:
            shift, order = random.randrange(LENGTH), torch.randperm(rows)
        ids = text[order[step % steps * ROWS :][:ROWS, None] * LENGTH + shift + torch.arange(LENGTH)].long()
        words = ids[:, 1:-1]
        asked = torch.rand(words.shape) < names.keep[words]
        gaps = reader.every_gap(forget(ids, unknown))[asked]
        loss = names.loss(gaps, words[asked], namer, reader.words.weight)
        descend(optimizer, loss, ROW_RATE, step / (passes * steps))
        total += loss.item()
        if step % 500 == 499:
            print(f"pre-training in rows, {step + 1} of {passes * steps}: loss {total / 500:.3f}", flush=True)
            total = 0.0


class Gaps:
    """Draws gaps to be named from running text: a frequent word seldom."""

    def __init__(self, text: torch.Tensor, names: Names, unknown: torch.Tensor) -> None:
        self.text, self.names, self.unknown = text, names, unknown
        self.places = torch.zeros(0, dtype=torch.long)

    def draw(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Contexts [GAPS, 2 * SIDE], a few of their words unknown, and the words that stood there."""
        if len(self.places) < GAPS:
            asked = torch.rand(len(self.text)) < self.names.keep[self.text.int()]
            asked[:SIDE] = asked[-SIDE:] = False
            places = asked.nonzero()[:, 0]
            self.places = places[torch.randperm(len(places))]
        at, self.places = self.places[:GAPS], self.places[GAPS:]
        return forget(around(self.text, at), self.unknown), self.text[at].long()

    def loss(self, reader: Reader, namer: Namer) -> torch.Tensor:
        """Of naming what stood in some gaps."""
        ids, words = self.draw()
        return self.names.loss(reader(ids), words, namer, reader.words.weight)


def guess(reader: Reader, namer: Namer, gaps: Gaps) -> None:
    """Pre-train the feed-forward network."""
    optimizer = torch.optim.Adam([*reader.wide.parameters(), *reader.joint.parameters(), *namer.parameters()])
    gaps.draw()
    steps, total = PASSES * len(gaps.places) // GAPS, 0.0
    for step in range(steps):
        loss = gaps.loss(reader, namer)
        descend(optimizer, loss, RATE, step / steps)
        total += loss.item()
        if step % 500 == 499:
            print(f"pre-training, {step + 1} of {steps}: loss {total / 500:.3f}", flush=True)
            total = 0.0


class Examples:
    """Contexts of the sets' words: ids [n, 2 * SIDE], number of the set, place of the word in it."""

    def __init__(self, texts: list[str], sets: list[ConfusionSet], unknown: torch.Tensor) -> None:
        self.unknown = unknown
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
    reader: Reader | Recurrent, chooser: Chooser, ids: torch.Tensor, groups: torch.Tensor, outside: torch.Tensor
) -> torch.Tensor:
    """How well each word of its set fits each gap [gaps, WIDEST]; ``outside``: -inf where a set has no such word."""
    words = groups[:, None] * WIDEST + torch.arange(WIDEST)
    return chooser(reader(ids), words) + outside[groups]


def choose(
    reader: Reader | Recurrent,
    chooser: Chooser,
    taught: Examples,
    outside: torch.Tensor,
    kept: tuple[Gaps, Namer] | None = None,
    passes: int = TUNE_PASSES,
) -> None:
    """Fine-tune: which word of the set it was, and to name any word as before if that must be ``kept``."""
    learnt = [weight for name, weight in reader.named_parameters() if name != "words.weight"]
    namers = kept[1].parameters() if kept else ()
    optimizer = torch.optim.Adam([*learnt, *chooser.parameters(), *namers])
    steps = len(taught.ids) // EXAMPLES
    for epoch in range(passes):
        order, total = torch.randperm(len(taught.ids)), 0.0
        for step in range(steps):
            rows = order[step * EXAMPLES : (step + 1) * EXAMPLES]
            ids = forget(taught.ids[rows].long(), taught.unknown)
            loss = functional.cross_entropy(odds(reader, chooser, ids, taught.sets[rows], outside), taught.words[rows])
            total += loss.item()
            if kept and isinstance(reader, Reader) and step % SELDOM == 0:
                loss = loss + NAMING * kept[0].loss(reader, kept[1])
            descend(optimizer, loss, TUNE_RATE, (epoch + step / steps) / passes)
        print(f"fine-tuning {epoch + 1} of {passes}: loss {total / steps:.4f}", flush=True)


def start(
    chooser: Chooser, namer: Namer, vectors: torch.Tensor, sets: list[ConfusionSet], vocabulary: dict[str, int]
) -> None:
    """Begin with the vectors that the sets' words had when any word could be named."""
    with torch.no_grad():
        for s in sets:
            for i, word in enumerate(s.words):
                if word in vocabulary:
                    row, number = (s.number - 1) * WIDEST + i, vocabulary[word]
                    chooser.vectors.weight[row] = vectors[number] @ namer.turn.weight
                    chooser.biases.weight[row] = namer.biases.weight[number] + vectors[number] @ namer.turn.bias


def quantize(values: np.ndarray) -> tuple[bytes, float]:
    """As bytes from 1 to 255 (128 is zero), and how many of its steps make one."""
    scale = 127 / float(np.abs(values).max())
    return (np.rint(values * scale) + 128).astype(np.uint8).tobytes(), scale


def pack(reader: Reader, chooser: Chooser, namer: Namer, pairs: dict[str, tuple[Recurrent, Chooser]]) -> bytes:
    """A line of JSON with sizes, scales and biases; then the matrices as bytes, each the way it is multiplied."""
    tables = {"words": reader.words.weight, "wide": reader.wide.weight.T, "joint": reader.joint.weight.T}
    tables |= {"chosen": chooser.vectors.weight, "turn": namer.turn.weight.T, "commonness": namer.biases.weight}
    biases = {"wide": reader.wide.bias, "joint": reader.joint.bias, "turn": namer.turn.bias}
    biases["chosen"] = chooser.biases.weight[:, 0]
    for prefix, (recurrent, preferring) in pairs.items():
        tables |= {f"{prefix}meeting": recurrent.meeting.weight.T, f"{prefix}preferred": preferring.vectors.weight}
        biases |= {f"{prefix}meeting": recurrent.meeting.bias, f"{prefix}preferred": preferring.biases.weight[:, 0]}
        for side, unit in ((f"{prefix}left", recurrent.left), (f"{prefix}right", recurrent.right)):
            tables |= {f"{side} input": unit.weight_ih_l0.T, f"{side} state": unit.weight_hh_l0.T}
            biases |= {f"{side} input": unit.bias_ih_l0, f"{side} state": unit.bias_hh_l0}
    packed = {name: quantize(table.detach().numpy()) for name, table in tables.items()}
    head = {
        "shapes": {name: table.shape for name, table in tables.items()},
        "scales": {name: round(scale, 3) for name, (_, scale) in packed.items()},
        "biases": {name: [round(b, 4) for b in row.tolist()] for name, row in biases.items()},
    }
    return json.dumps(head).encode() + b"\n" + b"".join(raw for raw, _ in packed.values())


@torch.no_grad()
def report(
    reader: Reader | Recurrent,
    chooser: Chooser,
    held: Examples,
    sets: list[ConfusionSet],
    outside: torch.Tensor,
) -> None:
    """Print each set's error on the paragraphs held out."""
    reader.eval()
    for s in sets:
        rows = held.sets == s.number - 1
        if rows.any():
            scores = odds(reader, chooser, held.ids[rows].long(), held.sets[rows], outside)
            wrong = (scores.argmax(1) != held.words[rows]).float().mean()
            print(f"{type(reader).__name__}, {'/'.join(s.words)}: held-out error {wrong:.4f} of {int(rows.sum())}")


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
    text = running_text(kept, vocabulary)
    names = Names(text, len(classes))
    recurrent, row_namer = Recurrent(len(classes)), Namer(len(classes), MEETING)
    guess_in_rows(recurrent, row_namer, text, names, unknown)
    vectors = recurrent.words.weight.detach()
    wider, wider_namer = Recurrent(len(classes), WIDER), Namer(len(classes), MEETING)
    wider.words = nn.Embedding.from_pretrained(vectors)
    wider_namer.biases.load_state_dict(row_namer.biases.state_dict())
    guess_in_rows(wider, wider_namer, text, names, unknown, WIDER_ROW_PASSES)
    reader, namer, gaps = Reader(vectors), Namer(len(classes), JOINT), Gaps(text, names, unknown)
    namer.biases.load_state_dict(row_namer.biases.state_dict())
    guess(reader, namer, gaps)
    outside = torch.zeros(len(sets), WIDEST)
    for s in sets:
        outside[s.number - 1, len(s.words) :] = -1e9
    taught = Examples(kept, sets, unknown)
    held = Examples([text for i, text in enumerate(texts) if i // 50 % HELD == 0], sets, unknown)
    chooser, preferring = Chooser(WIDEST * len(sets), JOINT), Chooser(WIDEST * len(sets), MEETING)
    start(chooser, namer, vectors, sets, vocabulary)
    choose(reader, chooser, taught, outside, (gaps, namer))
    report(reader, chooser, held, sets, outside)
    start(preferring, row_namer, vectors, sets, vocabulary)
    choose(recurrent, preferring, taught, outside)
    report(recurrent, preferring, held, sets, outside)
    wider_preferring = Chooser(WIDEST * len(sets), MEETING)
    start(wider_preferring, wider_namer, vectors, sets, vocabulary)
    choose(wider, wider_preferring, taught, outside, passes=WIDER_PASSES)
    report(wider, wider_preferring, held, sets, outside)
    pairs = {"": (recurrent, preferring), "wider ": (wider, wider_preferring)}
    OUT.write_bytes(pack(reader, chooser, namer, pairs))


if __name__ == "__main__":
    main()
