// Which format of rows a file has.
import { AssayError } from '#core/errors';
import { quote } from '#core/quote';
import type { RowFormat } from './row-format.ts';
import { rowFormats } from './row-formats.generated.ts';

/** By the ending of the name; undefined when nothing is known about it. */
export function rowFormatOf(path: string): RowFormat | undefined {
  const ending = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  return rowFormats.find(({ extensions }) => ending !== undefined && extensions.includes(ending));
}

/** @throws {AssayError} USAGE for a name that no format has */
export function rowFormatNamed(name: string): RowFormat {
  const format = rowFormats.find((one) => one.name === name);
  if (format !== undefined) return format;
  const names = rowFormats.map((one) => one.name).join(', ');
  throw new AssayError('USAGE', `There is no format of rows ${quote(name)}; there are ${names}.`);
}
