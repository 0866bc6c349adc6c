# Gradients and training as PyTorch has them, for graphs and networks that come as JSON on standard input.
import json, math, sys
import torch
import torch.nn.functional as F

torch.set_num_threads(1)


def spatial(node, weight):
    attributes = node['attributes']
    kernel = attributes.get('kernel_shape') or list(weight.shape[2:])
    ones = [1] * len(kernel)
    return (kernel, attributes.get('strides') or ones, attributes.get('dilations') or ones,
            attributes.get('pads') or [0] * (2 * len(kernel)))


def padded(x, pads, value=0.0):
    rank = len(pads) // 2
    order = []
    for i in reversed(range(rank)):
        order += [pads[i], pads[rank + i]]
    return F.pad(x, order, value=value)


def same_upper(x, kernel, strides):
    pads = []
    for i, size in enumerate(kernel):
        n = x.shape[i + 2]
        pads.append(max(0, (math.ceil(n / strides[i]) - 1) * strides[i] + size - n))
    return [p // 2 for p in pads] + [p - p // 2 for p in pads]


def conv(node, x, w, b=None):
    kernel, strides, dilations, pads = spatial(node, w)
    if node['attributes'].get('auto_pad') == 'SAME_UPPER':
        pads = same_upper(x, kernel, strides)
    run = {1: F.conv1d, 2: F.conv2d}[len(kernel)]
    return run(padded(x, pads), w, b, stride=strides, dilation=dilations, groups=node['attributes'].get('group', 1))


def max_pool(node, x):
    kernel, strides, _, pads = spatial(node, x)
    return F.max_pool2d(padded(x, pads, -math.inf), kernel, strides, ceil_mode=bool(node['attributes'].get('ceil_mode')))


def average_pool(node, x):
    kernel, strides, _, pads = spatial(node, x)
    area = F.avg_pool2d(padded(x, pads), kernel, strides)
    if node['attributes'].get('count_include_pad'):
        return area
    return area / F.avg_pool2d(padded(torch.ones_like(x), pads), kernel, strides)


def gemm(node, a, b, c=None):
    attributes = node['attributes']
    product = (a.T if attributes.get('transA') else a) @ (b.T if attributes.get('transB') else b)
    product = product * attributes.get('alpha', 1.0)
    return product if c is None else product + attributes.get('beta', 1.0) * c


def batch_norm(node, x, scale, offset, mean, variance):
    # The one of PyTorch has no gradient by mean and variance.
    wide = lambda value: value.reshape(1, -1, *[1] * (x.dim() - 2))
    deviation = (wide(variance) + node['attributes'].get('epsilon', 1e-5)).sqrt()
    return (x - wide(mean)) / deviation * wide(scale) + wide(offset)


def layer_norm(node, x, scale, offset):
    axis = node['attributes'].get('axis', -1) % x.dim()
    return F.layer_norm(x, x.shape[axis:], scale, offset, node['attributes'].get('epsilon', 1e-5))


def reduce(run, node, x, axes=None):
    chosen = node['attributes'].get('axes') or (axes.tolist() if axes is not None else list(range(x.dim())))
    return run(x, chosen, bool(node['attributes'].get('keepdims', 1)))


def sliced(x, starts, ends, axes, steps):
    for start, end, axis, step in zip(starts.tolist(), ends.tolist(), axes.tolist(), steps.tolist()):
        places = torch.tensor(range(x.shape[axis])[slice(start, None if step < 0 and end < -x.shape[axis] else end, step)])
        x = x.index_select(axis, places)
    return x


def gather(node, x, indices):
    axis = node['attributes'].get('axis', 0) % x.dim()
    flat = indices.reshape(-1) % x.shape[axis]
    return x.index_select(axis, flat).reshape(x.shape[:axis] + indices.shape + x.shape[axis + 1:])


def squeeze(x, axes):
    for axis in sorted(axes.tolist(), reverse=True):
        x = x.squeeze(axis)
    return x


def unsqueeze(x, axes):
    for axis in sorted(axes.tolist()):
        x = x.unsqueeze(axis)
    return x


run = {
    'Add': lambda n, a, b: a + b, 'Sub': lambda n, a, b: a - b, 'Mul': lambda n, a, b: a * b, 'Div': lambda n, a, b: a / b,
    'Pow': lambda n, a, b: a ** b, 'Neg': lambda n, x: -x, 'Exp': lambda n, x: x.exp(), 'Log': lambda n, x: x.log(),
    'Sqrt': lambda n, x: x.sqrt(), 'Reciprocal': lambda n, x: 1 / x, 'Cos': lambda n, x: x.cos(), 'Sin': lambda n, x: x.sin(),
    'Abs': lambda n, x: x.abs(), 'Relu': lambda n, x: F.relu(x), 'Sigmoid': lambda n, x: x.sigmoid(),
    'Tanh': lambda n, x: x.tanh(), 'Softplus': lambda n, x: F.softplus(x), 'Identity': lambda n, x: x,
    'Erf': lambda n, x: x.erf(), 'LeakyRelu': lambda n, x: F.leaky_relu(x, n['attributes'].get('alpha', 0.01)),
    'HardSigmoid': lambda n, x: (x * n['attributes'].get('alpha', 0.2) + n['attributes'].get('beta', 0.5)).clamp(0, 1),
    'HardSwish': lambda n, x: F.hardswish(x), 'Clip': lambda n, x, low, high: torch.clamp(x, low, high),
    'Gelu': lambda n, x: F.gelu(x, approximate=n['attributes'].get('approximate', 'none')),
    'Greater': lambda n, a, b: a > b, 'Where': lambda n, c, a, b: torch.where(c, a, b),
    'Softmax': lambda n, x: x.softmax(n['attributes'].get('axis', -1)),
    'LogSoftmax': lambda n, x: x.log_softmax(n['attributes'].get('axis', -1)),
    'ReduceMean': lambda n, *a: reduce(torch.mean, n, *a), 'ReduceSum': lambda n, *a: reduce(torch.sum, n, *a),
    'Reshape': lambda n, x, s: x.reshape([x.shape[i] if d == 0 else d for i, d in enumerate(s.tolist())]),
    'Flatten': lambda n, x: x.flatten(1), 'Squeeze': lambda n, x, a: squeeze(x, a), 'Unsqueeze': lambda n, x, a: unsqueeze(x, a),
    'Transpose': lambda n, x: x.permute(n['attributes'].get('perm') or list(reversed(range(x.dim())))),
    'Concat': lambda n, *x: torch.cat(x, n['attributes']['axis']),
    'Split': lambda n, x, s: torch.split(x, s.tolist(), n['attributes']['axis']),
    'Slice': lambda n, *a: sliced(*a), 'Expand': lambda n, x, s: x.expand(torch.broadcast_shapes(x.shape, s.tolist())),
    'Gather': gather, 'Dropout': lambda n, x: x, 'MatMul': lambda n, a, b: a @ b, 'Gemm': gemm, 'Conv': conv,
    'MaxPool': max_pool, 'AveragePool': average_pool, 'GlobalAveragePool': lambda n, x: x.mean((2, 3), keepdim=True),
    'BatchNormalization': batch_norm,
    'LayerNormalization': layer_norm,
}


def tensor(one):
    kind = torch.int64 if one.get('type') == 'int64' else torch.float32
    return torch.tensor(one['data'], dtype=kind).reshape(one['dims'])


def gradients(case):
    values = {one['name']: tensor(one) for one in case['constants']}
    leaves = {one['name']: tensor(one).requires_grad_() for one in case['inputs']}
    values.update(leaves)
    for node in case['nodes']:
        results = run[node['type']](node, *[values[name] for name in node['inputs']])
        results = results if isinstance(results, tuple) else (results,)
        values.update(zip(node['outputs'], results))
    y = values[case['output']]
    (y * tensor(case['dy']).reshape(y.shape)).sum().backward()
    return {'y': y.flatten().tolist(), 'gradients': {name: leaf.grad.flatten().tolist() for name, leaf in leaves.items()}}


def train(case):
    """The convolutional net, its weights and batches given; Adam as PyTorch has it."""
    weights = {one['name']: tensor(one).requires_grad_() for one in case['weights']}
    optimizer = torch.optim.Adam(weights.values(), lr=case['rate'])
    losses = []
    for batch in case['batches']:
        h = tensor(batch['x'])
        for block in (1, 2):
            h = F.conv2d(h, weights[f'conv{block}.weight'], weights[f'conv{block}.bias'], padding=case['padding'])
            h = F.relu(F.max_pool2d(h, 2))
        h = F.relu(h.flatten(1) @ weights['dense.weight'] + weights['dense.bias'])
        loss = F.cross_entropy(h @ weights['out.weight'] + weights['out.bias'], torch.tensor(batch['labels']))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return {'losses': losses, 'weights': {name: value.flatten().tolist() for name, value in weights.items()}}


given = json.load(sys.stdin)
json.dump([train(case) if 'batches' in case else gradients(case) for case in given], sys.stdout)
