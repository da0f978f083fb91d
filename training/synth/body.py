"""A posed parametric body (PyPI `anny`: Apache-2.0 code, CC0 meshes). Metres, z up, facing -y."""

from __future__ import annotations

from dataclasses import dataclass

import anny
import numpy as np
import torch
from numpy.typing import NDArray

torch.set_num_threads(1)
BoneTurns = dict[str, NDArray]
"""Bone name -> 3x3 rotation in the world from its rest orientation; the rest follow a parent."""


@dataclass(frozen=True)
class Posed:
    """Vertices (F, V, 3), bone matrices (F, B, 4, 4)."""

    vertices_m: NDArray[np.float64]
    bones: NDArray[np.float64]


class Body:
    """One person's shape; `pose` bends it."""

    def __init__(self) -> None:
        self._model = anny.Anny(
            rig="anny", topology="anny", pose_parameterization="world-orient"
        ).to(torch.float32)
        self.labels = list(self._model.bone_labels)
        self.index = {name: i for i, name in enumerate(self.labels)}
        self.parents = [int(parent) for parent in self._model.bone_parents]
        self.faces = np.asarray(self._model.faces)

    def shape(self, **phenotype: float) -> None:
        """Choose a person; every phenotype value lies in 0..1, 0.5 unless told."""
        self._phenotype = {
            name: float(phenotype.get(name, 0.5)) for name in self._model.phenotype_labels
        }
        still = torch.eye(4)[None, None].repeat(1, self._model.bone_count, 1, 1)
        out = self._model(pose_parameters=still, phenotype_kwargs=self._phenotype)
        self.rest_bones = out["rest_bone_poses"][0].numpy().astype(float)
        self.rest_m = out["rest_vertices"][0].numpy().astype(float)

    def head_m(self, bone: str) -> NDArray[np.float64]:
        """Return where a bone begins at rest."""
        return self.rest_bones[self.index[bone], :3, 3]

    def pose(self, turns: list[BoneTurns]) -> Posed:
        """Bend the body once for every entry."""
        matrices = np.stack([self._matrices(turn) for turn in turns])
        with torch.no_grad():
            out = self._model(
                pose_parameters=torch.tensor(matrices, dtype=torch.float32),
                phenotype_kwargs=self._phenotype,
            )
        return Posed(out["vertices"].numpy(), out["bone_poses"].numpy())

    def _matrices(self, turns: BoneTurns) -> NDArray[np.float64]:
        matrices = np.tile(np.eye(4), (len(self.labels), 1, 1))
        world: list[NDArray] = []
        for bone, name in enumerate(self.labels):
            parent = self.parents[bone]
            world.append(turns.get(name, world[parent] if parent >= 0 else np.eye(3)))
            matrices[bone, :3, :3] = world[bone] @ self.rest_bones[bone, :3, :3]
        matrices[0, :3, 3] = self.rest_bones[0, :3, 3]
        return matrices
