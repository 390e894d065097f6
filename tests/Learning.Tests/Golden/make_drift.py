#!/usr/bin/python3
"""Makes drift.json: where River's drift detectors warn and alarm on several series, and what they estimate at the end.

River is not among Debian's packages. The values were made with the source of its detectors alone, statement by statement without docstrings
and pickling: river/drift/adwin.py, binary/ddm.py, page_hinkley.py, stats/mean.py, and the last adwin_c.pyx before its port to Rust (which
keeps the arithmetic), compiled with Debian's cython3 0.29. They gave the indices that River's own documentation and test_adwin_regression.py
state: ADWIN 1023, 2015, 3007; DDM a drift at 1334 and warnings from 1084 and 1492; PageHinkley 1006.

Run, with river importable: /usr/bin/python3 tests/Learning.Tests/Golden/make_drift.py
"""
import json
import os
import random

from river import drift

HERE = os.path.dirname(os.path.abspath(__file__))


def bits(rng, *parts):
    return [1 if rng.random() < p else 0 for p, n in parts for _ in range(n)]


def normals(rng, *parts):
    return [rng.gauss(mean, deviation) for mean, deviation, n in parts for _ in range(n)]


def gradual(rng, before, after, n):
    return [1 if rng.random() < before + (after - before) * i / n else 0 for i in range(n)]


def series():
    rng = random.Random(20240607)
    doc = random.Random(42)
    return {
        "abrupt": bits(rng, (0.2, 1000), (0.6, 1000), (0.2, 1000)),
        "gradual": bits(rng, (0.1, 800)) + gradual(rng, 0.1, 0.5, 1500) + bits(rng, (0.5, 500)),
        "steady": bits(rng, (0.3, 4000)),
        "rare": bits(rng, (0.01, 2000), (0.2, 600)),
        "recovery": bits(rng, (0.6, 800), (0.05, 1200)),
        "no_error_then_all": [0] * 300 + [1] * 200,
        "mean_shift": normals(rng, (0.5, 0.3, 1200), (2.5, 0.3, 800), (0.5, 0.3, 800)),
        "variance_shift": normals(rng, (1.0, 0.1, 1500), (1.0, 1.5, 1500)),
        "large_values": [abs(v) for v in normals(rng, (1e6, 1e5, 1000), (3e6, 1e5, 500))],
        "river_regression": doc.choices([0, 1], k=1000) + doc.choices(range(4, 8), k=1000) + doc.choices([0, 1], k=1000) + doc.choices(range(4, 8), k=1000),
    }


DETECTORS = [
    ("adwin", {}, lambda p: drift.ADWIN(**p)),
    ("adwin", {"delta": 0.1, "clock": 1, "max_buckets": 2, "min_window_length": 1, "grace_period": 0}, lambda p: drift.ADWIN(**p)),
    ("adwin", {"delta": 1e-6, "clock": 7, "max_buckets": 12, "min_window_length": 20, "grace_period": 200}, lambda p: drift.ADWIN(**p)),
    ("ddm", {}, lambda p: drift.binary.DDM(**p)),
    ("ddm", {"warm_start": 100, "warning_threshold": 1.5, "drift_threshold": 2.5}, lambda p: drift.binary.DDM(**p)),
    ("page_hinkley", {}, lambda p: drift.PageHinkley(**p)),
    ("page_hinkley", {"min_instances": 10, "delta": 0.05, "threshold": 5, "alpha": 0.99, "mode": "up"}, lambda p: drift.PageHinkley(**p)),
    ("page_hinkley", {"min_instances": 50, "delta": 0, "threshold": 10, "alpha": 1, "mode": "down"}, lambda p: drift.PageHinkley(**p)),
]


def estimate(detector):
    if isinstance(detector, drift.ADWIN):
        return detector.estimation
    return detector._p.get() if isinstance(detector, drift.binary.DDM) else detector._x_mean.get()


def run(make, parameters, values):
    detector = make(parameters)
    warnings, drifts = [], []
    for i, value in enumerate(values):
        detector.update(value)
        if getattr(detector, "warning_detected", False):
            warnings.append(i)
        if detector.drift_detected:
            drifts.append(i)
    return {"warnings": warnings, "drifts": drifts, "estimate": estimate(detector)}


if __name__ == "__main__":
    made = series()
    runs = [{"name": f"{kind} {json.dumps(parameters)} on {name}", "detector": kind, "parameters": parameters, "series": name, **run(make, parameters, values)}
            for kind, parameters, make in DETECTORS for name, values in made.items()
            if kind != "ddm" or set(values) <= {0, 1}]
    with open(os.path.join(HERE, "drift.json"), "w") as file:
        json.dump({"series": made, "runs": runs}, file, separators=(",", ":"))
        file.write("\n")
