"""Writes golden.safetensors from the definition of the form alone (struct, json, numpy; no safetensors package).

Definition: https://huggingface.co/docs/safetensors — 8 bytes little-endian header length, JSON header, raw row-major data.
Run in this folder: python3 make_golden.py
"""

import json
import struct

import numpy as np

tensors = {
    "layer.0.weight": np.arange(6, dtype="<f4").reshape(2, 3) / 7,
    "layer.0.bias": np.array([-0.0, np.inf, 1e-45], dtype="<f4"),
    "half": np.array([[0.5, -65504.0]], dtype="<f2"),
    "double": np.array(np.pi, dtype="<f8"),
    "steps": np.array([-(2**63), 2**63 - 1], dtype="<i8"),
    "pixels": np.arange(256, dtype="u1").reshape(4, 4, 16),
    "empty": np.zeros((0, 5), dtype="<f4"),
}
names = {"<f4": "F32", "<f2": "F16", "<f8": "F64", "<i8": "I64", "|u1": "U8"}

header, data = {"__metadata__": {"format": "pt", "naïve \"key\"": "ü\n"}}, b""
for name, array in tensors.items():
    raw = array.tobytes()
    header[name] = {"dtype": names[array.dtype.str], "shape": list(array.shape), "data_offsets": [len(data), len(data) + len(raw)]}
    data += raw

text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
text += b" " * (-(8 + len(text)) % 64)
with open("golden.safetensors", "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + data)
