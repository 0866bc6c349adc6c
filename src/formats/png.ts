// PNG images. Specification: W3C PNG, section 5.
import { ByteReader } from '#core/byte-reader';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import type { Format, ReadContext } from './format.ts';
import { byMagic, inertUntil } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'png',
  title: 'PNG image',
  specification: 'https://www.w3.org/TR/png-3/',
  loading: 'Image libraries decode it; nothing runs.',
  extensions: ['png', 'apng'],
  identify: (sample) => byMagic(sample, magic),
  read,
};

const magic = '\u0089PNG\r\n\u001a\n';

function read(source: ByteSource, context: ReadContext): InertView {
  const reader = new ByteReader(source, context.budget, { at: magic.length, littleEndian: false });
  for (;;) {
    const at = reader.position;
    const length = reader.u32();
    const type = latin1(reader.bytes(4), 0, 4);
    if (!/^[A-Za-z]{4}$/.test(type)) {
      throw new FormatError('FORMAT_MALFORMED', `a chunk has no proper name at byte ${at}`, { offset: at });
    }
    context.budget.spend(1, at);
    reader.skip(length + crcBytes);
    if (type === 'IEND') return inertUntil(format, source, reader.position, slackBytes);
  }
}

const crcBytes = 4;
/** Exporters leave a line end or a zero. */
const slackBytes = 16;
