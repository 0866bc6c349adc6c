// npz: arrays of numpy, one member each.
import type { LaidOut, Layout } from '../layout.ts';
import type { ArchiveView } from '../views/archive.ts';
import { layoutView } from './members.ts';

export const layout: Layout = {
  id: 'npz',
  title: 'NumPy archive (npz)',
  specification: 'numpy/lib/npyio.py (NpzFile): a member with the npy magic is an array, whatever its name',
  loading: 'numpy.load reads arrays on demand; with allow_pickle it unpickles those that hold objects.',
  extensions: ['npz'],
  identify: ({ parts }) => parts.length > 0 && parts.every(({ name }) => name.endsWith('.npy')),
  read: (archive: ArchiveView): LaidOut => ({
    views: [layoutView('npz', [])],
    parts: archive.parts.map((part) => ({ ...part, readAs: ['npy'] })),
  }),
};
