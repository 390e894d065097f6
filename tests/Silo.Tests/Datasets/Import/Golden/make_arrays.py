"""Writes the arrays that NpyImportTests reads: /usr/bin/python3 make_arrays.py (numpy 1.24)."""
import numpy as np

for code in ("u1", "<i4", "<i8", "<f4", "<f8"):
    np.save(f"features_{code[-2:]}.npy", np.arange(24, dtype=code).reshape(4, 2, 3))
np.save("targets_i8.npy", np.array([0, 1, 1, 0], dtype="<i8"))
np.save("targets_f8.npy", np.array([[0.5], [1.25], [-2.0], [3.0]], dtype="<f8"))
np.save("features_fortran.npy", np.asfortranarray(np.ones((4, 3), dtype="<f4")))
np.save("features_big_endian.npy", np.ones((4, 3), dtype=">f4"))
