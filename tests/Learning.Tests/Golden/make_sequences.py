#!/usr/bin/python3
"""Makes the golden file of training with a target at each step, with PyTorch 1.13 (Debian 12: python3-torch).

Cells have one bias, and the GRU resets before the product, as in Keras (reset_after=False); PyTorch's own modules do neither, so the
cells are written out here and differentiated by autograd. One step an epoch, so that the losses are those of 20 steps.

Run: /usr/bin/python3 tests/Learning.Tests/Golden/make_sequences.py
"""
import json
import os

import torch
from torch.nn import functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
torch.manual_seed(20240611)
torch.set_num_threads(1)
EXAMPLES, STEPS, UNITS = 6, 7, 5


def gru(x, w, u, b):
    h, outputs = torch.zeros(x.shape[0], UNITS), []
    for step in range(STEPS):
        (xr, xz, xn), (ur, uz, un) = (x[:, step] @ w.t() + b).chunk(3, 1), u.chunk(3, 0)
        r, z = torch.sigmoid(xr + h @ ur.t()), torch.sigmoid(xz + h @ uz.t())
        n = torch.tanh(xn + (r * h) @ un.t())
        h = z * h + (1 - z) * n
        outputs.append(h)
    return torch.stack(outputs, 1)


def lstm(x, w, u, b):
    h, c, outputs = torch.zeros(x.shape[0], UNITS), torch.zeros(x.shape[0], UNITS), []
    for step in range(STEPS):
        i, f, g, o = (x[:, step] @ w.t() + b + h @ u.t()).chunk(4, 1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
        outputs.append(h)
    return torch.stack(outputs, 1)


def tensors(parameters):
    return {name: {"shape": list(p.shape), "data": [float(v) for v in p.detach().reshape(-1)]} for name, p in parameters.items()}


def case(name, layers, input_shape, parameters, forward, features, targets, loss):
    for parameter in parameters.values():
        parameter.requires_grad_(True)
    initial = tensors(parameters)
    optimizer, losses = torch.optim.Adam(parameters.values(), lr=0.01), []
    for _ in range(20):
        optimizer.zero_grad()
        value = loss(forward(features), targets)
        value.backward()
        optimizer.step()
        losses.append(float(value))
    outputs = forward(features)
    accuracy = float((outputs.argmax(-1) == targets).float().mean()) if targets.dtype == torch.int64 else None
    return {"name": name, "architecture": {"input": input_shape, "layers": layers}, "weights": initial, "trained": tensors(parameters),
            "features": [float(v) for v in features.reshape(-1)], "targets": [float(v) for v in targets.reshape(-1)],
            "losses": losses, "final_loss": float(loss(outputs, targets)), "accuracy": accuracy}


def classes():
    vocabulary, width = 9, 4
    p = {"embedding.weight": torch.randn(vocabulary, width) * 0.3,
         "gru.weight_ih_l0": torch.randn(3 * UNITS, width) * 0.4, "gru.weight_hh_l0": torch.randn(3 * UNITS, UNITS) * 0.4, "gru.bias_l0": torch.randn(3 * UNITS) * 0.1,
         "dense.weight": torch.randn(vocabulary, UNITS) * 0.4, "dense.bias": torch.randn(vocabulary) * 0.1}

    def forward(x):
        states = gru(p["embedding.weight"][x], p["gru.weight_ih_l0"], p["gru.weight_hh_l0"], p["gru.bias_l0"])
        return states @ p["dense.weight"].t() + p["dense.bias"]
    tokens = torch.randint(0, vocabulary, (EXAMPLES, STEPS + 1))
    return case("classes", [{"embedding": {"vocabulary": vocabulary, "units": width}}, {"gru": {"units": UNITS, "return_sequences": True}},
                            {"dense": {"units": vocabulary, "activation": "softmax"}}],
                [STEPS], p, forward, tokens[:, :-1], tokens[:, 1:], lambda x, t: F.cross_entropy(x.reshape(-1, vocabulary), t.reshape(-1)))


def values(name, last, shape):
    width = 2
    p = {"lstm.weight_ih_l0": torch.randn(4 * UNITS, width) * 0.4, "lstm.weight_hh_l0": torch.randn(4 * UNITS, UNITS) * 0.4, "lstm.bias_l0": torch.randn(4 * UNITS) * 0.1,
         "dense.weight": torch.randn(1, UNITS) * 0.4, "dense.bias": torch.randn(1) * 0.1}

    def forward(x):
        states = lstm(x, p["lstm.weight_ih_l0"], p["lstm.weight_hh_l0"], p["lstm.bias_l0"])
        return (states @ p["dense.weight"].t() + p["dense.bias"]).squeeze(-1)
    return case(name, [{"lstm": {"units": UNITS, "return_sequences": True}}, {"dense": {"units": 1}}] + last,
                [STEPS, width], p, forward, torch.randn(EXAMPLES, STEPS, width), torch.randn(EXAMPLES, STEPS), F.mse_loss)


with open(os.path.join(HERE, "sequences.json"), "w") as file:
    json.dump([classes(), values("values", [], [STEPS, 1]), values("flat_values", ["flatten"], [STEPS])], file, separators=(",", ":"))
    file.write("\n")
