import { describe, expect, it } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import { takeSample } from '#formats/identify';
import { format } from '#formats/rds';
import type { TreeView } from '#formats/views/tree';
import { buildRds, call, closure, samples, strings, symbol } from '#testkit/rds';
import { check } from './r-code.ts';

function read(bytes: Uint8Array): TreeView {
  const context = { budget: new WorkBudget(bytes.length), name: 'x', sibling: () => undefined };
  return format.read(new MemorySource(bytes), context) as TreeView;
}

function severities(view: TreeView): readonly string[] {
  const policy = { allowsGlobal: () => false };
  return check.check(view, { name: 'x', policy, sibling: () => undefined }).map(({ severity }) => severity);
}

describe('r-code', () => {
  it.each(samples)('$name: $because', (sample) => {
    const bytes = sample.build();
    expect(format.identify(takeSample(new MemorySource(bytes), sample.name))).toBe('content');
    if (sample.verdict === 'incomplete') return expect(() => read(bytes)).toThrow(FormatError);
    const view = read(bytes);
    expect(view.oddities.map(({ kind }) => kind)).toEqual(sample.check === 'hidden-bytes' ? ['hidden-bytes'] : []);
    const expected = sample.check !== 'r-code' ? [] : sample.verdict === 'suspicious' ? ['medium'] : undefined;
    if (expected === undefined) expect(['critical', 'high']).toContain(severities(view)[0]);
    else expect(severities(view)).toEqual(expected);
  });

  it('reads the text encoding', () => {
    const text = 'A\n2\n262913\n131840\n6\n1\n262153\n6\nsys\\164em\n2\n16\n1\n262153\n2\nid\n254\n';
    expect(severities(read(Buffer.from(text)))).toEqual(['medium']);
  });

  it('names what is called', () => {
    const view = read(buildRds(closure(call(symbol('system'), strings('id')))));
    const policy = { allowsGlobal: () => false };
    const [observation] = check.check(view, { name: 'x', policy, sibling: () => undefined });
    expect(observation?.message).toBe('A function in the object calls "system".');
  });
});
