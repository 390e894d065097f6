#!/usr/bin/python3
"""Makes augmentation.json beside it, with numpy and scipy 1.10 (Debian 12: python3-scipy).

The formula is that of Keras 2.10, keras.preprocessing.image: apply_affine_transform and transform_matrix_offset_center over
scipy.ndimage.affine_transform (order 1), then ImageDataGenerator.apply_transform's flips. Written again here, as Keras is no package of Debian.
Run: /usr/bin/python3 tests/Learning.Tests/Golden/make_augmentation.py
"""
import numpy as np
from scipy import ndimage

from make_golden import save


def keras(x, theta=0, tx=0, ty=0, zx=1, zy=1, flip_horizontal=False, flip_vertical=False, fill="nearest", value=0.0):
    matrix = np.eye(3)
    angle = np.deg2rad(theta)
    matrix = matrix @ np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    matrix = matrix @ np.array([[1, 0, tx], [0, 1, ty], [0, 0, 1]])
    matrix = matrix @ np.array([[zx, 0, 0], [0, zy, 0], [0, 0, 1]])
    height, width = x.shape[:2]
    row, column = float(height) / 2 - 0.5, float(width) / 2 - 0.5
    there = np.array([[1, 0, row], [0, 1, column], [0, 0, 1]])
    back = np.array([[1, 0, -row], [0, 1, -column], [0, 0, 1]])
    matrix = there @ matrix @ back
    made = np.stack([ndimage.affine_transform(x[..., c], matrix[:2, :2], matrix[:2, 2], order=1, mode=fill, cval=value)
                     for c in range(x.shape[2])], axis=-1)
    if flip_horizontal:
        made = made[:, ::-1]
    if flip_vertical:
        made = made[::-1]
    return made


random = np.random.default_rng(20240503)
CASES = [
    ("rotation", dict(theta=17.5), (9, 9, 1)),
    ("rotation-back-wide", dict(theta=-40), (7, 12, 2)),
    ("shift", dict(tx=1.25, ty=-2.5), (8, 10, 3)),
    ("zoom", dict(zx=0.8, zy=1.3), (10, 8, 3)),
    ("all", dict(theta=25, tx=-1.5, ty=0.75, zx=1.15, zy=0.9), (11, 10, 3)),
    ("all-flipped", dict(theta=-12, tx=2.2, ty=1.1, zx=0.85, zy=1.1, flip_horizontal=True, flip_vertical=True), (10, 11, 3)),
    ("flipped-sideways", dict(theta=30, tx=1, flip_horizontal=True), (8, 9, 1)),
    ("constant", dict(theta=33, tx=1.3, ty=-0.6, zx=1.4, zy=1.2, fill="constant", value=7.5), (9, 10, 2)),
]
cases = []
for name, options, shape in CASES:
    image = random.uniform(0, 255, shape).astype(np.float32)
    made = keras(image.astype(np.float64), **options)
    cases.append({"name": name, "shape": list(shape), **options, "input": [float(f"{v:.9g}") for v in image.reshape(-1)],
                  "output": [float(f"{v:.9g}") for v in made.reshape(-1)]})
save("augmentation.json", cases)
