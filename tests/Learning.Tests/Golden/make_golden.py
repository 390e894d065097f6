#!/usr/bin/python3
"""Makes the golden files beside it, with PyTorch 1.13 and scikit-learn 1.2 (Debian 12: python3-torch, python3-sklearn).

Run: /usr/bin/python3 tests/Learning.Tests/Golden/make_golden.py
"""
import json
import os

import numpy as np
import sklearn.metrics as metrics
import torch
from sklearn.preprocessing import StandardScaler
from torch import nn
from torch.nn import functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
torch.manual_seed(20240501)
torch.set_num_threads(1)


def flat(tensor):
    return [float(v) for v in tensor.detach().reshape(-1)]


def save(name, value):
    with open(os.path.join(HERE, name), "w") as file:
        json.dump(value, file, separators=(",", ":"))
        file.write("\n")


def named(state):
    return {name: {"shape": list(value.shape), "data": flat(value)} for name, value in state.items()}


class Standardize(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("std", std)

    def forward(self, x):
        return (x - self.mean) / self.std


class Rescale(nn.Module):
    def __init__(self, factor, offset):
        super().__init__()
        self.factor, self.offset = factor, offset

    def forward(self, x):
        return x * self.factor + self.offset


def layer_case(name, shape, layers, modules, examples):
    """Outputs, and gradients of the parameters for a random derivative of the outputs."""
    net = nn.Sequential()
    for layer_name, module in modules:
        net.add_module(layer_name, module)
    x = torch.randn(examples, *shape)
    y = net(x)
    upstream = torch.randn_like(y)
    y.backward(upstream)
    return {"name": name, "architecture": {"input": shape, "layers": layers}, "weights": named(net.state_dict()),
            "examples": examples, "features": flat(x), "outputs": flat(y), "upstream": flat(upstream),
            "gradients": {n: flat(p.grad) for n, p in net.named_parameters()}}


def layers():
    cases = [
        layer_case("dense", [5], [{"dense": {"units": 3}}], [("dense", nn.Linear(5, 3))], 4),
        layer_case("dense_without_bias", [17], [{"dense": {"units": 2, "use_bias": False}}], [("dense", nn.Linear(17, 2, bias=False))], 3),
        layer_case("dense_one_example", [33], [{"dense": {"units": 19}}], [("dense", nn.Linear(33, 19))], 1),
        layer_case("dense_by_torch_forward", [40], [{"dense": {"units": 70}}, {"dense": {"units": 30}}],
                   [("dense", nn.Linear(40, 70)), ("dense_1", nn.Linear(70, 30))], 33),
        layer_case("dense_by_torch_backward", [40], [{"dense": {"units": 70}}, {"dense": {"units": 30}}],
                   [("dense", nn.Linear(40, 70)), ("dense_1", nn.Linear(70, 30))], 80),
        layer_case("flatten", [3, 4], ["flatten", {"dense": {"units": 2}}], [("flatten", nn.Flatten()), ("dense", nn.Linear(12, 2))], 5),
        layer_case("rescale", [6], [{"rescale": {"factor": 0.25, "offset": -1.5}}, {"dense": {"units": 4}}],
                   [("rescale", Rescale(0.25, -1.5)), ("dense", nn.Linear(6, 4))], 5),
        layer_case("rescale_between", [6], [{"dense": {"units": 4}}, {"rescale": {"factor": 3, "offset": 1}}, {"dense": {"units": 2}}],
                   [("dense", nn.Linear(6, 4)), ("rescale", Rescale(3, 1)), ("dense_1", nn.Linear(4, 2))], 5),
        layer_case("standardize", [18], ["standardize", {"dense": {"units": 3}}],
                   [("standardize", Standardize(torch.randn(18), torch.rand(18) + 0.5)), ("dense", nn.Linear(18, 3))], 7),
    ]
    activations = {
        "linear": (nn.Identity(), {}), "sigmoid": (nn.Sigmoid(), {}), "tanh": (nn.Tanh(), {}), "relu": (nn.ReLU(), {}),
        "leaky_relu": (nn.LeakyReLU(), {}), "elu": (nn.ELU(), {}), "gelu": (nn.GELU(), {}), "softmax": (nn.Softmax(-1), {}),
    }
    for kind, (module, parameters) in activations.items():
        cases.append(layer_case(kind, [7], [{"dense": {"units": 21}}, {kind: parameters}, {"dense": {"units": 2}}],
                                [("dense", nn.Linear(7, 21)), (kind, module), ("dense_1", nn.Linear(21, 2))], 6))
        cases.append(layer_case(kind + "_as_last", [7], [{"dense": {"units": 5, "activation": kind}}],
                                [("dense", nn.Linear(7, 5)), (kind, module)], 6))
    cases.append(layer_case("leaky_relu_given", [7], [{"dense": {"units": 9}}, {"leaky_relu": {"negative_slope": 0.3}}],
                            [("dense", nn.Linear(7, 9)), ("leaky_relu", nn.LeakyReLU(0.3))], 6))
    cases.append(layer_case("elu_given", [7], [{"dense": {"units": 9}}, {"elu": {"alpha": 0.7}}],
                            [("dense", nn.Linear(7, 9)), ("elu", nn.ELU(0.7))], 6))
    cases.append(layer_case("softmax_over_last_dimension", [2, 3, 4], ["softmax", "flatten", {"dense": {"units": 3}}],
                            [("softmax", nn.Softmax(-1)), ("flatten", nn.Flatten()), ("dense", nn.Linear(24, 3))], 3))
    save("layers.json", cases)


def activation_values():
    x = torch.cat([torch.linspace(-30, 30, 601), torch.tensor([-100.0, -88.0, 0.0, 88.0, 100.0, 1e-6, -1e-6])])
    functions = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": F.relu, "leaky_relu": F.leaky_relu, "elu": F.elu, "gelu": F.gelu}
    # In double precision: the tolerance of the test then says how far the engine is from the truth.
    save("activations.json", {"x": flat(x), "y": {name: flat(f(x.double())) for name, f in functions.items()}})


def losses():
    def case(name, activation, width, logits, targets, per_example):
        logits.requires_grad_(True)
        each = per_example(logits)
        each.mean().backward()
        return {"name": name, "activation": activation, "width": width, "logits": flat(logits), "targets": flat(targets.float()),
                "losses": flat(each), "gradient": flat(logits.grad)}
    logits = torch.randn(9, 5) * 4
    logits[0] = torch.tensor([500.0, -500.0, 0.0, 3.0, 499.0])
    classes = torch.randint(0, 5, (9,))
    wide, wide_classes = torch.randn(4, 37), torch.randint(0, 37, (4,))
    binary = torch.tensor([-200.0, -30.0, -2.0, -0.1, 0.0, 0.1, 2.0, 30.0, 200.0])
    ones = torch.tensor([1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 0.0])
    values, actual = torch.randn(6) * 3, torch.randn(6) * 3
    save("losses.json", [
        case("cross_entropy", "softmax", 5, logits, classes, lambda x: F.cross_entropy(x, classes, reduction="none")),
        case("cross_entropy", "softmax", 37, wide, wide_classes, lambda x: F.cross_entropy(x, wide_classes, reduction="none")),
        case("binary_cross_entropy", "sigmoid", 1, binary, ones, lambda x: F.binary_cross_entropy_with_logits(x, ones, reduction="none")),
        case("mse", "linear", 1, values, actual, lambda x: F.mse_loss(x, actual, reduction="none")),
    ])


def optimizers():
    cases = []
    for name, rate, make in [("sgd", 0.1, lambda p: torch.optim.SGD([p], lr=0.1)), ("adam", 0.01, lambda p: torch.optim.Adam([p], lr=0.01))]:
        weights = torch.randn(32, requires_grad=True)
        optimizer = make(weights)
        case = {"name": name, "learning_rate": rate, "initial": flat(weights), "gradients": [], "weights": []}
        for step in range(20):
            weights.grad = torch.randn(32) * (10.0 ** (step % 5 - 3))
            case["gradients"].append(flat(weights.grad))
            optimizer.step()
            case["weights"].append(flat(weights))
        cases.append(case)
    save("optimizers.json", cases)


def training():
    """Whole runs: batches in order, the loss of an epoch the mean over its examples at their step's weights."""
    cases = []
    for name, width, layers_spec, modules, loss, targets, optimizer, rate in [
        ("classes", 12, [{"dense": {"units": 20, "activation": "relu"}}, {"dense": {"units": 4, "activation": "softmax"}}],
         [("dense", nn.Linear(12, 20)), ("relu", nn.ReLU()), ("dense_1", nn.Linear(20, 4))], F.cross_entropy, "classes", "adam", 0.01),
        ("binary", 9, [{"dense": {"units": 1, "activation": "sigmoid"}}], [("dense", nn.Linear(9, 1))],
         lambda o, t: F.binary_cross_entropy_with_logits(o.squeeze(1), t), "binary", "sgd", 0.1),
        ("values", 6, ["standardize", {"dense": {"units": 10, "activation": "tanh"}}, {"dense": {"units": 1}}],
         [("dense", nn.Linear(6, 10)), ("tanh", nn.Tanh()), ("dense_1", nn.Linear(10, 1))],
         lambda o, t: F.mse_loss(o.squeeze(1), t), "values", "adam", 0.01),
    ]:
        net = nn.Sequential()
        for layer_name, module in modules:
            net.add_module(layer_name, module)
        x = torch.randn(75, width) * 3 + 5 if name == "values" else torch.randn(75, width)
        score = torch.randn(width) @ x.t()
        y = {"classes": (torch.randn(4, width) @ x.t()).argmax(0), "binary": (score > 0).float(), "values": score * 0.2}[targets]
        case = {"name": name, "architecture": {"input": [width], "layers": layers_spec}, "optimizer": optimizer, "learning_rate": rate,
                "batch_size": 16, "epochs": 5, "weights": named(net.state_dict()), "features": flat(x), "targets": flat(y.float()),
                "epoch_losses": []}
        inputs = x
        if name == "values":
            scaler = StandardScaler().fit(x.double().numpy())
            case["mean"], case["std"] = list(scaler.mean_), list(scaler.scale_)
            inputs = torch.tensor(scaler.transform(x.double().numpy())).float()
        step = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}[optimizer](net.parameters(), lr=rate)
        for _ in range(5):
            total = 0.0
            for i in range(0, 75, 16):
                step.zero_grad()
                value = loss(net(inputs[i:i + 16]), y[i:i + 16])
                value.backward()
                step.step()
                total += value.item() * len(inputs[i:i + 16])
            case["epoch_losses"].append(total / 75)
        outputs = net(inputs)
        case["trained"] = named(net.state_dict())
        if name == "values":
            predicted = outputs.detach().squeeze(1).numpy()
            case["evaluation"] = {"mse": float(metrics.mean_squared_error(y, predicted)), "mae": float(metrics.mean_absolute_error(y, predicted)),
                                  "r2": float(metrics.r2_score(y, predicted))}
        else:
            predicted = (outputs.argmax(1) if name == "classes" else (outputs.squeeze(1) >= 0).long()).numpy()
            case["evaluation"] = {"accuracy": float(metrics.accuracy_score(y, predicted))}
            case["confusion"] = [int(v) for v in metrics.confusion_matrix(y, predicted, labels=range(4 if name == "classes" else 2)).reshape(-1)]
        case["evaluation_loss"] = float(loss(outputs, y))
        cases.append(case)
    save("training.json", cases)


