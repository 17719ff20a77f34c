"""The peer of the throughput benchmark: the same U-Net in PyTorch, told by lines on stdin what to do.

    check FILE           weights, "input" and "logits" from a safetensors file: the largest difference of the logits
    train SECONDS LAYOUT tiles a second in training (Adam, cross-entropy), LAYOUT contiguous or channels-last
    predict SECONDS LAYOUT
"""
import json
import struct
import sys
import time

import numpy
import torch
from torch import nn

CHANNELS, BASE, LEVELS, BATCH, SIZE, THREADS = (int(text) for text in sys.argv[1:7])
WARM_UP_STEPS = 2


class ConvBlock(nn.Module):
    def __init__(self, into, out_of):
        super().__init__()
        self._first = nn.Conv2d(into, out_of, 3, padding=1, bias=False)
        self._firstNorm = nn.BatchNorm2d(out_of)
        self._second = nn.Conv2d(out_of, out_of, 3, padding=1, bias=False)
        self._secondNorm = nn.BatchNorm2d(out_of)

    def forward(self, x):
        x = torch.relu_(self._firstNorm(self._first(x)))
        return torch.relu_(self._secondNorm(self._second(x)))


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        widths = [BASE << level for level in range(LEVELS + 1)]
        self._down = nn.ModuleList(ConvBlock(into, out_of) for into, out_of in zip([CHANNELS] + widths, widths))
        self._up = nn.ModuleList(nn.ConvTranspose2d(2 * width, width, 2, stride=2) for width in widths[-2::-1])
        self._join = nn.ModuleList(ConvBlock(2 * width, width) for width in widths[-2::-1])
        self._head = nn.Conv2d(BASE, 1, 1)
        self.drop = nn.Dropout2d(0.1)

    def forward(self, x):
        skips = []
        for level, block in enumerate(self._down):
            x = block(x if level == 0 else nn.functional.max_pool2d(x, 2))
            skips.append(x)
        x = self.drop(skips.pop())
        for up, join in zip(self._up, self._join):
            x = join(torch.cat([skips.pop(), up(x)], 1))
        return self._head(x)


def tensors_of(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    kinds = {"F32": numpy.float32, "I64": numpy.int64}
    return {
        name: torch.from_numpy(numpy.frombuffer(data[entry["data_offsets"][0]:entry["data_offsets"][1]], kinds[entry["dtype"]]).reshape(entry["shape"]).copy())
        for name, entry in header.items() if name != "__metadata__"}


def check(path):
    tensors = tensors_of(path)
    given, expected = tensors.pop("input"), tensors.pop("logits")
    network = UNet().eval()
    network.load_state_dict(tensors)
    with torch.no_grad():
        return (network(given) - expected).abs().max().item()


def laid(x, layout):
    return x.to(memory_format=torch.channels_last) if layout == "channels-last" else x


def rate(step, seconds):
    for _ in range(WARM_UP_STEPS):
        step()
    began, steps = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        step()
        steps += 1
    return steps * BATCH / (time.perf_counter() - began)


def train(seconds, layout):
    network = laid(UNet(), layout).train()
    optimiser = torch.optim.Adam(network.parameters(), 1e-3)
    x = laid(torch.randn(BATCH, CHANNELS, SIZE, SIZE), layout)
    y = (torch.rand(BATCH, 1, SIZE, SIZE) < 0.1).float()

    def step():
        optimiser.zero_grad(set_to_none=True)
        loss = nn.functional.binary_cross_entropy_with_logits(network(x), y)
        loss.backward()
        optimiser.step()
        loss.item()
    return rate(step, seconds)


def predict(seconds, layout):
    network = laid(UNet(), layout).eval()
    x = laid(torch.randn(BATCH, CHANNELS, SIZE, SIZE), layout)
    with torch.no_grad():
        return rate(lambda: network(x).sigmoid(), seconds)


torch.set_num_threads(THREADS)
print(torch.__version__, flush=True)
for line in sys.stdin:
    words = line.split()
    answer = check(words[1]) if words[0] == "check" else {"train": train, "predict": predict}[words[0]](float(words[1]), words[2])
    print(repr(answer), flush=True)
