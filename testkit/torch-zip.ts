// What torch.save, torch.jit.save and torch.package write, and what attackers make of it.

import {
  buildPickle,
  bytes,
  type Code,
  call,
  dict,
  emptyTuple,
  global,
  int,
  list,
  op,
  reduce,
  stackGlobal,
  text,
  tuple,
} from './pickle.ts';
import { touchPickle } from './pickle-in-zip.ts';
import type { Sample } from './sample.ts';
import { buildZip, type ZipMember, type ZipOptions } from './zip-writer.ts';

/** A torch archive: members below a top folder, padded and with descriptors as torch writes them. */
export function buildTorchZip(members: readonly ZipMember[], options: ZipOptions & { top?: string } = {}): Uint8Array {
  const { top = 'archive', ...rest } = options;
  const padding = Buffer.concat([Buffer.from('FB'), Buffer.from([23, 0]), Buffer.alloc(23, 'Z')]);
  return buildZip(
    members.map((member) => ({
      descriptor: 'signed',
      ...member,
      name: top + member.name,
      local: { extra: padding, ...member.local },
    })),
    { zip64: true, ...rest },
  );
}

/** A state dictionary of one tensor of float32 in storage 0. @param elements - what the pickle says of the storage */
export function stateDict(elements: number): Uint8Array {
  const id = tuple(text('storage'), global('torch', 'FloatStorage'), text('0'), text('cpu'), int(elements));
  const storage: Code = [id, op('BINPERSID')];
  const hooks = reduce(global('collections', 'OrderedDict'), emptyTuple);
  const sizes = [storage, int(0), tuple(int(elements)), tuple(int(1)), op('NEWFALSE'), hooks];
  return buildPickle(2, dict(text('weight'), call(global('torch._utils', '_rebuild_tensor_v2'), ...sizes)));
}

const floats = new Uint8Array(new Float32Array([1, 2.5, -3, 0.125, 9, 1e-3, 7, 8]).buffer);
const program: ZipMember = { name: '/data.pkl', data: stateDict(8) };
const attack: ZipMember = { name: '/data.pkl', data: touchPickle };
const storage: ZipMember = { name: '/data/0', data: floats };
const version: ZipMember = { name: '/version', data: '3\n' };
const byteorder: ZipMember = { name: '/byteorder', data: 'little' };
const checkpoint: readonly ZipMember[] = [program, byteorder, storage, version];

function sample(
  name: string,
  verdict: Sample['verdict'],
  because: string,
  members: readonly ZipMember[],
  check?: string,
  options?: ZipOptions & { top?: string },
): Sample {
  const build = (): Uint8Array => buildTorchZip(members, options);
  return { name, build, verdict, because, ...(check === undefined ? {} : { check }) };
}

const withoutCrc = checkpoint.map((member): ZipMember => ({ ...member, says: { crc: 0 } }));
const constants: ZipMember = { name: '/constants.pkl', data: Buffer.from([0x80, 2, 0x29, 0x2e]) };
const code: ZipMember = {
  name: '/code/__torch__/model.py',
  data: 'class M(Module):\n  __parameters__ = ["w", ]\n  w : Tensor\n  def forward(self, x: Tensor) -> Tensor:\n    return torch.mul(self.w, x)\n',
  deflate: true,
};
const scripted: ZipMember = { name: '/data.pkl', data: buildPickle(2, call(global('__torch__', 'M'))) };
const marks: readonly ZipMember[] = [
  { name: '/.data/extern_modules', data: 'torch\n' },
  { name: '/.data/python_version', data: '3.11.7' },
  { name: '/.data/version', data: '6\n' },
];
const source: ZipMember = { name: '/mine.py', data: 'def f(x):\n    return x + 1\n' };
const hostileSource: ZipMember = { name: '/mine.py', data: 'import os\nos.system("touch \\"$ASSAY_MARKER\\"")\n' };

const insidePickle = (data: Uint8Array, behind: string): Uint8Array => {
  const archive = buildTorchZip([{ name: '/data.pkl', data }, version]);
  return buildPickle(4, list(call(stackGlobal('torch.storage', '_load_from_bytes'), bytes(archive)), text(behind)));
};

