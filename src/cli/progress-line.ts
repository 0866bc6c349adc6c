// One line on a terminal's standard error that says how far the work is, and is gone when it ends.
import { escapeInvisible } from '#core/quote';
import { shorten } from '#exports/display-width';
import { formatBytes } from '#exports/format-bytes';
import type { ScanProgress } from '#flow/scan';

/** A scan shorter than this shows nothing. */
const quietMs = 400;
const betweenMs = 80;

export class ProgressLine {
  readonly #stream: NodeJS.WriteStream;
  #next = performance.now() + quietMs;
  #shown = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(progress: ScanProgress): void {
    const { filesDone, filesTotal, bytesDone, bytesTotal, path } = progress;
    const numbers = `${filesDone}/${filesTotal} files, ${formatBytes(bytesDone)} of ${formatBytes(bytesTotal)}`;
    this.say(path === undefined ? numbers : `${numbers}  ${escapeInvisible(path)}`);
  }

  /** @param line - without control characters */
  say(line: string): void {
    if (!this.#stream.isTTY || performance.now() < this.#next) return;
    this.#next = performance.now() + betweenMs;
    this.#shown = true;
    this.#stream.write(`\r\u001b[K${shorten(line, Math.max(20, this.#stream.columns - 1))}`);
  }

  clear(): void {
    if (this.#shown) this.#stream.write('\r\u001b[K');
    this.#shown = false;
  }
}
