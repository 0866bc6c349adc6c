// Sizes for people.

/** `1536` as `1.5 KiB`. @param bytes - >= 0 */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  let value = bytes;
  let unit = -1;
  while (value >= 1023.95 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}

/** `1 file`, `2 files`, `1,000 files`. @param nouns - of more than one, when that is not `noun` with an s */
export function formatCount(count: number, noun: string, nouns = `${noun}s`): string {
  return `${withCommas(count)} ${count === 1 ? noun : nouns}`;
}

/** Not toLocaleString: loading locale data costs more start-up time than the rest of the report. */
export function withCommas(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

const units: readonly string[] = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
