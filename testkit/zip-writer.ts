// Writes zip archives field by field, so that every honest and every misleading one can be written down.
// Source: PKWARE APPNOTE 4.3; nothing is checked for sense.
import { crc32, deflateRawSync } from 'node:zlib';

/** Fields that stand in both headers of a member. */
export interface HeaderFields {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly extra: Uint8Array;
}

export interface ZipMember {
  readonly name: string;
  readonly data: Uint8Array | string;
  /** Compress by deflate; stored otherwise. */
  readonly deflate?: boolean;
  /** The bytes to store as they are, when they are not made from `data`. */
  readonly packed?: Uint8Array;
  /** What both headers say instead of the truth. */
  readonly says?: Partial<HeaderFields>;
  /** What only one header says. */
  readonly local?: Partial<HeaderFields>;
  readonly central?: Partial<HeaderFields>;
  /** Write CRC and sizes after the data, zeros in the local header. */
  readonly descriptor?: 'signed' | 'plain' | 'wrong';
  readonly unixMode?: number;
  readonly comment?: string;
  /** Bytes in front of the local header that belong to nothing. */
  readonly before?: Uint8Array;
  /** Leave it out of the directory. */
  readonly orphan?: boolean;
  /** Write no local header and data, point to those of the member with this index. */
  readonly sharesDataOf?: number;
}

export interface ZipOptions {
  readonly prefix?: Uint8Array;
  /** Offsets count from the start of the file, prefix included. Default: true. */
  readonly countPrefix?: boolean;
  readonly comment?: string;
  /** Bytes after the end record. */
  readonly suffix?: Uint8Array;
  /** Bytes between directory and end record. */
  readonly beforeEnd?: Uint8Array;
  /** Number of entries the end record gives. */
  readonly entries?: number;
  /** Add a zip64 end record and locator, as torch always does. */
  readonly zip64?: boolean;
  /** Entries the zip64 end record gives. */
  readonly zip64Entries?: number;
}

/** A zip file. */
export function buildZip(members: readonly ZipMember[], options: ZipOptions = {}): Uint8Array {
  const prefix = options.prefix ?? none;
  const shift = options.countPrefix === false ? prefix.length : 0;
  const body: Uint8Array[] = [prefix];
  const directory: Uint8Array[] = [];
  const offsets: number[] = [];
  let at = prefix.length;
  for (const member of members) {
    const fields = trueFields(member);
    const shared = member.sharesDataOf === undefined ? undefined : offsets[member.sharesDataOf];
    const bytes = shared === undefined ? localPart(member, fields) : none;
    const headerAt = shared ?? at + (member.before?.length ?? 0);
    offsets.push(headerAt);
    body.push(bytes);
    at += bytes.length;
    if (!member.orphan) directory.push(centralHeader(member, fields, headerAt - shift));
  }
  const central = Buffer.concat(directory);
  const count = directory.length;
  const end = endRecords({ count, size: central.length, at: at - shift, endAt: at + central.length }, options);
  return Buffer.concat([...body, central, options.beforeEnd ?? none, ...end, options.suffix ?? none]);
}

const none = new Uint8Array(0);

function trueFields(member: ZipMember): HeaderFields & { readonly packed: Uint8Array } {
  const data = typeof member.data === 'string' ? Buffer.from(member.data) : member.data;
  const packed = member.packed ?? (member.deflate ? deflateRawSync(data) : data);
  return {
    name: member.name,
    flags: member.descriptor === undefined ? 0 : 8,
    method: member.deflate ? 8 : 0,
    crc: crc32(data),
    compressedSize: packed.length,
    size: data.length,
    extra: none,
    ...member.says,
    packed,
  };
}

function localPart(member: ZipMember, fields: HeaderFields & { readonly packed: Uint8Array }): Uint8Array {
  const deferred = member.descriptor === undefined ? {} : { crc: 0, compressedSize: 0, size: 0 };
  const said = { ...fields, ...deferred, ...member.local };
  const name = Buffer.from(said.name, 'latin1');
  const head = Buffer.concat([u32(0x04034b50), u16(20), common(said, name.length), name, said.extra]);
  return Buffer.concat([member.before ?? none, head, fields.packed, descriptorOf(member, fields)]);
}

function descriptorOf(member: ZipMember, { crc, compressedSize, size }: HeaderFields): Uint8Array {
  if (member.descriptor === undefined) return none;
  const said = member.descriptor === 'wrong' ? size + 1 : size;
  const plain = Buffer.concat([u32(crc), u32(compressedSize), u32(said)]);
  return member.descriptor === 'plain' ? plain : Buffer.concat([u32(0x08074b50), plain]);
}

function centralHeader(member: ZipMember, fields: HeaderFields, headerAt: number): Uint8Array {
  const said = { ...fields, ...member.central };
  const name = Buffer.from(said.name, 'latin1');
  const comment = Buffer.from(member.comment ?? '');
  const system = member.unixMode === undefined ? 0 : 3;
  const attributes = ((member.unixMode ?? 0) << 16) >>> 0;
  const start = [u32(0x02014b50), u16(20 + system * 256), u16(20), common(said, name.length)];
  const rest = [u16(comment.length), u16(0), u16(0), u32(attributes), u32(headerAt), name, said.extra, comment];
  return Buffer.concat([...start, ...rest]);
}

/** The fields that both headers have in the same order, up to the length of the extra field. */
function common(fields: HeaderFields, nameLength: number): Uint8Array {
  const { flags, method, crc, compressedSize, size, extra } = fields;
  const time = u32(0x00210000);
  return Buffer.concat([
    ...[u16(flags), u16(method), time, u32(crc), u32(compressedSize), u32(size)],
    ...[u16(nameLength), u16(extra.length)],
  ]);
}

interface Directory {
  readonly count: number;
  readonly size: number;
  readonly at: number;
  readonly endAt: number;
}

function endRecords({ count, size, at, endAt }: Directory, options: ZipOptions): Uint8Array[] {
  const comment = Buffer.from(options.comment ?? '', 'latin1');
  const entries = options.entries ?? count;
  const plain = [u32(0x06054b50), u32(0), u16(entries), u16(entries), u32(size), u32(at), u16(comment.length), comment];
  if (!options.zip64) return plain;
  const long = BigInt(options.zip64Entries ?? entries);
  const record = [u64(long), u64(long), u64(BigInt(size)), u64(BigInt(at))];
  const head = [u32(0x06064b50), u64(44n), u16(45), u16(45), u32(0), u32(0)];
  return [...head, ...record, u32(0x07064b50), u32(0), u64(BigInt(endAt)), u32(1), ...plain];
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value & 0xff, (value >> 8) & 0xff);
}

function u32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

function u64(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}
