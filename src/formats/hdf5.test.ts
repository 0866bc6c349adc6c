import { describe, expect, it } from 'vitest';
import { MemorySource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { WorkBudget } from '#core/work-budget';
import { buildHdf5, buildKerasHdf5, type Hdf5Options } from '#testkit/hdf5';
import { format } from './hdf5.ts';
import type { TensorsView } from './views/tensors.ts';

async function read(bytes: Uint8Array): Promise<TensorsView> {
  const context = { budget: new WorkBudget(bytes.length), name: 'x.h5', sibling: () => undefined };
  const view = await format.read(new MemorySource(bytes), context);
  if (view.kind !== 'tensors') throw new Error(view.kind);
  return view;
}

function build(options: Hdf5Options): Promise<TensorsView> {
  return read(buildHdf5(options));
}

describe('hdf5', () => {
  it('lists datasets with their shape, type and range', async () => {
    const view = await build({ entries: [{ kind: 'floats', name: 'w', values: [1, 2, 3] }] });
    expect(view.tensors).toHaveLength(1);
    expect(view.tensors[0]).toMatchObject({ name: '/w', dtype: 'float32', shape: [3] });
    expect((view.tensors[0]?.to ?? 0) - (view.tensors[0]?.from ?? 0)).toBe(12);
  });

  it('hands the configuration of a Keras model on', async () => {
    const view = await read(buildKerasHdf5('{"class_name": "Sequential", "config": {}}'));
    expect(view.parts.find(({ readAs }) => readAs?.includes('keras-config'))?.name).toBe('@model_config.json');
    expect(view.metadata.map(({ key }) => key)).toContain('/@model_config');
  });

  it('names the files that links and storage open', async () => {
    const view = await build({
      entries: [
        { kind: 'external-link', name: 'a', file: '/etc/hostname', target: '/x' },
        { kind: 'external-storage', name: 'b', file: '../c.raw', size: 8 },
      ],
    });
    expect(view.externalFiles?.map(({ location }) => location)).toEqual(['/etc/hostname', '../c.raw']);
  });

  it('visits a group that contains itself once', async () => {
    const view = await build({ entries: [{ kind: 'root', name: 'again' }] });
    expect(view.tensors).toEqual([]);
  });

  it('finds the signature behind a user block', async () => {
    const bytes = buildHdf5({ entries: [{ kind: 'floats', name: 'w', values: [1] }], userBlock: Buffer.from('hello') });
    const sample = {
      source: new MemorySource(bytes),
      name: 'x',
      extension: '',
      head: bytes.subarray(0, 100),
      tail: bytes,
      encoding: undefined,
    };
    expect(format.identify(sample)).toBe('content');
    const view = await read(bytes);
    expect(view.oddities.map(({ kind }) => kind)).toEqual(['hidden-bytes']);
    expect(view.tensors[0]?.name).toBe('/w');
  });

  it('reports a shape that the file cannot hold', async () => {
    const view = await build({ entries: [{ kind: 'floats', name: 'w', values: [1], shape: [2 ** 40] }] });
    expect(view.oddities.map(({ kind }) => kind)).toEqual(['bomb']);
  });

  it('refuses a file that is shorter than it says', async () => {
    const bytes = buildKerasHdf5('{}');
    await expect(async () => read(bytes.subarray(0, bytes.length - 1))).rejects.toThrow(FormatError);
  });
});
