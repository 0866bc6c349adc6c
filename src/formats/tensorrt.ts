// TensorRT engines: serialised machine code and weights for one GPU, in a private format. Only its outside can be read:
// the tag, the header that Ultralytics puts before it, and executables for the host inside it.
import { type ByteSource, SliceSource } from '#core/byte-source';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import type { InertView } from './views/inert.ts';
import type { Part } from './views/part.ts';

export const format: Format = {
  id: 'tensorrt',
  title: 'TensorRT engine',
  specification: 'https://docs.nvidia.com/deeplearning/tensorrt/latest/inference-library/advanced.html',
  loading:
    'Deserialised by TensorRT: code for the GPU runs, and plugin libraries that the engine carries are loaded into the process.',
  extensions: ['engine', 'plan', 'trt'],
  identify: (sample: Sample): Match => {
    if (tagAt(sample.source, sample.head) !== undefined) return 'content';
    return format.extensions.includes(sample.extension) ? 'name' : 'no';
  },
  read: (source: ByteSource, context: ReadContext): InertView => {
    const message = 'a TensorRT engine is machine code in a private format; it cannot be judged without running it';
    return {
      kind: 'inert',
      format: 'tensorrt',
      oddities: [{ kind: 'not-followed', message, where: { offset: tagAt(source, source.read(0, 8).slice()) ?? 0 } }],
      parts: hostExecutables(source, context),
    };
  },
};

/** Offset of `ftrt` or `ptrt`: 0, or behind a length and a JSON description of that length. */
function tagAt(source: ByteSource, head: Uint8Array): number | undefined {
  if (isTag(head)) return 0;
  if (head.length < 8 || head[4] !== 0x7b) return undefined;
  const at = 4 + new DataView(head.buffer, head.byteOffset).getUint32(0, true);
  return at < source.size && isTag(source.read(at, 4)) ? at : undefined;
}

function isTag(bytes: Uint8Array): boolean {
  return (bytes[0] === 0x66 || bytes[0] === 0x70) && bytes[1] === 0x74 && bytes[2] === 0x72 && bytes[3] === 0x74;
}

/** ELF files for a CPU. Those for the GPU (machine 190) are what an engine is made of. */
function hostExecutables(source: ByteSource, context: ReadContext): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < source.size && parts.length < maxParts; at += windowBytes) {
    context.budget.spend(windowBytes >> 4, at);
    const bytes = Buffer.from(source.read(at, windowBytes + overlap));
    for (let found = bytes.indexOf(elf); found >= 0 && found < windowBytes; found = bytes.indexOf(elf, found + 4)) {
      const machine = (bytes[found + 18] ?? 0) + (bytes[found + 19] ?? 0) * 256;
      const plausible =
        [1, 2].includes(bytes[found + 4] ?? 0) && [1, 2].includes(bytes[found + 5] ?? 0) && bytes[found + 6] === 1;
      if (!plausible || machine === cudaMachine || parts.length >= maxParts) continue;
      const range = { from: at + found, to: source.size };
      const name = `executable at byte ${range.from}`;
      parts.push({ name, source: new SliceSource(source, range.from, range.to), range, stored: true, raw: true });
    }
  }
  return parts;
}

const elf = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);
const cudaMachine = 190;
const windowBytes = 1 << 20;
const overlap = 32;
const maxParts = 16;
