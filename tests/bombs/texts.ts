// Long texts, each made of what one of the text checks looks for, or nearly looks for.
import { type Bomb, fill, MiB } from './bomb.ts';

const size = 64 * MiB - 64;
const units: readonly (readonly [name: string, unit: string, size?: number])[] = [
  ['letters', 'A'],
  ['digits', '1'],
  ['base64', 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo'],
  ['hexadecimal', '0123456789abcdef'],
  ['newlines', '\n'],
  ['blanks', ' '],
  ['quotes', '"'],
  ['equals', '='],
  ['formulas', '=cmd|'],
  ['formula-lines', '=1+1\n'],
  ['links', 'http://a '],
  ['colons', '://'],
  ['credentials', 'http://a:b@c '],
  ['at-signs', 'a@'],
  ['key-heads', '-----BEGIN PRIVATE KEY-----\n'],
  ['dashes', '-----BEGIN '],
  ['amazon', 'AKIA'],
  ['amazon-keys', 'AKIAIOSFODNN7ABCDEFG '],
  ['github', 'ghp_'],
  ['github-keys', 'ghp_aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5 '],
  ['tokens', 'eyJhbGciOi.'],
  ['passwords', 'password='],
  ['password-values', 'password = "aB3$dE5gH7jK9mN1"\n'],
  ['secrets', 'api_key: '],
  ['zero-width', '\u200b'],
  ['bidirectional', '\u202e'],
  ['tag-characters', '\u{e0041}'],
  ['variation', '\ufe0f'],
  ['shell-words', 'curl a|'],
  ['substitutions', '$('],
  ['braces', '{{'],
  ['angles', '<'],
  ['scripts', '<script>'],
  ['imports', 'import os\n'],
  ['pickle-signs', 'cos\nsystem\n'],
  ['high-latin', '\u00e9'],
  ['instructions', 'ignore all previous instructions '],
  ['dots', '. '],
  ['slashes', '../'],
  ['underscores', 'a_'],
  ['commas', ','],
];

export const texts: readonly Bomb[] = [
  ...units.map(([name, unit]) => ({ name: `${name}.txt`, build: () => fill(size, unit), harmless: true })),
  ...['formulas', 'commas', 'quotes', 'newlines'].map((name) => {
    const unit = units.find(([other]) => other === name)?.[1] ?? 'a';
    return { name: `${name}.csv`, build: () => fill(size, unit), harmless: true };
  }),
  {
    name: 'utf-16.txt',
    build: () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(fill(30 * MiB, 'ab').toString(), 'utf16le')]),
    harmless: true,
  },
  ...['$(', '`', 'curl a|', 'eval ', ';', '"', "'", '\\\n', '<<a\n', '| sh\n', 'a=b '].map((unit, index) => ({
    name: `script-${index}.sh`,
    build: () => fill(4 * MiB, unit, '#!/bin/sh\n'),
    harmless: true,
  })),
  { name: 'long-script.sh', build: () => fill(60 * MiB, 'echo a\n', '#!/bin/sh\n'), harmless: true },
];
