"""Read a written pelvis network back into the trainer, to go on from it.

Writing folds every batch norm into the convolution before it. Here each one gets the mean and the
spread that its convolution has on a few drawn crops, and a scale and shift that undo them: the
network says the same as before, and training finds its batch norms as it needs them.
"""

from __future__ import annotations

from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from training.pelvis_net import PelvisNet, evened

MAPS, BEFORE_LAST, LAST = "maps", "whole.3", "whole.5"


def weights_of(path: Path, crops: Tensor, width: int = 16) -> dict[str, Tensor]:
    """Return what a `PelvisNet` loads; `crops` (n, 3, IN_PX, IN_PX) 0..1, a few hundred drawn ones.

    The stretch that was written into the angle is taken out again; sigma keeps its calibration.
    """
    net = PelvisNet(width)
    values, convolutions = _stored(path)
    for name in (MAPS, BEFORE_LAST, LAST):
        layer = net.get_submodule(name)
        layer.weight.data, layer.bias.data = values[f"{name}.weight"], values[f"{name}.bias"]
    stretch = float(values["places"][-1, 1] / net.places[-1, 1])
    net.whole[-1].weight.data[0] /= stretch
    net.whole[-1].bias.data[0] /= stretch
    for name, (weight, bias) in convolutions.items():
        _unfold(net, name, weight, bias)
    _find_spread(net, crops)
    return net.state_dict()


def _stored(path: Path) -> tuple[dict[str, Tensor], dict[str, tuple[Tensor, Tensor]]]:
    """Return the named values, and weight and bias of every convolution that had a batch norm."""
    graph = onnx.load(str(path)).graph
    values = {i.name: torch.from_numpy(numpy_helper.to_array(i).copy()) for i in graph.initializer}
    convolutions = {}
    for node in graph.node:
        if node.op_type == "Conv" and not node.input[1].startswith("_net."):
            name = _module_path(node.output[0])
            convolutions[name] = values[node.input[1]], values[node.input[2]]
    return {name.removeprefix("_net."): value for name, value in values.items()}, convolutions


def _module_path(output: str) -> str:
    """Turn /to_fine/to_fine.2/first/first.0/Conv_output_0 into to_fine.2.first.0."""
    path: list[str] = []
    for part in output.strip("/").split("/")[:-1]:
        own = part.split(".")
        path += own[-1:] if len(own) > 1 else own
    return ".".join(path)


def _unfold(net: PelvisNet, name: str, weight: Tensor, bias: Tensor) -> None:
    """Give a convolution its folded weight and the batch norm after it the folded bias."""
    parent, index = name.rsplit(".", 1)
    norm = net.get_submodule(f"{parent}.{int(index) + 1}")
    net.get_submodule(name).weight.data = weight
    norm.weight.data = torch.full_like(bias, (1 + norm.eps) ** 0.5)
    norm.bias.data = bias


@torch.no_grad()
def _find_spread(net: PelvisNet, crops: Tensor) -> None:
    hooks = [m.register_forward_pre_hook(_take) for m in net.modules() if _is_norm(m)]
    net.eval()
    net.read(evened(crops))
    for hook in hooks:
        hook.remove()


def _is_norm(module: nn.Module) -> bool:
    return isinstance(module, nn.BatchNorm2d)


def _take(norm: nn.BatchNorm2d, inputs: tuple[Tensor]) -> None:
    """Take the mean and variance of what comes in; scale and shift keep what goes out."""
    mean, variance = inputs[0].mean((0, 2, 3)), inputs[0].var((0, 2, 3))
    scale = norm.weight.data / (norm.running_var + norm.eps).sqrt()
    norm.bias.data += scale * (mean - norm.running_mean)
    norm.weight.data = scale * (variance + norm.eps).sqrt()
    norm.running_mean, norm.running_var = mean, variance
