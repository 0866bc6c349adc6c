// Native programs and libraries: ELF, PE, Mach-O, WebAssembly, Java classes, Windows shortcuts. Recognised, not analysed.
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import { executableKind } from './executable/executable-kind.ts';
import type { Format, Match, Sample } from './format.ts';
import type { InertView } from './views/inert.ts';

export const format: Format = {
  id: 'executable',
  title: 'Executable program or library',
  specification: 'System V ABI (ELF), Microsoft PE, Apple Mach-O, WebAssembly core 1, JVM class files, MS-SHLLINK',
  loading: 'Runs when it is started or loaded as a library; no model loader does, people and scripts do.',
  extensions: ['so', 'dll', 'dylib', 'exe', 'pyd', 'wasm', 'class', 'lnk', 'llamafile'],
  coincidesWith: ['zip'],
  identify,
  read,
};

function identify(sample: Sample): Match {
  const at = (offset: number, length: number): Uint8Array => sample.source.read(offset, length).slice();
  return executableKind(sample.head, sample.source.size, at) === undefined ? 'no' : 'content';
}

function read(source: ByteSource): InertView {
  const head = source.read(0, 4096).slice();
  const kind = executableKind(head, source.size, (offset, length) => source.read(offset, length).slice());
  if (kind === undefined) throw new FormatError('FORMAT_MALFORMED', 'no known kind of program', { offset: 0 });
  return { kind: 'inert', format: `executable-${kind}`, oddities: [], parts: [] };
}
