// TorchScript: a program of torch's own interpreter, with its constants and storages. The C++ reader has no Python.
import type { ReadContext } from '../format.ts';
import type { LaidOut, Layout } from '../layout.ts';
import type { ArchiveView } from '../views/archive.ts';
import type { Part } from '../views/part.ts';
import { hasPath, type Label, labelled, layoutView, marker, pathOf, rawNumbers } from './members.ts';
import { isTorchMarker } from './torch/markers.ts';
import { torchNameOddities } from './torch/name-oddities.ts';
import { storageOddities } from './torch/storage-sizes.ts';

export const layout: Layout = {
  id: 'torchscript',
  title: 'TorchScript model',
  specification: 'torch/csrc/jit/docs/serialization.md',
  loading: 'torch.jit.load interprets its code over torch operators; torch.load of the same file unpickles data.pkl.',
  extensions: ['pt', 'ptl', 'pth', 'ts'],
  identify: (archive) => hasPath(archive, 'constants.pkl'),
  read: (archive: ArchiveView, { budget }: ReadContext): LaidOut => {
    const oddities = [...torchNameOddities(archive), ...storageOddities(archive, budget)];
    return {
      views: [layoutView('torchscript', oddities)],
      parts: labelled(archive, torchscriptLabel).map(asTorchScript),
    };
  },
};

function torchscriptLabel(path: string): Label | undefined {
  if (path.endsWith('.pkl') || path.endsWith('.debug_pkl')) return { readAs: ['pickle'] };
  if (path.startsWith('data/') || path.startsWith('constants/')) return rawNumbers;
  if (path.startsWith('code/') && path.endsWith('.py')) return { readAs: ['text'] };
  return isTorchMarker(path) ? marker : undefined;
}

/** The code looks like Python and is not: the name says so, so that nobody reads it as Python. */
function asTorchScript(part: Part): Part {
  const path = pathOf(part.name);
  const isCode = path.startsWith('code/') && path.endsWith('.py');
  return isCode ? { ...part, name: `${part.name} (TorchScript)` } : part;
}
