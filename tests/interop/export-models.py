# Writes small models as PyTorch exports them: usage export-models.py FOLDER. Prints their names.
import sys
import torch
from torch import nn


class Residual(nn.Module):
    """Convolutions with groups and strides, normalisation, a sum around them."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 8, 3, stride=2, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(8)
        self.apart = nn.Conv2d(8, 8, 3, padding=1, groups=8)
        self.mix = nn.Conv2d(8, 8, 1)
        self.pool = nn.MaxPool2d(3, stride=2, padding=1)
        self.head = nn.Linear(8, 4)

    def forward(self, x):
        h = nn.functional.relu6(self.norm(self.first(x)))
        h = h + self.mix(nn.functional.hardswish(self.apart(h)))
        h = nn.functional.adaptive_avg_pool2d(self.pool(h), 1)
        return self.head(torch.flatten(h, 1))


class Attention(nn.Module):
    """One block of a vision transformer."""

    def __init__(self):
        super().__init__()
        self.patches = nn.Conv2d(3, 16, 4, stride=4)
        self.place = nn.Parameter(torch.randn(1, 9, 16) * 0.1)
        self.norm = nn.LayerNorm(16)
        self.qkv = nn.Linear(16, 48)
        self.out = nn.Linear(16, 16)
        self.wide = nn.Linear(16, 32)
        self.narrow = nn.Linear(32, 16)
        self.head = nn.Linear(16, 4)

    def forward(self, x):
        h = self.patches(x).flatten(2).transpose(1, 2) + self.place
        q, k, v = self.qkv(self.norm(h)).reshape(-1, 9, 3, 2, 8).permute(2, 0, 3, 1, 4).unbind(0)
        mixed = ((q @ k.transpose(-2, -1)) * 8 ** -0.5).softmax(-1) @ v
        h = h + self.out(mixed.transpose(1, 2).reshape(-1, 9, 16))
        h = h + self.narrow(nn.functional.gelu(self.wide(self.norm(h))))
        return self.head(h.mean(1))


class Plain(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Flatten(), nn.Linear(432, 16), nn.Tanh(), nn.Linear(16, 4), nn.Softmax(1))

    def forward(self, x):
        return self.net(x)


torch.manual_seed(1)
folder = sys.argv[1]
x = torch.randn(2, 3, 12, 12)
for make in (Residual, Attention, Plain):
    model = make().eval()
    kinds = [('old', 13), ('old', 17), ('new', 18), ('new', 20)]
    for kind, version in kinds:
        name = f'{make.__name__}-{kind}-{version}.onnx'
        path = f'{folder}/{name}'
        try:
            if kind == 'old':
                torch.onnx.export(model, (x,), path, opset_version=version, dynamo=False, input_names=['x'],
                                  dynamic_axes={'x': {0: 'N'}})
            else:
                torch.onnx.export(model, (x,), path, opset_version=version, dynamo=True, input_names=['x'],
                                  dynamic_shapes={'x': {0: torch.export.Dim('N')}}, external_data=False, verbose=False)
        except Exception as error:
            print(f'{name}: {error}', file=sys.stderr)
            continue
        print(f'model {name}')
