// Models compiled for one accelerator, and engines' private formats: recognised, so that a report can say what they are
// and that nobody has looked inside.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { latin1 } from '#core/latin1';
import type { Format, Match, ReadContext, Sample } from './format.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'opaque-model',
  title: 'Compiled model in a private format',
  specification: 'none published; recognised by name and first bytes',
  loading: 'Read by the accelerator or engine it was compiled for. What it does cannot be read from the file.',
  extensions: [
    'rknn',
    'mnn',
    'om',
    'hef',
    'nb',
    'dlc',
    'cambricon',
    'kmodel',
    'tmfile',
    'mge',
    'uff',
    'axmodel',
    'bmodel',
    'cvimodel',
  ],
  identify: (sample: Sample): Match => {
    const head = latin1(sample.head, 0, 8);
    if (magics.some(([magic]) => head.startsWith(magic))) return 'content';
    return format.extensions.includes(sample.extension) ? 'name' : 'no';
  },
  read: (source: ByteSource, context: ReadContext): InertView => {
    const head = String.fromCharCode(...source.read(0, 8));
    const known = magics.find(([magic]) => head.startsWith(magic))?.[1];
    const extension = context.name.toLowerCase().replace(/^.*\./, '');
    if (known === undefined && !format.extensions.includes(extension)) {
      throw new FormatError('FORMAT_UNSUPPORTED', 'not a known compiled model', { offset: 0 });
    }
    const message = `${known ?? `a .${extension} model`} is in a private format; it was recognised and not read`;
    return {
      kind: 'inert',
      format: 'opaque-model',
      oddities: [{ kind: 'not-followed', message, where: { offset: 0 } }],
      parts: [],
    };
  },
};

const magics: readonly (readonly [magic: string, what: string])[] = [
  ['RKNN', 'a Rockchip RKNN model'],
  ['\u0001HEF', 'a Hailo HEF model'],
  ['IMOD', 'an Ascend OM model'],
  ['KMODEL', 'a Kendryte model'],
  ['LDMK', 'a Kendryte model'],
];
