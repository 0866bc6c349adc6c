// RIFF files: WAV audio, WebP images, AVI video. Specification: Microsoft RIFF; RFC 9649 for WebP.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import type { Format, Match, Sample } from './format.ts';
import { exactBytes, inertUntil, wholeInert } from './inert/inert-view.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'riff',
  title: 'RIFF file (WAV, WebP, AVI)',
  specification: 'https://www.rfc-editor.org/rfc/rfc9649 (WebP) and the Microsoft RIFF specification',
  loading: 'Audio and image libraries decode it; nothing runs.',
  extensions: ['wav', 'webp', 'avi', 'rf64'],
  identify: (sample: Sample): Match => {
    const container = latin1(sample.head, 0, 4);
    const kind = latin1(sample.head, 8, 12);
    return /^(RIFF|RF64|RIFX)$/.test(container) && /^(WAVE|WEBP|AVI )$/.test(kind) ? 'content' : 'no';
  },
  read,
};

function read(source: ByteSource): InertView {
  const head = exactBytes(source, 0, 12);
  const kind = latin1(head, 8, 12);
  const size = latin1(head, 0, 4) === 'RIFX' ? head.readUInt32BE(4) : head.readUInt32LE(4);
  // Writers that stream do not know the size, and AVI goes on in further RIFF chunks.
  const unknown = size === 0 || size >= 0x7fffff00 || latin1(head, 0, 4) === 'RF64';
  if (unknown || kind === 'AVI ') return wholeInert(format);
  const end = 8 + size + (size % 2);
  if (end - 1 > source.size) throw new FormatError('FORMAT_TRUNCATED', 'the file is cut off', { offset: source.size });
  return inertUntil(format, source, Math.min(end, source.size), slackBytes);
}

/** Audio editors append tags. */
const slackBytes = 1024;
