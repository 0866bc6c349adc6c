// What `assay audit verify-export` does; loaded when it is called.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { AssayError } from '#core/errors';
import { escapeInvisible } from '#core/quote';
import { recordFormats } from '#exports/audit/record-formats';
import { verifyExport } from '#flow/audit/verify-export';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { policyOf } from '../log-trust.ts';
import { reasonOf } from '../reason-of.ts';

export interface VerifyExportFlags {
  readonly format: keyof typeof recordFormats;
  readonly key?: string;
  readonly json?: boolean;
}

/** @throws {AssayError} USAGE without a key; FILE_UNREADABLE; LOG_KEY */
export async function runVerifyExport(this: AssayContext, flags: VerifyExportFlags, path: string): Promise<void> {
  const { format, key, json } = flags;
  const policy = await policyOf(key === undefined ? {} : { key });
  const input = path === '-' ? this.process.stdin : createReadStream(path);
  const verified = await verifyExport(linesOf(input, path), recordFormats[format], policy);
  const { outcome, entries, repeated, others, proven, problems, origin } = verified;
  answer(this, json, verified, [
    ...problems.map((problem) => `refused  ${escapeInvisible(problem)}`),
    `${entries} entries of ${escapeInvisible(origin === '' ? 'no log' : origin)}, ${repeated} records more than once, ${others} other lines`,
    `${proven} entries are proven to be all that the log had: ${outcome.replaceAll('-', ' ')}`,
  ]);
  const codes = { complete: exitCodes.yes, refused: exitCodes.no, 'could-not-tell': exitCodes.couldNotTell };
  this.answer = codes[outcome];
}

async function* linesOf(input: NodeJS.ReadableStream, path: string): AsyncGenerator<string> {
  try {
    // No format of ours writes a line separator that readline would take for a line end.
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) yield line;
  } catch (error) {
    throw new AssayError('FILE_UNREADABLE', `${path} cannot be read: ${reasonOf(error)}`, { path, cause: error });
  }
}
