import { describe, expect, it } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import { buildGguf, samples } from '#testkit/gguf';
import type { Sample } from '#testkit/sample';
import { format } from './gguf.ts';
import { takeSample } from './identify.ts';
import type { TensorsView } from './views/tensors.ts';

/** What text in a file says is for the checks. */
function isAboutStructure({ check }: Sample): boolean {
  return check !== 'secret';
}

function read(bytes: Uint8Array): TensorsView {
  const context = { budget: new WorkBudget(bytes.length), name: 'x', sibling: () => undefined };
  return format.read(new MemorySource(bytes), context) as TensorsView;
}

describe('gguf', () => {
  it.each(samples.filter(isAboutStructure))('$name: $because', (sample) => {
    const bytes = sample.build();
    expect(format.identify(takeSample(new MemorySource(bytes), sample.name))).toBe('content');
    if (sample.verdict === 'incomplete') expect(() => read(bytes)).toThrow(FormatError);
    else expect(read(bytes).oddities.map(({ kind }) => kind)).toEqual(sample.check === undefined ? [] : [sample.check]);
  });

  it('hands chat templates to the template reader and places tensors', () => {
    const bytes = buildGguf({
      metadata: [['tokenizer.chat_template.rag', 'hi']],
      tensors: [
        { name: 'a', shape: [32], type: 8, bytes: 34 },
        { name: 'b', shape: [3], type: 0, bytes: 12 },
      ],
    });
    const view = read(bytes);
    expect(view.parts[0]).toMatchObject({ name: 'tokenizer.chat_template.rag', readAs: ['jinja'] });
    const [a, b] = view.tensors;
    expect(a).toMatchObject({ name: 'a', dtype: 'Q8_0', shape: [32] });
    expect([(a?.to ?? 0) - (a?.from ?? 0), (b?.from ?? 0) - (a?.from ?? 0), (b?.to ?? 0) - (b?.from ?? 0)]).toEqual([
      34, 64, 12,
    ]);
  });

  it('finds bytes in padding', () => {
    const bytes = buildGguf({ metadata: [['a', 'b']], tensors: [{ name: 'a', shape: [1], type: 0, bytes: 4 }] });
    bytes[bytes.length - 1] = 1;
    expect(read(bytes).oddities.map(({ kind }) => kind)).toEqual(['hidden-bytes']);
  });

  it('reads a vocabulary of 450,000 texts in linear time', () => {
    const tokens = Array.from({ length: 450_000 }, (_, index) => `token ${index}`);
    const bytes = buildGguf({ metadata: [['tokenizer.ggml.tokens', tokens]] });
    const start = process.cpuUsage();
    read(bytes);
    const used = process.cpuUsage(start);
    expect((used.user + used.system) / 1e6).toBeLessThan(1);
  });
});
