// Keras v3 (.keras): configuration, weights in HDF5 or npz, and assets such as vocabularies.
import { quote } from '#core/quote';
import type { LaidOut, Layout } from '../layout.ts';
import type { ArchiveView } from '../views/archive.ts';
import type { Oddity } from '../views/oddity.ts';
import { hasMember, type Label, layoutView } from './members.ts';

export const layout: Layout = {
  id: 'keras-v3',
  title: 'Keras v3 model',
  specification: 'keras/src/saving/saving_lib.py',
  loading: 'keras.saving.load_model imports what config.json names and, outside safe mode, runs marshalled lambdas.',
  extensions: ['keras'],
  identify: (archive) =>
    hasMember(archive, 'config.json') &&
    (hasMember(archive, 'metadata.json') || weightNames.some((name) => hasMember(archive, name))),
  read: (archive: ArchiveView): LaidOut => ({
    views: [layoutView('keras-v3', strayCase(archive))],
    parts: archive.parts.map((part) => ({ ...part, ...labels.get(part.name) })),
  }),
};

const weightNames = ['model.weights.h5', 'model.weights.npz'];

const labels: ReadonlyMap<string, Label> = new Map([
  ['config.json', { readAs: ['keras-config'] }],
  ['metadata.json', { readAs: ['json'] }],
  ['model.weights.h5', { readAs: ['hdf5'] }],
]);

/** Keras looks its members up letter by letter; a tool that ignores case may look at another one. */
function strayCase(archive: ArchiveView): Oddity[] {
  const expected = new Set([...labels.keys(), ...weightNames]);
  return archive.parts.flatMap(({ name, range }): Oddity[] => {
    if (expected.has(name) || !expected.has(name.toLowerCase())) return [];
    const message = `${quote(name)} differs only in case from a member that Keras reads: on some systems one replaces the other`;
    return [{ kind: 'two-readings', message, where: range === undefined ? {} : { offset: range.from } }];
  });
}
