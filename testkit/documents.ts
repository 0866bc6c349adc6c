// Builds small PDF and SVG documents, harmless and active.
import { deflateSync } from 'node:zlib';
import type { Sample } from './sample.ts';

/** A PDF of any objects. */
export function buildPdf(...objects: readonly (string | Uint8Array)[]): Buffer {
  const pieces = objects.flatMap((object, index) => [
    Buffer.from(`${index + 1} 0 obj\n`),
    Buffer.from(object),
    Buffer.from('\nendobj\n'),
  ]);
  return Buffer.concat([Buffer.from('%PDF-1.7\n'), ...pieces, Buffer.from('trailer <</Root 1 0 R>>\n%%EOF\n')]);
}

/** A stream object. @param entries - of its dictionary */
export function buildPdfStream(entries: string, data: Uint8Array): Buffer {
  const head = Buffer.from(`<<${entries} /Length ${data.length}>>\nstream\n`);
  return Buffer.concat([head, data, Buffer.from('\nendstream')]);
}

export function buildSvg(inside: string, attributes = ''): Buffer {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>\n`);
}

const page = '<</Type /Catalog /OpenAction [2 0 R /Fit]>>';
const script = '<</Type /Action /S /JavaScript /JS (app.alert(1))>>';
const picture = buildPdfStream('/Subtype /Image', Buffer.from('pixels that look like /JavaScript by chance'));
const packed = buildPdfStream('/Type /ObjStm /Filter /FlateDecode', deflateSync(Buffer.from(`5 0 ${script}`)));
const unpacked = buildPdfStream('/Type /ObjStm /Filter /FlateDecode', Buffer.from('not deflated'));

function sample(
  name: string,
  build: () => Uint8Array,
  verdict: Sample['verdict'],
  because: string,
  check?: string,
): Sample {
  return { name, build, verdict, because, ...(check === undefined ? {} : { check }) };
}

const active = 'active-document';

export const samples: readonly Sample[] = [
  sample('plain.pdf', () => buildPdf(page, picture), 'clean', 'words inside a picture are data'),
  sample('script.pdf', () => buildPdf(page, script), 'suspicious', 'a script', active),
  sample('spelled.pdf', () => buildPdf(page, '<</S /L#61unch /F (x.exe)>>'), 'suspicious', 'a name in digits', active),
  sample('packed.pdf', () => buildPdf(page, packed), 'suspicious', 'a script in an object stream', active),
  sample(
    'unreadable.pdf',
    () => buildPdf(page, unpacked),
    'incomplete',
    'an object stream that cannot be unpacked',
    'not-followed',
  ),
  sample('no-end.pdf', () => buildPdf(page).subarray(0, 40), 'incomplete', 'the end is missing'),
  sample(
    'trailing.pdf',
    () => Buffer.concat([buildPdf(page), Buffer.alloc(5000, 0x41)]),
    'suspicious',
    'bytes follow the end',
    'hidden-bytes',
  ),
  sample('plain.svg', () => buildSvg('<rect width="4" height="4"/>'), 'clean', 'a drawing'),
  sample('link.svg', () => buildSvg('<a href="https://example.org"><g/></a>'), 'clean', 'a link'),
  sample('script.svg', () => buildSvg('<script>alert(1)</script>'), 'suspicious', 'a script', active),
  sample('handler.svg', () => buildSvg('<g/>', 'onload="alert(1)"'), 'suspicious', 'an event handler', active),
  sample(
    'script-link.svg',
    () => buildSvg('<a href="java&#10;script:alert(1)"><g/></a>'),
    'suspicious',
    'a script address',
    active,
  ),
];
