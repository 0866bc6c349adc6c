import { describe, expect, it } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import { pack, packArray, samples } from '#testkit/flax-msgpack';
import { format } from './flax-msgpack.ts';
import { takeSample } from './identify.ts';
import type { TensorsView } from './views/tensors.ts';

function read(bytes: Uint8Array): TensorsView {
  const context = { budget: new WorkBudget(bytes.length), name: 'x', sibling: () => undefined };
  return format.read(new MemorySource(bytes), context) as TensorsView;
}

describe('flax-msgpack', () => {
  it.each(samples)('$name: $because', (sample) => {
    const bytes = sample.build();
    expect(format.identify(takeSample(new MemorySource(bytes), sample.name))).toBe('name');
    if (sample.verdict === 'incomplete') expect(() => read(bytes)).toThrow(FormatError);
    else expect(read(bytes).oddities).toHaveLength(sample.check === undefined ? 0 : 1);
  });

  it('names arrays by their path and gives their bytes as raw parts', () => {
    const view = read(pack(new Map([['params', new Map([['w', packArray([2], 'uint8', Buffer.from('ab'))]])]])));
    expect(view.tensors[0]).toMatchObject({ name: 'params/w', dtype: 'uint8' });
    expect(Buffer.from(view.parts[0]?.source.read(0, 9) ?? []).toString()).toBe('ab');
  });
});
