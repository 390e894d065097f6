#!/usr/bin/python3
"""Makes feature_hasher.json: rows of categories hashed by scikit-learn 1.2 (Debian 12: python3-sklearn).

Run: /usr/bin/python3 tests/Client.Tests/OnlineLearning/Golden/make_feature_hasher.py
"""
import json
import os

from sklearn.feature_extraction import FeatureHasher

HERE = os.path.dirname(os.path.abspath(__file__))
ROWS = [
    {"city": "Berlin", "weather": "rain"},
    {"city": "S\u00e3o Paulo", "weather": "sun"},
    {"city": "\u6771\u4eac"},
    {"a": "", "b": "x"},
    {f"column{i}": f"value {i * 7919}" for i in range(60)},
    {"x" * length: "y" for length in range(1, 10)},
]

cases = []
for width in [1, 2, 7, 32, 1000]:
    hasher = FeatureHasher(n_features=width, input_type="dict")
    # An empty value is a missing one here.
    hashed = hasher.transform([{k: v for k, v in row.items() if v} for row in ROWS]).toarray()
    for row, values in zip(ROWS, hashed):
        cases.append({"width": width, "row": row, "hashed": {str(i): v for i, v in enumerate(values) if v}})
with open(os.path.join(HERE, "feature_hasher.json"), "w") as file:
    json.dump(cases, file, indent=1)
