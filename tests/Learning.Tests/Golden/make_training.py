#!/usr/bin/python3
"""Makes the golden files of losses, optimizers, schedules and metrics with parameters, with PyTorch 1.13 and scikit-learn 1.2
(Debian 12: python3-torch, python3-sklearn).

Run: /usr/bin/python3 tests/Learning.Tests/Golden/make_training.py
"""
import json
import os

import numpy as np
import sklearn.metrics as metrics
import sklearn.utils.class_weight as class_weight
import torch
from torch.nn import functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
torch.manual_seed(20240607)
torch.set_num_threads(1)


def flat(tensor):
    return [float(v) for v in tensor.detach().reshape(-1)]


def save(name, value):
    with open(os.path.join(HERE, name), "w") as file:
        json.dump(value, file, separators=(",", ":"))
        file.write("\n")


def losses():
    def case(name, parameters, activation, width, logits, targets, per_example):
        logits = logits.clone().requires_grad_(True)
        each = per_example(logits)
        each.mean().backward()
        return {"name": name, "parameters": parameters, "activation": activation, "width": width, "logits": flat(logits),
                "targets": flat(targets.float()), "losses": flat(each), "gradient": flat(logits.grad)}
    logits, classes = torch.randn(9, 5) * 4, torch.randint(0, 5, (9,))
    wide, wide_classes = torch.randn(4, 37), torch.randint(0, 37, (4,))
    weights = torch.tensor([1.0, 0.25, 3.0, 0.0, 2.0])
    given = [float(w) for w in weights]
    binary = torch.tensor([-200.0, -30.0, -2.0, -0.1, 0.1, 2.0, 30.0, 200.0])
    ones = torch.tensor([1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0])
    each_weight = torch.where(ones == 1, torch.tensor(3.0), torch.tensor(0.5))
    values, actual = torch.randn(8) * 3, torch.randn(8) * 3
    values[3] = actual[3]
    balanced = torch.tensor(class_weight.compute_class_weight("balanced", classes=np.unique(classes), y=classes.numpy())).float()
    all_weights = torch.ones(5)
    all_weights[torch.unique(classes)] = balanced * len(torch.unique(classes)) / 5
    sign = ones * 2 - 1
    save("weighted_losses.json", [
        case("cross_entropy", {"class_weights": given}, "softmax", 5, logits, classes, lambda x: F.cross_entropy(x, classes, weights, reduction="none")),
        case("cross_entropy", {"label_smoothing": 0.1}, "softmax", 5, logits, classes, lambda x: F.cross_entropy(x, classes, label_smoothing=0.1, reduction="none")),
        case("cross_entropy", {"label_smoothing": 0.2}, "softmax", 37, wide, wide_classes, lambda x: F.cross_entropy(x, wide_classes, label_smoothing=0.2, reduction="none")),
        case("cross_entropy", {"label_smoothing": 0.3, "class_weights": given}, "softmax", 5, logits, classes,
             lambda x: F.cross_entropy(x, classes, weights, label_smoothing=0.3, reduction="none")),
        # scikit-learn counts only classes that occur; one that does not, counts 1 here and shares in the number of classes.
        case("cross_entropy", {"class_weights": "balanced"}, "softmax", 5, logits, classes, lambda x: F.cross_entropy(x, classes, all_weights, reduction="none")),
        case("binary_cross_entropy", {"class_weights": [0.5, 3.0]}, "sigmoid", 1, binary, ones,
             lambda x: F.binary_cross_entropy_with_logits(x, ones, each_weight, reduction="none")),
        case("binary_cross_entropy", {"label_smoothing": 0.2}, "sigmoid", 1, binary, ones,
             lambda x: F.binary_cross_entropy_with_logits(x, ones * 0.8 + 0.1, reduction="none")),
        case("mae", {}, "linear", 1, values, actual, lambda x: F.l1_loss(x, actual, reduction="none")),
        case("huber", {}, "linear", 1, values, actual, lambda x: F.huber_loss(x, actual, reduction="none")),
        case("huber", {"delta": 2.5}, "tanh", 1, values, actual, lambda x: F.huber_loss(x, actual, delta=2.5, reduction="none")),
        case("hinge", {}, "sigmoid", 1, values, ones, lambda x: torch.clamp(1 - sign * x, min=0)),
        case("hinge", {"class_weights": [0.5, 3.0]}, "sigmoid", 1, values, ones, lambda x: torch.clamp(1 - sign * x, min=0) * each_weight),
        case("hinge", {}, "softmax", 5, logits, classes, lambda x: F.multi_margin_loss(x, classes, reduction="none")),
        case("hinge", {"class_weights": given}, "softmax", 5, logits, classes, lambda x: F.multi_margin_loss(x, classes, weight=weights, reduction="none")),
    ])


