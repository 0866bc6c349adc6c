import { describe, expect, it } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { WorkBudget } from '#core/work-budget';
import { format as pdf } from '#formats/pdf';
import { format as svg } from '#formats/svg';
import { samples } from '#testkit/documents';
import { check } from './active-document.ts';

describe('active-document', () => {
  it.each(samples.filter((sample) => sample.verdict !== 'incomplete'))('$name: $because', async (sample) => {
    const bytes = sample.build();
    const format = sample.name.endsWith('.pdf') ? pdf : svg;
    const context = { budget: new WorkBudget(bytes.length), name: sample.name, sibling: () => undefined };
    const view = await format.read(new MemorySource(bytes), context);
    const policy = { allowsGlobal: () => false };
    const found =
      view.kind === 'tree' ? check.check(view, { name: sample.name, policy, sibling: () => undefined }) : [];
    expect(found.length > 0).toBe(sample.check === 'active-document');
  });
});