def online():
    """Predict, score, then learn; one update a micro-batch; every metric from the recorded predictions at the end."""
    cases = []
    for name, micro_batch, outputs in [("logistic", 1, 1), ("logistic_batches", 7, 1), ("classes", 4, 3), ("values", 1, 0)]:
        width = 9
        x = torch.randn(300, width)
        scores = torch.randn(max(outputs, 1), width) @ x.t()
        y = (scores[0] > 0).float() if outputs == 1 else scores.argmax(0) if outputs == 3 else scores[0]
        net = nn.Sequential()
        net.add_module("dense", nn.Linear(width, max(outputs, 1)))
        activation = {0: "linear", 1: "sigmoid", 3: "softmax"}[outputs]
        each = {0: lambda o, t: F.mse_loss(o.squeeze(1), t, reduction="none"),
                1: lambda o, t: F.binary_cross_entropy_with_logits(o.squeeze(1), t, reduction="none"),
                3: lambda o, t: F.cross_entropy(o, t, reduction="none")}[outputs]
        case = {"name": name, "architecture": {"input": [width], "layers": [{"dense": {"units": max(outputs, 1), "activation": activation}}]},
                "micro_batch": micro_batch, "learning_rate": 0.05, "weights": named(net.state_dict()),
                "features": flat(x), "targets": flat(y.float()), "predictions": [], "losses": []}
        optimizer = torch.optim.SGD(net.parameters(), lr=0.05)
        for i in range(0, 300, micro_batch):
            out = net(x[i:i + micro_batch])
            values = each(out, y[i:i + micro_batch])
            made = out.squeeze(1) if outputs == 0 else (out.squeeze(1) >= 0).float() if outputs == 1 else out.argmax(1).float()
            case["predictions"] += flat(made)
            case["losses"] += flat(values)
            optimizer.zero_grad()
            values.mean().backward()
            optimizer.step()
        case["trained"] = named(net.state_dict())
        made, actual = np.array(case["predictions"]), y.numpy().astype(float)
        if outputs == 0:
            case["metrics"] = {"mse": float(metrics.mean_squared_error(actual, made)), "mae": float(metrics.mean_absolute_error(actual, made)),
                               "r2": float(metrics.r2_score(actual, made))}
        else:
            last = np.concatenate([[-1], actual[:-1]])
            case["metrics"] = {"accuracy": float(metrics.accuracy_score(actual, made)),
                               "accuracy_window": float(metrics.accuracy_score(actual[-200:], made[-200:])),
                               "log_loss": float(np.mean(case["losses"])),
                               "last_class_accuracy": float(np.mean(last == actual))}
        cases.append(case)
    save("online.json", cases)


if __name__ == "__main__":
    layers()
    activation_values()
    losses()
    optimizers()
    training()
    online()