def optimizers():
    cases = []
    o = torch.optim
    for name, rate, parameters, make in [
        ("sgd", 0.1, {"weight_decay": 0.02}, lambda p: o.SGD(p, lr=0.1, weight_decay=0.02)),
        ("sgd", 0.05, {"momentum": 0.9}, lambda p: o.SGD(p, lr=0.05, momentum=0.9)),
        ("sgd", 0.05, {"momentum": 0.8, "nesterov": True, "weight_decay": 0.01}, lambda p: o.SGD(p, lr=0.05, momentum=0.8, nesterov=True, weight_decay=0.01)),
        ("adam", 0.01, {"beta1": 0.8, "beta2": 0.99, "epsilon": 1e-6, "weight_decay": 0.1},
         lambda p: o.Adam(p, lr=0.01, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.1)),
        ("adamw", 0.01, {}, lambda p: o.AdamW(p, lr=0.01)),
        ("adamw", 0.01, {"weight_decay": 0.3}, lambda p: o.AdamW(p, lr=0.01, weight_decay=0.3)),
        ("rmsprop", 0.01, {}, lambda p: o.RMSprop(p, lr=0.01)),
        ("rmsprop", 0.01, {"alpha": 0.9, "epsilon": 1e-4, "weight_decay": 0.1}, lambda p: o.RMSprop(p, lr=0.01, alpha=0.9, eps=1e-4, weight_decay=0.1)),
        ("adagrad", 0.01, {}, lambda p: o.Adagrad(p, lr=0.01)),
        ("adagrad", 0.05, {"epsilon": 1e-3, "weight_decay": 0.1}, lambda p: o.Adagrad(p, lr=0.05, eps=1e-3, weight_decay=0.1)),
    ]:
        weights = torch.randn(32, requires_grad=True)
        optimizer = make([weights])
        case = {"name": name, "learning_rate": rate, "parameters": parameters, "initial": flat(weights), "gradients": [], "weights": []}
        for step in range(20):
            weights.grad = torch.randn(32) * (10.0 ** (step % 5 - 3))
            case["gradients"].append(flat(weights.grad))
            optimizer.step()
            case["weights"].append(flat(weights))
        cases.append(case)
    gradients = torch.randn(32) * 3
    weights = torch.zeros(32, requires_grad=True)
    clipped = []
    for most in [1000.0, 2.0]:
        weights.grad = gradients.clone()
        torch.nn.utils.clip_grad_norm_([weights], most)
        clipped.append({"most": most, "clipped": flat(weights.grad)})
    save("optimizer_parameters.json", {"updates": cases, "gradients": flat(gradients), "clipped": clipped})


