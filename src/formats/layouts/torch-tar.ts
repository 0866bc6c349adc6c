// What torch.save wrote before torch 0.2: a tar of storages, tensors and a pickle. torch.load still tries it.
import type { ReadContext } from '../format.ts';
import type { LaidOut, Layout } from '../layout.ts';
import type { ArchiveView } from '../views/archive.ts';
import type { Part } from '../views/part.ts';
import { hasMember, layoutView } from './members.ts';
import { storageParts, tensorParts } from './torch/tar-streams.ts';

export const layout: Layout = {
  id: 'torch-tar',
  title: 'PyTorch checkpoint (tar, torch 0.1)',
  specification: 'torch/serialization.py (legacy_load)',
  loading: 'torch.load unpickles parts of storages and tensors, then pickle; it calls whatever they name.',
  extensions: ['pt', 'pth', 'tar'],
  identify: (archive) => archive.container === 'tar' && hasMember(archive, 'pickle') && hasMember(archive, 'storages'),
  read: (archive: ArchiveView, context: ReadContext): LaidOut => ({
    views: [layoutView('torch-tar', [])],
    parts: archive.parts.flatMap((part) => read(part, context)),
  }),
};

function read(part: Part, { budget }: ReadContext): Part[] {
  if (part.name === 'storages') return storageParts(part, budget);
  if (part.name === 'tensors') return tensorParts(part, budget);
  return [part.name === 'pickle' || part.name === 'sys_info' ? { ...part, readAs: ['pickle'] } : part];
}
