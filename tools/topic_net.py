"""Learn the networks behind the trees of the family ``topic`` (newslint/topic/net.py); needs torch, to build only."""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from newslint.topic.net import FAR, MOST

#: Hidden units of each layer, networks that are averaged.
HIDDEN, MEMBERS = (64, 32), 3
EPOCHS, BATCH, RATE, DECAY, DROP = 15, 1024, 3e-3, 1e-3, 0.2
#: Smallest spread of a feature: one that hardly varies says little.
LEAST = 1e-3


class Nets:
    """Networks of one shape, and the centre and spread of what they are asked."""

    def __init__(self, rows: np.ndarray) -> None:
        squeezed = _squeezed(rows)
        self.center, self.spread = squeezed.mean(0).round(4), (squeezed.std(0) + LEAST).round(4)
        self.members: list[torch.nn.Sequential] = []

    def fit(self, rows: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> Nets:
        """Learn each member from its own first weights and order of rows."""
        torch.set_num_threads(1)
        data = [self._scaled(rows), *(torch.from_numpy(x.astype("float32")) for x in (labels, weights))]
        self.members = [_learnt(seed, *data) for seed in range(MEMBERS)]
        return self

    def predict(self, rows: np.ndarray) -> np.ndarray:
        """Mean log odds of each row."""
        with torch.no_grad():
            scaled = self._scaled(rows)
            return (sum(member(scaled)[:, 0] for member in self.members) / len(self.members)).numpy()

    def data(self) -> dict[str, Any]:
        """What the rule's file holds of them."""
        members = [[_layer(part) for part in member if isinstance(part, torch.nn.Linear)] for member in self.members]
        return {"center": self.center.tolist(), "spread": self.spread.tolist(), "members": members}

    def _scaled(self, rows: np.ndarray) -> torch.Tensor:
        scaled = np.clip((_squeezed(rows) - self.center) / self.spread, -FAR, FAR)
        return torch.from_numpy(scaled.astype("float32"))


def _squeezed(rows: np.ndarray) -> np.ndarray:
    return np.sign(rows) * np.log1p(np.abs(rows))


def _learnt(seed: int, rows: torch.Tensor, labels: torch.Tensor, weights: torch.Tensor) -> torch.nn.Sequential:
    torch.manual_seed(seed)
    hidden = [
        part
        for n, m in pairwise((rows.shape[1], *HIDDEN))
        for part in (torch.nn.Linear(n, m), torch.nn.ReLU(), torch.nn.Dropout(DROP))
    ]
    net = torch.nn.Sequential(*hidden, torch.nn.Linear(HIDDEN[-1], 1))
    steps = EPOCHS * (len(rows) // BATCH)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(rows))[: len(rows) // BATCH * BATCH].split(BATCH):
            odds = net(rows[batch])[:, 0]
            losses = functional.binary_cross_entropy_with_logits(odds, labels[batch], reduction="none")
            optimizer.zero_grad()
            (losses * weights[batch]).mean().backward()
            optimizer.step()
            schedule.step()
    for layer in net:
        if isinstance(layer, torch.nn.Linear):
            _round(layer)
    return net.eval()


def _round(layer: torch.nn.Linear) -> None:
    """Let it weigh as the file will."""
    data = _layer(layer)
    rows = np.frombuffer(a2b_base64(data["rows"]), "int8").reshape(-1, data["width"]) * data["unit"]
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(rows[:, :-1]))
        layer.bias.copy_(torch.from_numpy(rows[:, -1]))


def _layer(layer: torch.nn.Linear) -> dict[str, Any]:
    """Weights and, last, the bias of each output, as signed bytes in a unit of the layer's own."""
    both = torch.cat([layer.weight, layer.bias[:, None]], 1).detach().numpy()
    unit = float(f"{np.abs(both).max() / MOST:.4g}")
    rows = np.rint(both / unit).clip(-MOST, MOST).astype("int8").tobytes()
    return {"unit": unit, "width": both.shape[1], "rows": b2a_base64(rows, newline=False).decode()}
