// Tells programs by their structure: magic numbers, header sizes and offsets that must agree. Two bytes prove nothing.

export type ExecutableKind = 'elf' | 'pe' | 'mach-o' | 'wasm' | 'java-class' | 'dex' | 'windows-shortcut';

/**
 * The kind of program that `head` starts, undefined when its header does not hold together.
 * @param head - first bytes of the file, at least 64 where the file has them
 * @param size - length of the file in bytes
 * @param at - reads bytes further in, for headers that point there
 */
export function executableKind(
  head: Uint8Array,
  size: number,
  at: (offset: number, length: number) => Uint8Array,
): ExecutableKind | undefined {
  if (isElf(head, size)) return 'elf';
  if (isPortableExecutable(head, size, at)) return 'pe';
  if (isMachO(head, size) || isFatMachO(head, size)) return 'mach-o';
  if (startsWith(head, [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])) return 'wasm';
  if (startsWith(head, [0x64, 0x65, 0x78, 0x0a, 0x30, 0x33]) && head[7] === 0) return 'dex';
  if (startsWith(head, shortcutMagic)) return 'windows-shortcut';
  return isJavaClass(head) ? 'java-class' : undefined;
}

/** @source System V ABI, figure 4-3: e_ident, e_type, e_machine, e_ehsize, e_phoff, e_shoff */
function isElf(head: Uint8Array, size: number): boolean {
  if (!startsWith(head, [0x7f, 0x45, 0x4c, 0x46]) || head.length < 52) return false;
  const wide = head[4] === 2;
  const little = head[5] === 1;
  if ((head[4] !== 1 && !wide) || (head[5] !== 2 && !little) || head[6] !== 1) return false;
  const view = viewOf(head);
  if (wide && head.length < 64) return false;
  const type = view.getUint16(16, little);
  const programHeaders = wide ? Number(view.getBigUint64(32, little)) : view.getUint32(28, little);
  const sectionHeaders = wide ? Number(view.getBigUint64(40, little)) : view.getUint32(32, little);
  const headerSize = view.getUint16(wide ? 52 : 40, little);
  return type >= 1 && type <= 4 && headerSize === (wide ? 64 : 52) && (programHeaders < size || sectionHeaders < size);
}

/** @source Microsoft PE format: e_lfanew at 0x3c points to "PE\0\0", then the machine type */
function isPortableExecutable(
  head: Uint8Array,
  size: number,
  at: (offset: number, length: number) => Uint8Array,
): boolean {
  if (head[0] !== 0x4d || head[1] !== 0x5a || head.length < 64) return false;
  if (startsWith(head, [0x4d, 0x5a, 0x71, 0x46, 0x70, 0x44, 0x3d])) return true; // Actually Portable Executable
  const offset = viewOf(head).getUint32(0x3c, true);
  if (offset + 24 > size) return false;
  const header = at(offset, 24);
  return startsWith(header, [0x50, 0x45, 0, 0]) && machines.has((header[4] ?? 0) | ((header[5] ?? 0) << 8));
}

/** @source Apple mach-o/loader.h: mach_header, number and size of load commands */
function isMachO(head: Uint8Array, size: number): boolean {
  if (head.length < 32) return false;
  const view = viewOf(head);
  const magic = view.getUint32(0, true);
  const little = magic === 0xfeedface || magic === 0xfeedfacf;
  if (!little && magic !== 0xcefaedfe && magic !== 0xcffaedfe) return false;
  const fileType = view.getUint32(12, little);
  const commands = view.getUint32(16, little);
  const commandBytes = view.getUint32(20, little);
  return fileType >= 1 && fileType <= 12 && commands > 0 && commands < 10_000 && commandBytes + 28 <= size;
}

/** @source Apple mach-o/fat.h: big-endian, offset and size of each architecture inside the file */
function isFatMachO(head: Uint8Array, size: number): boolean {
  if (!startsWith(head, [0xca, 0xfe, 0xba, 0xbe]) || head.length < 28) return false;
  const view = viewOf(head);
  const count = view.getUint32(4, false);
  return (
    count > 0 &&
    count < 20 &&
    view.getUint32(16, false) + view.getUint32(20, false) <= size &&
    view.getUint32(16, false) >= 28
  );
}

/** @source Java Virtual Machine specification 4.1: major version 45 and up */
function isJavaClass(head: Uint8Array): boolean {
  if (!startsWith(head, [0xca, 0xfe, 0xba, 0xbe]) || head.length < 10) return false;
  const major = viewOf(head).getUint16(6, false);
  return major >= 45 && major <= 80;
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return bytes.length >= prefix.length && prefix.every((byte, index) => bytes[index] === byte);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** i386, ARM, ARM Thumb-2, IA-64, x86-64, ARM64, RISC-V 32 and 64, LoongArch 64. */
const machines: ReadonlySet<number> = new Set([0x14c, 0x1c0, 0x1c4, 0x200, 0x8664, 0xaa64, 0x5032, 0x5064, 0x6264]);

/** Header size 0x4c, then the class id of shell links (MS-SHLLINK 2.1). */
const shortcutMagic: readonly number[] = [0x4c, 0, 0, 0, 0x01, 0x14, 0x02, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46];
