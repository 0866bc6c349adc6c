// torch.export.save (.pt2): the graph as JSON, weights as raw members, sample inputs as a torch file.
import type { LaidOut, Layout } from '../layout.ts';
import type { ArchiveView } from '../views/archive.ts';
import { hasPath, type Label, labelled, layoutView, marker, rawNumbers } from './members.ts';
import { isTorchMarker } from './torch/markers.ts';
import { torchNameOddities } from './torch/name-oddities.ts';

export const layout: Layout = {
  id: 'torch-export',
  title: 'PyTorch exported program (pt2)',
  specification: 'torch/export/pt2_archive/constants.py, torch/_export/serde',
  loading: 'torch.export.load reads the JSON and the weights; sample inputs and constants are loaded by torch.load.',
  extensions: ['pt2', 'ep'],
  identify: (archive) => hasPath(archive, 'archive_format') || hasPath(archive, 'serialized_exported_program.json'),
  read: (archive: ArchiveView): LaidOut => ({
    views: [layoutView('torch-export', torchNameOddities(archive))],
    parts: labelled(archive, exportLabel),
  }),
};

function exportLabel(path: string): Label | undefined {
  if (/^data\/(weights|constants)\/(weight|tensor)_\d+$/.test(path)) return rawNumbers;
  return isTorchMarker(path) ? marker : undefined;
}
