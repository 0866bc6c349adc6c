import { describe, expect, it } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import { buildNpy, samples } from '#testkit/npy';
import { takeSample } from './identify.ts';
import { format } from './npy.ts';
import type { TensorsView } from './views/tensors.ts';

function read(bytes: Uint8Array): TensorsView {
  const context = { budget: new WorkBudget(bytes.length), name: 'x', sibling: () => undefined };
  return format.read(new MemorySource(bytes), context) as TensorsView;
}

describe('npy', () => {
  it.each(samples)('$name: $because', (sample) => {
    const bytes = sample.build();
    expect(format.identify(takeSample(new MemorySource(bytes), sample.name))).toBe('content');
    if (sample.verdict === 'incomplete') expect(() => read(bytes)).toThrow(FormatError);
    else if (sample.check === undefined) {
      expect(read(bytes).oddities).toEqual([]);
      expect(read(bytes).parts[0]?.readAs).toEqual(
        sample.name.includes('object') || sample.name.includes('field') ? ['pickle'] : undefined,
      );
    } else expect(read(bytes).oddities).toHaveLength(1);
  });

  it.each(['O', '<O', '|O8', 'i4,O', '(2,)O', 'object_', 'object'])('takes %j for objects', (type) => {
    const bytes = buildNpy(`{'descr': '${type}', 'fortran_order': False, 'shape': (1,)}`, Buffer.from('N.'));
    expect(read(bytes).parts[0]?.readAs).toEqual(['pickle']);
  });
});
