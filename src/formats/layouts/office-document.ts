// Office documents: Office Open XML and OpenDocument. Text in XML, and media that nothing interprets.
import type { LaidOut, Layout } from '../layout.ts';
import type { ArchiveView } from '../views/archive.ts';
import { hasMember, type Label, layoutView } from './members.ts';

export const layout: Layout = {
  id: 'office-document',
  title: 'Office document (OOXML, OpenDocument)',
  specification: 'ECMA-376 (Office Open XML), OASIS OpenDocument 1.3 part 2',
  loading: 'Opened by office programs, which may run its macros; read by Python libraries as XML.',
  extensions: ['docx', 'xlsx', 'pptx', 'docm', 'xlsm', 'pptm', 'odt', 'ods', 'odp'],
  identify: (archive) => hasMember(archive, '[Content_Types].xml') || hasMember(archive, 'META-INF/manifest.xml'),
  read: (archive: ArchiveView): LaidOut => ({
    views: [layoutView('office-document', [])],
    parts: archive.parts.map((part) => ({ ...part, ...labelOf(part.name) })),
  }),
};

/** Pictures, fonts, printer settings and embedded objects; their beginning is looked at all the same. */
function labelOf(name: string): Label | undefined {
  return /\.(bin|jpe?g|png|gif|bmp|tiff?|emf|wmf|svm|wdp|odttf|fntdata|ttf|mp[34]|wav)$/i.test(name) ||
    /(^|\/)(media|pictures|thumbnails|objectreplacements)\//i.test(name) ||
    name === 'layout-cache'
    ? { raw: true }
    : undefined;
}
