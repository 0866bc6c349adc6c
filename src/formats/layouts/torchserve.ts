// TorchServe model archive (.mar): a manifest, a handler in Python, weights and whatever else the handler needs.
import type { LaidOut, Layout } from '../layout.ts';
import type { ArchiveView } from '../views/archive.ts';
import { hasMember, type Label, layoutView } from './members.ts';

export const layout: Layout = {
  id: 'torchserve',
  title: 'TorchServe model archive',
  specification: 'https://pytorch.org/serve: model-archiver, MAR-INF/MANIFEST.json',
  loading: 'TorchServe imports the handler that the manifest names, installs its requirements and loads its weights.',
  extensions: ['mar'],
  identify: (archive) => hasMember(archive, 'MAR-INF/MANIFEST.json'),
  read: (archive: ArchiveView): LaidOut => ({
    views: [layoutView('torchserve', [])],
    parts: archive.parts.map((part) => ({ ...part, ...labels.get(part.name) })),
  }),
};

const labels: ReadonlyMap<string, Label> = new Map([['MAR-INF/MANIFEST.json', { readAs: ['json'] }]]);
