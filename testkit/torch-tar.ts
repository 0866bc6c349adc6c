// What torch.save wrote before torch 0.2, and NeMo's tar, by hand.

import { buildPickle, dict, global, int, list, op, text, tuple } from './pickle.ts';
import { touchPickle } from './pickle-in-zip.ts';
import type { Sample } from './sample.ts';

/** A tar of regular files with headers of 1988 (v7 fields, ustar mark). */
function tarOf(members: readonly { readonly name: string; readonly data: Uint8Array }[]): Uint8Array {
  const blocks = members.flatMap(({ name, data }) => [
    header(name, data.length),
    data,
    Buffer.alloc(-data.length & 511),
  ]);
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function header(name: string, size: number): Uint8Array {
  const block = Buffer.alloc(512);
  block.write(name, 0);
  block.write('0000644\x000000000\x000000000\0', 100);
  block.write(`${size.toString(8).padStart(11, '0')}\0${'0'.repeat(11)}\0        0`, 124);
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function i64(...values: readonly number[]): Uint8Array {
  return new Uint8Array(new BigInt64Array(values.map(BigInt)).buffer);
}

const floats = new Uint8Array(new Float32Array([1, 2, 3, 4, 5, 6]).buffer);
const storages = Buffer.concat([
  buildPickle(2, int(1)),
  buildPickle(2, tuple(int(7), text('cpu'), global('torch', 'FloatStorage'))),
  i64(6),
  floats,
  buildPickle(2, list()),
]);
const tensors = Buffer.concat([
  buildPickle(2, int(1)),
  buildPickle(2, tuple(int(9), int(7), global('torch', 'FloatTensor'))),
  Buffer.from([2, 0, 0, 0, 0, 0, 0, 0]),
  i64(2, 3, 3, 1, 0),
]);
const system = buildPickle(2, dict(text('protocol_version'), int(1000)));
const program = buildPickle(2, dict(text('weight'), [int(9), op('BINPERSID')]));

interface Parts {
  readonly storages?: Uint8Array;
  readonly tensors?: Uint8Array;
  readonly pickle?: Uint8Array;
}

function torchTar(parts: Parts = {}): Uint8Array {
  return tarOf([
    { name: 'sys_info', data: system },
    { name: 'pickle', data: parts.pickle ?? program },
    { name: 'tensors', data: parts.tensors ?? tensors },
    { name: 'storages', data: parts.storages ?? storages },
  ]);
}

function nemo(configuration: string): Uint8Array {
  return tarOf([{ name: './model_config.yaml', data: Buffer.from(configuration) }]);
}

function sample(name: string, build: () => Uint8Array, verdict: Sample['verdict'], because: string): Sample {
  return { name, build, verdict, because };
}

export const samples: readonly Sample[] = [
  sample('old.pth', () => torchTar(), 'clean', 'what torch 0.1 wrote'),
  sample('old-program.pth', () => torchTar({ pickle: touchPickle }), 'malicious', 'the pickle acts'),
  sample('old-count.pth', () => torchTar({ storages: touchPickle }), 'malicious', 'the count of storages acts'),
  sample(
    'old-storage.pth',
    () => torchTar({ storages: Buffer.concat([buildPickle(2, int(1)), touchPickle]) }),
    'malicious',
    'the type of a storage acts',
  ),
  sample(
    'old-views.pth',
    () => torchTar({ storages: Buffer.concat([storages.subarray(0, -buildPickle(2, list()).length), touchPickle]) }),
    'malicious',
    'the pickle after the numbers acts',
  ),
  sample(
    'old-tensor.pth',
    () => torchTar({ tensors: Buffer.concat([tensors, touchPickle]) }),
    'malicious',
    'a later tensor acts',
  ),
  sample('config.nemo', () => nemo('model:\n  hidden: 4\n'), 'clean', 'a configuration of numbers'),
  sample(
    'target.nemo',
    () => nemo('model:\n  _target_: os.system\n  command: id\n'),
    'malicious',
    'the configuration names a function that acts',
  ),
];
