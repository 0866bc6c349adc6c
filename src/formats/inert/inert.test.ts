import { describe, expect, it } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import { samples as documents } from '#testkit/documents';
import { samples as ggml } from '#testkit/ggml-legacy';
import { samples as images } from '#testkit/images';
import { samples as media } from '#testkit/media';
import type { Sample } from '#testkit/sample';
import { samples as tables } from '#testkit/tables';
import type { Format } from '../format.ts';
import { identify, takeSample } from '../identify.ts';
import type { View } from '../views/view.ts';

const all: readonly Sample[] = [...images, ...media, ...tables, ...documents, ...ggml];

/** Formats that read anything with a certain name or any text. */
const catchAll: readonly string[] = ['lzma', 'text', 'raw-weights', 'script', 'python-source', 'pickle'];

function formatOf(bytes: Uint8Array, name: string): Format {
  const found = identify(takeSample(new MemorySource(bytes), name)).filter(
    ({ format }) => !catchAll.includes(format.id),
  );
  expect(found.map(({ format }) => format.id)).toHaveLength(1);
  const [only] = found;
  if (only === undefined) throw new Error(`nothing reads ${name}`);
  return only.format;
}

async function read(format: Format, bytes: Uint8Array, name: string): Promise<View> {
  return format.read(new MemorySource(bytes), { budget: new WorkBudget(bytes.length), name, sibling: () => undefined });
}

describe('inert formats', () => {
  it.each(all)('$name: $because', async (sample) => {
    const bytes = sample.build();
    const format = formatOf(bytes, sample.name);
    if (sample.verdict === 'incomplete' && sample.check === undefined) {
      await expect((async () => read(format, bytes, sample.name))()).rejects.toThrow(FormatError);
      return;
    }
    const view = await read(format, bytes, sample.name);
    const structural = sample.check === 'hidden-bytes' || sample.check === 'not-followed';
    expect(view.oddities.map(({ kind }) => kind)).toEqual(structural ? [sample.check] : []);
    const pickles = view.parts.filter((part) => part.readAs?.includes('pickle'));
    expect(pickles).toHaveLength(sample.verdict === 'malicious' ? 1 : 0);
  });

  it('throws only its own errors, wherever a file is cut', async () => {
    for (const sample of all) {
      const bytes = sample.build();
      const format = formatOf(bytes, sample.name);
      for (let length = 0; length < Math.min(bytes.length, 300); length += 1) {
        await (async () => read(format, bytes.subarray(0, length), sample.name))().catch((error: unknown) => {
          if (!(error instanceof FormatError)) throw new Error(`${sample.name} cut at ${length}`, { cause: error });
        });
      }
    }
  });
});
