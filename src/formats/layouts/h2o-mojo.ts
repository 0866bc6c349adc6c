// H2O MOJO: a description as text and trees in H2O's own byte code.
import type { LaidOut, Layout } from '../layout.ts';
import type { ArchiveView } from '../views/archive.ts';
import { hasMember, layoutView } from './members.ts';

export const layout: Layout = {
  id: 'h2o-mojo',
  title: 'H2O MOJO model',
  specification: 'h2oai/h2o-3, h2o-genmodel (ModelMojoReader)',
  loading: 'Interpreted by h2o-genmodel; the trees compare numbers and call nothing.',
  extensions: ['zip', 'mojo'],
  identify: (archive) => hasMember(archive, 'model.ini'),
  read: (archive: ArchiveView): LaidOut => ({
    views: [layoutView('h2o-mojo', [])],
    parts: archive.parts.map((part) => (/^trees\/[^/]+\.bin$/.test(part.name) ? { ...part, raw: true } : part)),
  }),
};