export const samples: readonly Sample[] = [
  {
    name: 'archive-in-pickle.pkl',
    build: () => insidePickle(touchPickle, 'x'.repeat(70_000)),
    verdict: 'malicious',
    because: 'torch loads the archive that stands in a constant, and the archive holds a payload',
    check: 'pickle-dangerous-call',
  },
  {
    name: 'archive-as-text.pkl',
    build: () => {
      const archive = Buffer.from(buildTorchZip([{ name: '/data.pkl', data: touchPickle }, version])).toString(
        'latin1',
      );
      return buildPickle(
        2,
        list(call(global('_codecs', 'encode'), text(archive), text('latin1')), text('x'.repeat(70_000))),
      );
    },
    verdict: 'malicious',
    because: 'protocol 2 writes bytes as text, here an archive with a payload',
    check: 'pickle-dangerous-call',
  },
  {
    name: 'plain-archive-in-pickle.pkl',
    build: () => insidePickle(stateDict(0), 'x'),
    verdict: 'clean',
    because: 'an object that keeps a saved model in memory, whose archive ends near the end of the file',
  },
  sample('checkpoint.pt', 'clean', 'what torch.save writes', checkpoint),
  sample('no-crc.pt', 'clean', 'torch writes no CRC when told so', withoutCrc),
  sample('empty-storage.pt', 'clean', 'a storage without elements', [
    { ...program, data: stateDict(0) },
    { ...storage, data: '' },
    version,
  ]),
  sample(
    'library.pt',
    'malicious',
    'a native library among the weights',
    [
      program,
      storage,
      version,
      { name: 'libkernel.so', data: Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(120)]) },
    ],
    'program-in-weights',
  ),
  sample('top-folder.pt', 'clean', 'the top folder is named after the file', checkpoint, undefined, {
    top: 'my model',
  }),
  sample('script.pt', 'clean', 'TorchScript looks like Python and is not', [
    storage,
    scripted,
    code,
    constants,
    version,
  ]),
  script('script-write.pt', 'malicious', 'TorchScript that writes a file', 'torch.save(x, "/tmp/x")'),
  script(
    'script-read.pt',
    'malicious',
    'TorchScript that reads a file',
    '_0 = torch.from_file("/etc/passwd", False, 4, dtype=0)',
  ),
  script('script-ops.pt', 'suspicious', 'an operator of a native library', '_0 = ops.mine.run(x)'),
  script('script-vision.pt', 'clean', 'an operator of torchvision', '_0 = ops.torchvision.nms(x, x, 0.5)'),
  sample('package.pt', 'clean', 'sources that do nothing on import', [...marks, source, version]),
  sample('attack.pt', 'malicious', 'data.pkl runs a command', [attack, storage, version]),
  sample('attack-in-storage.pt', 'malicious', 'a storage is a pickle', [
    { ...program, data: stateDict(touchPickle.length) },
    { ...storage, data: touchPickle },
    version,
  ]),
  sample('attack-crc.pt', 'malicious', 'a wrong CRC stops Python tools', [{ ...attack, says: { crc: 9 } }, version]),
  sample('attack-case.pt', 'malicious', 'torch ignores case', [{ ...attack, name: '/DATA.PKL' }, storage, version]),
  sample(
    'two-cases.pt',
    'malicious',
    'two names that are one to torch',
    [...checkpoint, { ...program, name: '/Data.pkl' }],
    'two-readings',
  ),
  sample('two-programs.pt', 'malicious', 'two copies of data.pkl', [...checkpoint, attack], 'two-readings'),
  sample('attack-script.pt', 'malicious', 'a constant of TorchScript is a pickle that acts', [
    scripted,
    { ...constants, data: touchPickle },
    version,
  ]),
  sample('attack-package.pt', 'malicious', 'a source that acts on import', [...marks, hostileSource, version]),
  sample(
    'long-storage.pt',
    'suspicious',
    'more bytes than the storage has',
    [program, longer(), version],
    'hidden-bytes',
  ),
  sample(
    'short-storage.pt',
    'incomplete',
    'fewer bytes than the storage has',
    [program, shorter(), version],
    'not-followed',
  ),
];

function script(name: string, verdict: Sample['verdict'], because: string, line: string): Sample {
  const data = `class M(Module):\n  def forward(self, x: Tensor) -> Tensor:\n    ${line}\n    return x\n`;
  const members = [storage, scripted, { ...code, data }, constants, version];
  return sample(name, verdict, because, members, verdict === 'clean' ? undefined : 'torchscript-file-access');
}

function longer(): ZipMember {
  return { ...storage, data: Buffer.concat([floats, Buffer.from('and a message')]) };
}

function shorter(): ZipMember {
  return { ...storage, data: floats.subarray(0, 20) };
}
