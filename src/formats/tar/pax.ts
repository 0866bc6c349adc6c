// Extended headers of POSIX.1-2001: records `length key=value\n`, for the next member or for all that follow.
import { decodeName } from '../zip/member-name.ts';

/** Records in order, because the GNU sparse form repeats keys. undefined: not a list of records. */
export function parsePaxRecords(bytes: Uint8Array): readonly (readonly [string, string])[] | undefined {
  const records: [string, string][] = [];
  let at = 0;
  while (at < bytes.length && bytes[at] !== 0) {
    const space = bytes.indexOf(0x20, at);
    if (space < 0 || space - at > 8) return undefined;
    const digits = decodeName(bytes.subarray(at, space));
    const end = at + Number.parseInt(digits, 10);
    const equals = bytes.indexOf(0x3d, space);
    const wrong =
      !/^[0-9]+$/.test(digits) || end > bytes.length || equals < 0 || equals >= end || bytes[end - 1] !== 10;
    if (wrong) return undefined;
    const value = decodeName(bytes.subarray(equals + 1, end - 1));
    records.push([decodeName(bytes.subarray(space + 1, equals)), value]);
    at = end;
  }
  return records;
}