def schedules():
    """Learning rates of 30 epochs at a base of 1, and what was observed after each."""
    s = torch.optim.lr_scheduler
    observed = [1.0 / (1 + i) if i < 8 else 0.2 - (1e-5 if i % 3 else 0) for i in range(30)]
    cases = []
    for kind, parameters, make in [
        ("step", {"every": 7, "factor": 0.5}, lambda o: s.StepLR(o, 7, gamma=0.5)),
        ("step", {"every": 1}, lambda o: s.StepLR(o, 1)),
        ("cosine", {}, lambda o: s.CosineAnnealingLR(o, 30)),
        ("cosine", {"minimum": 0.25}, lambda o: s.CosineAnnealingLR(o, 30, eta_min=0.25)),
        ("plateau", {"factor": 0.5, "patience": 3}, lambda o: s.ReduceLROnPlateau(o, factor=0.5, patience=3, threshold=1e-4, threshold_mode="abs")),
        ("plateau", {"factor": 0.5, "patience": 0, "min_delta": 0.01, "minimum": 0.1},
         lambda o: s.ReduceLROnPlateau(o, factor=0.5, patience=0, threshold=0.01, threshold_mode="abs", min_lr=0.1)),
    ]:
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
        schedule = make(optimizer)
        rates = []
        for value in observed:
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step(value) if kind == "plateau" else schedule.step()
        cases.append({"kind": kind, "parameters": parameters, "rates": rates})
    save("schedules.json", {"observed": observed, "cases": cases})


def class_case(name, classes, activation, logits, targets):
    scores = torch.softmax(logits, 1).double() if activation == "softmax" else torch.sigmoid(logits).double()
    scores = scores / scores.sum(1, keepdim=True) if activation == "softmax" else scores
    y = targets.numpy()
    predicted = logits.argmax(1).numpy() if activation == "softmax" else (logits.squeeze(1) >= 0).long().numpy()
    each = metrics.precision_recall_fscore_support(y, predicted, labels=range(classes), zero_division=0)
    case = {"name": name, "classes": classes, "activation": activation, "logits": flat(logits), "targets": flat(targets.float()),
            "confusion": [int(v) for v in metrics.confusion_matrix(y, predicted, labels=range(classes)).reshape(-1)],
            "precision": [float(v) for v in each[0]], "recall": [float(v) for v in each[1]], "f1": [float(v) for v in each[2]],
            "support": [int(v) for v in each[3]], "metrics": {
                "accuracy": metrics.accuracy_score(y, predicted),
                "precision_macro": metrics.precision_score(y, predicted, average="macro", labels=range(classes), zero_division=0),
                "recall_macro": metrics.recall_score(y, predicted, average="macro", labels=range(classes), zero_division=0),
                "f1_macro": metrics.f1_score(y, predicted, average="macro", labels=range(classes), zero_division=0)}}
    m = case["metrics"]
    if activation == "softmax":
        m["log_loss"] = metrics.log_loss(y, scores.numpy(), labels=range(classes))
        m["top_3_accuracy"] = metrics.top_k_accuracy_score(y, scores.numpy(), k=3, labels=range(classes))
        present = [c for c in range(classes) if 0 < (y == c).sum() < len(y)]
        m["roc_auc"] = float(np.mean([metrics.roc_auc_score(y == c, scores[:, c].numpy()) for c in present]))
    else:
        m["log_loss"] = metrics.log_loss(y, scores.squeeze(1).numpy())
        m["roc_auc"] = metrics.roc_auc_score(y, scores.squeeze(1).numpy())
    m = {key: float(value) for key, value in m.items()}
    case["metrics"] = m
    return case


def evaluation():
    ties = torch.round(torch.randn(200, 1) * 2) / 2
    missing = torch.randint(0, 5, (60,))
    missing[missing == 3] = 1
    save("class_metrics.json", [
        class_case("six", 6, "softmax", torch.randn(300, 6) * 2, torch.randint(0, 6, (300,))),
        class_case("a_class_without_examples", 5, "softmax", torch.randn(60, 5), missing),
        class_case("binary_with_ties", 2, "sigmoid", ties, torch.randint(0, 2, (200,))),
    ])


losses()
optimizers()
schedules()
evaluation()
