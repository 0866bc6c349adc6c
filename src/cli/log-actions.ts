// What `assay log init`, `append`, `show` and `prove` do.
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { escapeInvisible } from '#core/quote';
import { printableJson } from '#exports/printable-json';
import { encodeBase64 } from '#log/bytes';
import { parseCheckpointText } from '#log/checkpoint';
import { LogError } from '#log/log-error';
import { initLogFolder, logFolder, openLogFolder, readLogFolder } from '#log/log-folder';
import { checkpointPath } from '#log/log-storage';
import { LogWriter } from '#log/log-writer';
import { parseNote } from '#log/note';
import { encodeVerifierKey } from '#log/note-key';
import { proveEntry } from '#log/prove-entry';
import { readSmallFile } from '#log/read-small-file';
import { TileTree } from '#log/tile-tree';
import { answer } from './answer.ts';
import type { AssayContext } from './context.ts';
import type { StateFlag } from './log-flags.ts';
import { readStandardInput } from './read-standard-input.ts';
import { assertWritable, writeOutput } from './write-output.ts';

export interface InitFlags extends StateFlag {
  readonly origin: string;
}
export interface ProveFlags {
  readonly entry?: string;
  readonly output?: string;
}
export type AppendWords = readonly string[];
export type ShowWords = readonly [string, number?];
export type ProveWords = readonly [string, number?];

export async function initLog(this: AssayContext, { origin, state, json }: InitFlags, folder: string): Promise<void> {
  const place = logFolder(folder, state);
  const key = encodeVerifierKey((await initLogFolder(place, origin)).key);
  const lines = [`origin  ${origin}`, `key     ${key}`, `private ${place.state}`];
  answer(this, json, { schema: 'assay.log-init/1', origin, key, state: place.state }, lines);
}

export async function appendToLog(
  this: AssayContext,
  { state, json }: StateFlag,
  ...words: AppendWords
): Promise<void> {
  const [folder = '', ...files] = words;
  const parts = await openLogFolder(logFolder(folder, state));
  const entries: Uint8Array[] = [];
  for (const file of files) {
    if (file === '-') entries.push(...linesOf(await readStandardInput(this.process.stdin)));
    else entries.push(readEntry(file));
  }
  const { first, size } = await new LogWriter(parts).append(entries);
  const last = first + entries.length - 1;
  const range = entries.length === 1 ? `entry ${first}` : `entries ${first} to ${last}`;
  answer(this, json, { schema: 'assay.log-append/1', first, last, size }, [`${range}; the log has ${size} entries`]);
}

export async function showLog(
  this: AssayContext,
  { state, json }: StateFlag,
  folder: string,
  index?: number,
): Promise<void> {
  const { storage } = readLogFolder(logFolder(folder, state));
  const note = await storage.get(checkpointPath);
  if (note === undefined) throw new LogError('LOG_MISSING', `There is no log in ${folder}.`, { path: folder });
  const { text, signatures } = parseNote(note);
  const { origin, size, root } = parseCheckpointText(text);
  if (index !== undefined) {
    const entry = await new TileTree(storage, size).entry(index);
    const document = { schema: 'assay.log-entry/1', index, base64: encodeBase64(entry) };
    this.process.stdout.write(json ? printableJson(document) : entry);
    return;
  }
  const names = signatures.map(({ name }) => name);
  const document = { schema: 'assay.log-show/1', origin, size, root: encodeBase64(root), signatures: names };
  const lines = [
    `origin     ${origin}`,
    `entries    ${size}`,
    `root       ${encodeBase64(root)}`,
    `signatures ${names.join(', ')} (not verified; see assay log verify)`,
  ];
  answer(this, json, document, lines.map(escapeInvisible));
}

export async function proveLogEntry(
  this: AssayContext,
  { entry, output }: ProveFlags,
  folder: string,
  index?: number,
): Promise<void> {
  const wanted = entry === undefined ? index : readEntry(entry);
  if (wanted === undefined || (entry !== undefined && index !== undefined)) {
    throw new AssayError('USAGE', 'Say which entry: its index, or --entry FILE.');
  }
  if (output !== undefined) assertWritable(output);
  const proof = await proveEntry(readLogFolder(logFolder(folder)).storage, wanted);
  if (output === undefined) this.process.stdout.write(proof);
  else writeOutput(output, proof);
}

/** @throws {LogError} LOG_READ when there is none, LOG_LIMIT */
export function readEntry(file: string): Uint8Array {
  const bytes = readSmallFile(file, limits.logResourceBytes.value);
  if (bytes === undefined) throw new LogError('LOG_READ', `${file} does not exist.`, { path: file });
  return bytes;
}

/** Without the line ends. */
function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const found = bytes.indexOf(10, at);
    const end = found < 0 ? bytes.length : found;
    lines.push(bytes.subarray(at, end));
    at = end + 1;
  }
  return lines;
}
