// torch.package: Python sources and pickles that import from these sources.
import type { LaidOut, Layout } from '../layout.ts';
import type { ArchiveView } from '../views/archive.ts';
import { hasPath, type Label, labelled, layoutView, marker, rawNumbers } from './members.ts';
import { isTorchMarker } from './torch/markers.ts';
import { torchNameOddities } from './torch/name-oddities.ts';

export const layout: Layout = {
  id: 'torch-package',
  title: 'torch.package archive',
  specification: 'torch/package/package_exporter.py, package_importer.py',
  loading: 'PackageImporter runs the Python sources that the archive brings and unpickles what refers to them.',
  extensions: ['pt', 'zip'],
  identify: (archive) => hasPath(archive, '.data/extern_modules'),
  read: (archive: ArchiveView): LaidOut => {
    const ownModules = modulesOf(archive);
    return {
      views: [layoutView('torch-package', torchNameOddities(archive))],
      parts: labelled(archive, (path) => packageLabel(path, ownModules)),
    };
  },
};

/** Modules whose sources the archive brings, as its importer names them: paths below the top folder. */
function modulesOf(archive: ArchiveView): ReadonlySet<string> {
  const sources = archive.parts.flatMap(({ name }) => /^[^/]+\/(.+)\.py$/.exec(name)?.[1] ?? []);
  return new Set(sources.map((path) => path.replace(/\/__init__$/, '').replaceAll('/', '.')));
}

function packageLabel(path: string, ownModules: ReadonlySet<string>): Label | undefined {
  if (path.endsWith('.pkl')) return { readAs: ['pickle'], ownModules };
  if (path.startsWith('.data/') && path.endsWith('.storage')) return rawNumbers;
  return isTorchMarker(path) ? marker : undefined;
}
