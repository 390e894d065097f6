#!/usr/bin/python3
"""Makes prequential.json: metrics of recorded predictions by scikit-learn 1.2 (Debian 12: python3-sklearn). A fading metric is the metric with
sample weights factor^age; a window is its last examples. The baselines' predictions are written out here, as their definition says.

Run: /usr/bin/python3 tests/Learning.Tests/Golden/make_prequential.py
"""
import json
import os

import numpy as np
import sklearn.metrics as metrics

HERE = os.path.dirname(os.path.abspath(__file__))
WINDOW, FADING = 50, 0.98


def three_ways(n, report):
    ages = np.arange(n)[::-1]
    result = {}
    for suffix, part, weights in [("", slice(None), np.ones(n)), ("_fading", slice(None), FADING ** ages), ("_window", slice(-WINDOW, None), np.ones(n))]:
        result.update({name + suffix: float(value) for name, value in report(part, weights[part]).items()})
    return result


def classes(name, count, n, rng):
    actual = rng.choice(count, n, p=np.arange(count, 0, -1) / (count * (count + 1) / 2))
    predicted = np.where(rng.random(n) < 0.7, actual, rng.integers(0, count, n))
    losses = rng.exponential(0.5, n).astype(np.float32)
    # Rounded, so that there are ties.
    scores = np.round(np.clip(np.where(actual == 1, 0.6, 0.4) + rng.normal(0, 0.2, n), 0, 1), 1).astype(np.float32)
    last = np.concatenate([[-1], actual[:-1]])
    # The most frequent so far; of equally frequent ones the one that got there first.
    majority, counts, best = [], np.zeros(count), -1
    for label in actual:
        majority.append(best)
        counts[label] += 1
        if best < 0 or counts[label] > counts[best]:
            best = label
    majority = np.array(majority)

    def report(part, weights):
        given = dict(sample_weight=weights)
        return {"accuracy": metrics.accuracy_score(actual[part], predicted[part], **given),
                "kappa": metrics.cohen_kappa_score(actual[part], predicted[part], **given),
                "log_loss": np.average(losses[part].astype(float), weights=weights),
                "last_class_accuracy": metrics.accuracy_score(actual[part], last[part], **given),
                "majority_class_accuracy": metrics.accuracy_score(actual[part], majority[part], **given)}
    expected = three_ways(n, report)
    if count == 2:
        expected["roc_auc_window"] = float(metrics.roc_auc_score(actual[-WINDOW:], scores[-WINDOW:].astype(float)))
    return {"name": name, "classes": count, "predictions": predicted.tolist(), "targets": actual.tolist(), "losses": losses.tolist(),
            "scores": scores.tolist(), "metrics": expected}


def values(name, n, rng):
    actual = (np.cumsum(rng.normal(0, 1, n)) + 20).astype(np.float32)
    predicted = (actual + rng.normal(0, 0.7, n)).astype(np.float32)
    y, p = actual.astype(float), predicted.astype(float)
    last = np.concatenate([[0], y[:-1]])
    mean = np.concatenate([[0], np.cumsum(y)[:-1] / np.arange(1, n)])

    def report(part, weights):
        given = dict(sample_weight=weights)
        return {"mae": metrics.mean_absolute_error(y[part], p[part], **given), "mse": metrics.mean_squared_error(y[part], p[part], **given),
                "r2": metrics.r2_score(y[part], p[part], **given), "last_value_mae": metrics.mean_absolute_error(y[part], last[part], **given),
                "mean_mae": metrics.mean_absolute_error(y[part], mean[part], **given)}
    return {"name": name, "classes": 0, "predictions": predicted.tolist(), "targets": actual.tolist(), "losses": ((p - y) ** 2).tolist(),
            "scores": [], "metrics": three_ways(n, report)}


if __name__ == "__main__":
    rng = np.random.default_rng(20240607)
    cases = [classes("two_classes", 2, 400, rng), classes("five_classes", 5, 400, rng), classes("fewer_than_the_window", 2, 30, rng),
             values("values", 400, rng), values("values_fewer_than_the_window", 20, rng)]
    with open(os.path.join(HERE, "prequential.json"), "w") as file:
        json.dump({"window": WINDOW, "fading": FADING, "cases": cases}, file, separators=(",", ":"))
        file.write("\n")
