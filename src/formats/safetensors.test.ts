import { describe, expect, it } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import { buildHeader, buildSafetensors, samples } from '#testkit/safetensors';
import type { Sample } from '#testkit/sample';
import { takeSample } from './identify.ts';
import { format } from './safetensors.ts';
import type { TensorsView } from './views/tensors.ts';

/** What text in a file says is for the checks. */
function isAboutStructure({ check }: Sample): boolean {
  return check !== 'secret';
}

function read(bytes: Uint8Array): TensorsView {
  const context = { budget: new WorkBudget(bytes.length), name: 'x', sibling: () => undefined };
  return format.read(new MemorySource(bytes), context) as TensorsView;
}

function outcome(bytes: Uint8Array): string {
  try {
    const kinds = read(bytes).oddities.map((oddity) => oddity.kind);
    if (kinds.includes('two-readings')) return 'malicious';
    return kinds.length > 0 ? 'suspicious' : 'clean';
  } catch (error) {
    if (error instanceof FormatError) return 'incomplete';
    throw error;
  }
}

describe('safetensors', () => {
  it.each(samples.filter(isAboutStructure))('$name: $because', (sample) => {
    const bytes = sample.build();
    expect(outcome(bytes)).toBe(sample.verdict);
    expect(format.identify(takeSample(new MemorySource(bytes), sample.name))).not.toBe('no');
  });

  it('gives every tensor its range, and hands on what metadata carries', () => {
    const metadata = {
      chat_template: '{{ messages }}',
      payload: Buffer.from('\x80\x04cos\nsystem\n(X\x01\x00\x00\x00atR.', 'latin1').toString('base64'),
    };
    const header = buildHeader({ b: { dtype: 'U8', shape: [3], data_offsets: [0, 3] } }, metadata);
    const view = read(buildSafetensors(header, Buffer.from('abc')));
    const start = 8 + header.length;
    expect(view.tensors).toEqual([{ name: 'b', dtype: 'U8', shape: [3], from: start, to: start + 3 }]);
    expect(view.parts.map((part) => [part.name, part.raw, part.readAs])).toEqual([
      ['b', true, undefined],
      ['chat_template', undefined, ['jinja']],
      ['payload', undefined, ['pickle']],
    ]);
  });

  it('names the byte at which a header stops making sense', () => {
    const header = '{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,-1]}}';
    expect(() => read(buildSafetensors(header, Buffer.alloc(1)))).toThrowError(
      expect.objectContaining({ code: 'FORMAT_MALFORMED', fields: { offset: 8 + header.indexOf('-1') } }),
    );
  });
});
