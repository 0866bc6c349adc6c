// Files that by custom carry an archive behind them: programs (self-extracting archives, llamafiles, Python zipapps) and
// TFLite models with associated files. The archive's reader leaves them to their own formats, which say what they mean.

import { u32 } from './little-endian.ts';

/**
 * True when the file starts as one of them; a few bytes of magic without the header they announce are no program.
 * @param head - first bytes in front of the archive, 4096 at most
 */
export function isCarrierStart(head: Uint8Array): boolean {
  const text = Buffer.from(head).toString('latin1');
  if (text.startsWith('#!')) return text.includes('\n');
  if (head.length < shortestProgram) return false;
  if (elf.test(text) || machO.has(text.slice(0, 4))) return true;
  if (text.startsWith('TFL3', 4)) return true;
  // Two letters are not enough: MZ is also the start of a pickle. `MZqFpD` is a Cosmopolitan (llamafile) program.
  return text.startsWith('MZqFpD') || (text.startsWith('MZ') && text.startsWith('PE\0\0', u32(head, 0x3c)));
}

// Class, byte order and version follow the magic. @source elf.h, e_ident
const elf = /^\x7fELF[\x01\x02][\x01\x02]\x01/;

// The header of a 32-bit ELF file; the others are longer or, as Mach-O, as long with their first command.
const shortestProgram = 52;

// Both byte orders, 32 and 64 bit, and the universal form. @source mach-o/loader.h, mach-o/fat.h
const machO: ReadonlySet<string> = new Set([
  '\xfe\xed\xfa\xce',
  '\xce\xfa\xed\xfe',
  '\xfe\xed\xfa\xcf',
  '\xcf\xfa\xed\xfe',
  '\xca\xfe\xba\xbe',
]);
