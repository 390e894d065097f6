#!/usr/bin/env python3
"""Writes scales.json: what scikit-learn 1.2's MaxAbsScaler and StandardScaler find in the training rows, and make of the test rows.

Run with Debian 12's python3-sklearn:  /usr/bin/python3 make_scales.py
The columns: of both signs, constant, constant with rounding, all zero, large with a small spread; then a value target.
"""
import json
import pathlib

import numpy
from sklearn.preprocessing import MaxAbsScaler, StandardScaler

random = numpy.random.default_rng(0)
n = 40
rows = numpy.stack([
    random.normal(-3, 20, n), numpy.full(n, 7.25), numpy.full(n, 0.1), numpy.zeros(n),
    1e6 + random.integers(0, 9, n), random.normal(1200, 30, n),
], axis=1).astype(numpy.float32).astype(numpy.float64)
train, test = rows[:30], rows[30:]
test[0, 0] = 500
golden = {"train": train.tolist(), "test": test.tolist()}
for name, scaler in (("max", MaxAbsScaler()), ("standard", StandardScaler())):
    scaler.fit(train)
    offset = scaler.mean_ if name == "standard" else numpy.zeros(rows.shape[1])
    golden[name] = {"offset": offset.tolist(), "scale": scaler.scale_.tolist(), "test": scaler.transform(test).tolist()}
path = pathlib.Path(__file__).with_name("scales.json")
path.write_text(json.dumps(golden) + "\n")
