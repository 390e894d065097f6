#!/usr/bin/env python3
"""Writes stratified_splits.json: class counts of the splits that scikit-learn 1.2 makes.

Run with Debian 12's python3-sklearn:  /usr/bin/python3 make_stratified_splits.py
Where two classes have equal remainders scikit-learn draws one of them; such cases are left out.
"""
import json
import math
import pathlib
import random

import numpy
from sklearn.model_selection import train_test_split


def has_tie(counts, seats):
    shares = [count / sum(counts) * seats for count in counts]
    rest = sorted(share - math.floor(share) for share in shares)
    return any(b - a < 1e-9 for a, b in zip(rest, rest[1:]))


def main():
    chance = random.Random(20)
    cases = [{"counts": [396, 392], "test_fraction": 0.2}, {"counts": [178, 182, 177, 183, 181, 182, 181, 179, 174, 180], "test_fraction": 0.25}]
    while len(cases) < 150:
        counts = [chance.randint(2, 300) for _ in range(chance.randint(2, 12))]
        cases.append({"counts": counts, "test_fraction": round(chance.uniform(0.05, 0.6), 3)})
    kept = []
    for case in cases:
        counts = case["counts"]
        y = numpy.repeat(numpy.arange(len(counts)), counts)
        test = math.ceil(len(y) * case["test_fraction"])
        train = len(y) - test
        if has_tie(counts, train) or min(test, train) < len(counts):
            continue
        in_train, in_test = train_test_split(y, test_size=case["test_fraction"], stratify=y, random_state=0)
        case["train"] = numpy.bincount(in_train, minlength=len(counts)).tolist()
        case["test"] = numpy.bincount(in_test, minlength=len(counts)).tolist()
        kept.append(case)
    path = pathlib.Path(__file__).with_name("stratified_splits.json")
    path.write_text("[\n" + ",\n".join(json.dumps(case) for case in kept) + "\n]\n")


if __name__ == "__main__":
    main()
