// skops: a schema of nodes as JSON, arrays as npy members, sparse matrices as npz.
import type { LaidOut, Layout } from '../layout.ts';
import type { ArchiveView } from '../views/archive.ts';
import { hasMember, layoutView } from './members.ts';

export const layout: Layout = {
  id: 'skops',
  title: 'skops model',
  specification: 'skops/io/_persist.py, _audit.py',
  loading: 'skops.io.load imports the types that schema.json names, if they are trusted by default or by the caller.',
  extensions: ['skops'],
  identify: (archive) => hasMember(archive, 'schema.json'),
  read: (archive: ArchiveView): LaidOut => ({
    views: [layoutView('skops', [])],
    parts: archive.parts.map((part) => (part.name === 'schema.json' ? { ...part, readAs: ['json'] } : part)),
  }),
};
