// What torch.save has written since torch 1.6: a pickle and one member per storage.
import type { ReadContext } from '../format.ts';
import type { LaidOut, Layout } from '../layout.ts';
import type { ArchiveView } from '../views/archive.ts';
import { hasPath, type Label, labelled, layoutView, marker, rawNumbers } from './members.ts';
import { isTorchMarker } from './torch/markers.ts';
import { torchNameOddities } from './torch/name-oddities.ts';
import { storageOddities } from './torch/storage-sizes.ts';

export const layout: Layout = {
  id: 'torch-zip',
  title: 'PyTorch checkpoint (zip)',
  specification: 'torch/serialization.py (_save, _load); caffe2/serialize/inline_container.cc',
  loading: 'torch.load unpickles data.pkl; without weights_only, it calls whatever the pickle names.',
  extensions: ['pt', 'pth', 'bin', 'ckpt'],
  identify: (archive) => hasPath(archive, 'data.pkl') && !hasPath(archive, 'constants.pkl'),
  read: (archive: ArchiveView, { budget }: ReadContext): LaidOut => {
    const oddities = [...torchNameOddities(archive), ...storageOddities(archive, budget)];
    return { views: [layoutView('torch-zip', oddities)], parts: labelled(archive, torchLabel) };
  },
};

/** How torch.load reads a member. @param path - below the top folder, lower case */
function torchLabel(path: string): Label | undefined {
  if (path === 'data.pkl') return { readAs: ['pickle'] };
  if (path.startsWith('data/')) return rawNumbers;
  return isTorchMarker(path) ? marker : undefined;
}
