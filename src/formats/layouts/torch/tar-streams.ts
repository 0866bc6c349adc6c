// The two members of a torch 0.1 tar that mix pickles with raw numbers, cut into pickles and numbers.
// @source torch/serialization.py, _legacy_load: `legacy_load`
import { type ByteSource, SliceSource } from '#core/byte-source';
import type { WorkBudget } from '#core/work-budget';
import { runPickle } from '../../pickle/machine.ts';
import { storageElementBytes } from '../../pickle/torch-legacy.ts';
import type { Part } from '../../views/part.ts';
import type { PickleStream } from '../../views/program.ts';

/** `storages`: a count; per storage a pickle of its type, a 64-bit count and the elements; a pickle of views. */
export function storageParts(member: Part, budget: WorkBudget): Part[] {
  return cut(member, budget, (stream, source) => {
    const type = stream.globals
      .map(({ name }) => storageElementBytes.get(name.name))
      .find((size) => size !== undefined);
    return type === undefined ? 0 : 8 + i64(source, stream.to) * type;
  });
}

/** `tensors`: a count; per tensor a pickle, dimensions as 32 bits and 4 bytes more, sizes, strides, an offset. */
export function tensorParts(member: Part, budget: WorkBudget): Part[] {
  return cut(member, budget, (stream, source, index) => {
    if (index === 0) return 0;
    const dimensions = new DataView(copy(source, stream.to, 4)).getInt32(0, true);
    return 8 + 16 * dimensions + 8;
  });
}

/** @param rawAfter - bytes of numbers that follow a pickle */
function cut(
  member: Part,
  budget: WorkBudget,
  rawAfter: (stream: PickleStream, source: ByteSource, index: number) => number,
): Part[] {
  const { source } = member;
  const parts: Part[] = [];
  let at = 0;
  for (let index = 0; at < source.size; index += 1) {
    budget.spendPart(at);
    const { stream } = runPickle(source, at, budget);
    if (stream.end !== 'stop') break;
    parts.push({ ...slice(member, at, stream.to), readAs: ['pickle'] });
    at = stream.to;
    const raw = rawAfter(stream, source, index);
    if (!(raw > 0)) continue;
    const to = Math.min(source.size, at + raw);
    if (to > at) parts.push({ ...slice(member, at, to), raw: true });
    at = to;
  }
  // What is left is a broken pickle, whose beginning has run when the loader notices.
  if (at < source.size) parts.push({ ...slice(member, at, source.size), readAs: ['pickle'] });
  return parts;
}

function slice(member: Part, from: number, to: number): Part {
  const part = { name: `${member.name} (bytes ${from} to ${to})`, source: new SliceSource(member.source, from, to) };
  if (member.range === undefined || member.stored !== true) return part;
  return { ...part, range: { from: member.range.from + from, to: member.range.from + to }, stored: true };
}

function i64(source: ByteSource, at: number): number {
  return Number(new DataView(copy(source, at, 8)).getBigInt64(0, true));
}

/** `length` bytes, zeros beyond the end. */
function copy(source: ByteSource, at: number, length: number): ArrayBuffer {
  const bytes = new Uint8Array(length);
  bytes.set(source.read(at, length));
  return bytes.buffer;
}
