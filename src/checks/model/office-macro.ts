// Macros in office documents, which come with datasets and model cards. @source ECMA-376; MS-OVBA
import type { Check, Observation } from '#checks/check';
import { quote } from '#core/quote';
import type { ArchiveView } from '#formats/views/archive';

export const check: Check<'archive'> = {
  id: 'office-macro',
  title: 'Does an office document carry macros or embedded programs?',
  why: 'Macros and ActiveX controls run in the office program of whoever opens the document, and no dataset needs them.',
  remedy: 'Ask the supplier for the document without macros (.docx, .xlsx, .pptx), or convert it to plain data.',
  references: ['https://attack.mitre.org/techniques/T1137/'],
  controls: ['OWASP-DEVSECURITY-05', 'OWASP-SUPPLYCHAINMANAGE-29'],
  views: ['archive'],
  check(view: ArchiveView): readonly Observation[] {
    const isDocument = view.parts.some(
      ({ name }) => name === '[Content_Types].xml' || name === 'META-INF/manifest.xml',
    );
    if (!isDocument) return [];
    const active = view.parts.filter(({ name }) => activeParts.some((pattern) => pattern.test(name)));
    return active.slice(0, 20).map(({ name, range }) => ({
      severity: 'medium',
      message: `the document has the active part ${quote(name)}`,
      where: range === undefined ? {} : { offset: range.from },
    }));
  },
};

const activeParts = [
  /(^|\/)vba(project|data)[^/]*\.(bin|xml)$/i,
  /(^|\/)macrosheets\//i,
  /(^|\/)activex\/[^/]*\.bin$/i,
  /^basic\/.*\.xml$/i,
  /^scripts\//i,
];
