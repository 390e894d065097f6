#!/usr/bin/python3
"""Makes course_layers.json beside it, with PyTorch 1.13 (Debian 12: python3-torch): images, sequences, normalization.

Outputs are those of inference, gradients those of training. Images lie channels-last, as the engine has them.
Run: /usr/bin/python3 tests/Learning.Tests/Golden/make_course_layers.py
"""
import math

import torch
from torch import nn
from torch.nn import functional as F

from make_golden import save

torch.manual_seed(20240502)
torch.set_num_threads(1)


def flat(tensor):
    """Nine digits hold a float."""
    return [float(f"{v:.9g}") for v in tensor.detach().reshape(-1)]


def named(state):
    return {name: {"shape": list(value.shape), "data": flat(value)} for name, value in state.items()}


def same(image, kernel, stride, value=0.0):
    """Keras' padding "same" of [batch, channels, height, width]: the odd place behind."""
    pads = []
    for size, k, s in reversed(list(zip(image.shape[2:], kernel, stride))):
        total = max((math.ceil(size / s) - 1) * s + k - size, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(image, pads, value=value)


class Conv2d(nn.Conv2d):
    def __init__(self, *args, keras="valid", activation=None, **options):
        super().__init__(*args, **options)
        self.keras, self.activation = keras, activation or (lambda x: x)

    def forward(self, x):
        x = x.permute(0, 3, 1, 2)
        if self.keras == "same":
            x = same(x, self.kernel_size, self.stride)
        return self.activation(super().forward(x)).permute(0, 2, 3, 1)


class Pool(nn.Module):
    def __init__(self, largest, kernel, stride, keras="valid"):
        super().__init__()
        self.largest, self.kernel, self.stride, self.keras = largest, kernel, stride, keras

    def forward(self, x):
        x = x.permute(0, 3, 1, 2)
        ones = torch.ones_like(x)
        if self.keras == "same":
            x = same(x, self.kernel, self.stride, -math.inf if self.largest else 0.0)
            ones = same(ones, self.kernel, self.stride)
        if self.largest:
            y = F.max_pool2d(x, self.kernel, self.stride)
        else:
            y = F.avg_pool2d(x, self.kernel, self.stride) / F.avg_pool2d(ones, self.kernel, self.stride)
        return y.permute(0, 2, 3, 1)


class Of(nn.Module):
    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


class BatchNorm(nn.BatchNorm1d):
    """Over the last dimension."""
    def forward(self, x):
        return super().forward(x.reshape(-1, x.shape[-1])).reshape(x.shape)


class Embedding(nn.Embedding):
    def forward(self, x):
        return super().forward(x.long())


class OneWay(nn.Module):
    """A recurrent cell step by step, with one bias."""
    def __init__(self, kind, features, units, activation):
        super().__init__()
        self.kind, self.units, self.activation = kind, units, activation
        gates = {"simple_rnn": 1, "lstm": 4, "gru": 3}[kind]
        for name, shape in [("weight_ih_l0", (gates * units, features)), ("weight_hh_l0", (gates * units, units)), ("bias_l0", (gates * units,))]:
            self.register_parameter(name, nn.Parameter(torch.randn(shape) * 0.4))

    def forward(self, x):
        h = c = torch.zeros(len(x), self.units)
        outputs = []
        u = self.weight_hh_l0
        for step in range(x.shape[1]):
            p = x[:, step] @ self.weight_ih_l0.t() + self.bias_l0
            if self.kind == "simple_rnn":
                h = self.activation(p + h @ u.t())
            elif self.kind == "lstm":
                i, f, g, o = (p + h @ u.t()).chunk(4, 1)
                c = f.sigmoid() * c + i.sigmoid() * self.activation(g)
                h = o.sigmoid() * self.activation(c)
            else:
                (pr, pz, pn), (ur, uz, un) = p.chunk(3, 1), u.chunk(3, 0)
                r, z = (pr + h @ ur.t()).sigmoid(), (pz + h @ uz.t()).sigmoid()
                h = z * h + (1 - z) * self.activation(pn + (r * h) @ un.t())
            outputs.append(h)
        return torch.stack(outputs, 1)


class Recurrent(nn.Module):
    def __init__(self, kind, features, units, activation=torch.tanh, sequences=False, bidirectional=False):
        super().__init__()
        self.sequences = sequences
        self.ways = [OneWay(kind, features, units, activation) for _ in range(1 + bidirectional)]
        for suffix, way in zip(["", "_reverse"], self.ways):
            for name, parameter in way.named_parameters():
                self.register_parameter(name + suffix, parameter)

    def forward(self, x):
        there = self.ways[0](x)
        parts = [there if self.sequences else there[:, -1]]
        if len(self.ways) > 1:
            back = self.ways[1](x.flip(1))
            parts.append(back.flip(1) if self.sequences else back[:, -1])
        return torch.cat(parts, -1)


class OwnLstm(nn.LSTM):
    """PyTorch's own, its second bias zero."""
    def forward(self, x):
        return super().forward(x)[0][:, -1]


def case(name, shape, layers, modules, examples, features=None):
    net = nn.Sequential()
    for layer_name, module in modules:
        net.add_module(layer_name, module)
    x = torch.randn(examples, *shape) if features is None else features
    net.eval()
    outputs = net(x)
    upstream = torch.randn_like(outputs)
    weights = named({key: value for key, value in net.state_dict().items() if not key.endswith("num_batches_tracked")})
    net.train()
    net(x).backward(upstream)
    return {"name": name, "architecture": {"input": shape, "layers": layers}, "weights": weights, "examples": examples,
            "features": flat(x), "outputs": flat(outputs), "upstream": flat(upstream),
            "gradients": {n: flat(p.grad) for n, p in net.named_parameters()}}


def convolution(name, size, first, second, examples=2):
    """Two, so that the second's gradient goes through to the first."""
    height, width, channels = size
    modules, layers = [], []
    for i, options in enumerate([first, second]):
        kernel, stride = options.get("kernel"), options.get("stride", [1, 1])
        activation = {"relu": F.relu, "tanh": torch.tanh, None: None, "sigmoid": torch.sigmoid}[options.get("activation")]
        modules.append((f"conv2d_{i}" if i else "conv2d",
                        Conv2d(channels, options["filters"], kernel, stride, bias=options.get("use_bias", True),
                                                               keras=options.get("padding", "valid"), activation=activation)))
        layers.append({"conv2d": options})
        channels = options["filters"]
    return case(name, list(size), layers, modules, examples)


def images():
    yield convolution("conv2d_valid", (7, 6, 3), {"filters": 5, "kernel": [3, 2]}, {"filters": 4, "kernel": [2, 3]})
    yield convolution("conv2d_wide", (6, 9, 17), {"filters": 35, "kernel": [3, 3], "activation": "relu"}, {"filters": 20, "kernel": [3, 3]})
    yield convolution("conv2d_same", (5, 6, 2), {"filters": 3, "kernel": [3, 4], "padding": "same", "activation": "relu"},
                      {"filters": 2, "kernel": [4, 3], "padding": "same", "activation": "tanh"})
    yield convolution("conv2d_stride", (9, 10, 2), {"filters": 3, "kernel": [3, 3], "stride": [2, 3]}, {"filters": 2, "kernel": [2, 2], "stride": [2, 1]})
    yield convolution("conv2d_stride_leaves_rest", (6, 5, 1), {"filters": 2, "kernel": [1, 1]}, {"filters": 2, "kernel": [3, 2], "stride": [2, 2], "activation": "sigmoid"})
    yield convolution("conv2d_same_stride", (7, 5, 2), {"filters": 3, "kernel": [2, 2], "padding": "same"},
                      {"filters": 2, "kernel": [3, 2], "stride": [2, 2], "padding": "same", "use_bias": False})
    conv = {"conv2d": {"filters": 18, "kernel": [2, 2]}}
    for kind in ["max_pool", "average_pool"]:
        largest = kind == "max_pool"
        for name, options, pool in [
                ("", {}, Pool(largest, (2, 2), (2, 2))),
                ("_overlapping", {"pool": [3, 2], "stride": [2, 1]}, Pool(largest, (3, 2), (2, 1))),
                ("_same", {"pool": 3, "stride": 2, "padding": "same"}, Pool(largest, (3, 3), (2, 2), "same"))]:
            yield case(kind + name, [8, 7, 2], [conv, {kind: options}], [("conv2d", Conv2d(2, 18, (2, 2))), (kind, pool)], 2)
    for kind, function in [("global_max_pool", lambda x: x.amax((1, 2))), ("global_average_pool", lambda x: x.mean((1, 2)))]:
        yield case(kind, [5, 6, 2], [conv, kind], [("conv2d", Conv2d(2, 18, (2, 2))), (kind, Of(function))], 3)
    for height, width in [(3, 4), (9, 8), (5, 5)]:
        def resize(x, size=(height, width)):
            return F.interpolate(x.permute(0, 3, 1, 2), size, mode="bilinear", align_corners=False).permute(0, 2, 3, 1)
        yield case(f"resize_{height}_{width}", [6, 6, 2], [{"conv2d": {"filters": 3, "kernel": [2, 2]}}, {"resize": {"height": height, "width": width}}],
                   [("conv2d", Conv2d(2, 3, (2, 2))), ("resize", Of(resize))], 2)
    yield case("flatten_of_an_image_is_channels_last", [5, 5, 2], [{"conv2d": {"filters": 3, "kernel": [3, 3]}}, "flatten", {"dense": {"units": 4}}],
               [("conv2d", Conv2d(2, 3, (3, 3))), ("flatten", nn.Flatten()), ("dense", nn.Linear(27, 4))], 3)


def sequences():
    functions = {"tanh": torch.tanh, "relu": F.relu}
    for kind in ["simple_rnn", "lstm", "gru"]:
        for activation, function in functions.items():
            options = {"units": 5, "activation": activation}
            yield case(f"{kind}_{activation}", [6, 3], [{kind: options}, {"dense": {"units": 2}}],
                       [(kind, Recurrent(kind, 3, 5, function)), ("dense", nn.Linear(5, 2))], 4)
        yield case(f"{kind}_stacked", [4, 3], [{kind: {"units": 5, "return_sequences": True}}, {kind: {"units": 18}}],
                   [(kind, Recurrent(kind, 3, 5, sequences=True)), (kind + "_1", Recurrent(kind, 5, 18))], 7)
        yield case(f"{kind}_both_ways", [4, 3], [{kind: {"units": 5, "bidirectional": True, "return_sequences": True}}, {kind: {"units": 3, "bidirectional": True}}],
                   [(kind, Recurrent(kind, 3, 5, sequences=True, bidirectional=True)), (kind + "_1", Recurrent(kind, 10, 3, bidirectional=True))], 3)
    own = OwnLstm(3, 18, batch_first=True)
    with torch.no_grad():
        own.bias_hh_l0.zero_()
    made = case("lstm_of_pytorch", [6, 3], [{"lstm": {"units": 18}}], [("lstm", own)], 5)
    for table in (made["weights"], made["gradients"]):
        table["lstm.bias_l0"] = table.pop("lstm.bias_ih_l0")
        del table["lstm.bias_hh_l0"]
    yield made
    yield case("dense_at_each_step", [4, 3], [{"dense": {"units": 6}}, {"dense": {"units": 2, "activation": "softmax"}}],
               [("dense", nn.Linear(3, 6)), ("dense_1", nn.Linear(6, 2)), ("softmax", nn.Softmax(-1))], 5)
    yield case("repeat", [3], [{"dense": {"units": 4}}, {"repeat": {"count": 3}}, {"lstm": {"units": 2}}],
               [("dense", nn.Linear(3, 4)), ("repeat", Of(lambda x: x[:, None].repeat(1, 3, 1))), ("lstm", Recurrent("lstm", 4, 2))], 3)
    indices = torch.randint(0, 7, (4, 5)).float()
    yield case("embedding", [5], [{"embedding": {"vocabulary": 7, "units": 3}}, {"gru": {"units": 2}}],
               [("embedding", Embedding(7, 3)), ("gru", Recurrent("gru", 3, 2))], 4, indices)
    yield case("one_hot", [5], [{"one_hot": {"depth": 7}}, {"simple_rnn": {"units": 2}}],
               [("one_hot", Of(lambda x: F.one_hot(x.long(), 7).float())), ("simple_rnn", Recurrent("simple_rnn", 7, 2))], 4, indices)


def normalization():
    def spread(norm):
        with torch.no_grad():
            norm.weight.uniform_(0.5, 1.5)
            norm.bias.uniform_(-1, 1)
            if hasattr(norm, "running_mean"):
                norm.running_mean.uniform_(-1, 1)
                norm.running_var.uniform_(0.5, 1.5)
        return norm
    yield case("batch_norm", [4], [{"dense": {"units": 18}}, "batch_norm", {"dense": {"units": 2}}],
               [("dense", nn.Linear(4, 18)), ("batch_norm", spread(BatchNorm(18, eps=1e-3))), ("dense_1", nn.Linear(18, 2))], 9)
    yield case("batch_norm_of_images", [5, 4, 2], [{"conv2d": {"filters": 3, "kernel": [2, 2]}}, {"batch_norm": {"epsilon": 0.01}}],
               [("conv2d", Conv2d(2, 3, (2, 2))), ("batch_norm", spread(BatchNorm(3, eps=0.01)))], 4)
    yield case("layer_norm", [4], [{"dense": {"units": 18}}, "layer_norm", {"dense": {"units": 2}}],
               [("dense", nn.Linear(4, 18)), ("layer_norm", spread(nn.LayerNorm(18, eps=1e-3))), ("dense_1", nn.Linear(18, 2))], 9)
    yield case("layer_norm_at_each_step", [3, 4], [{"dense": {"units": 5}}, {"layer_norm": {"epsilon": 0.01}}],
               [("dense", nn.Linear(4, 5)), ("layer_norm", spread(nn.LayerNorm(5, eps=0.01)))], 4)


if __name__ == "__main__":
    save("course_layers.json", [*images(), *sequences(), *normalization()])
