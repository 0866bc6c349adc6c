// A file with several attestations, one on each line: an in-toto bundle. It is not signed as a whole, so each line stands alone, and
// a line that is missing is not noticed.
import * as limits from '#core/limits';
import { AttestError } from './attest-error.ts';
import { expectedError } from './expected-error.ts';
import type { ForeignTrust } from './foreign-trust.ts';
import { type Imported, importAttestation } from './import-attestation.ts';

export interface ImportedLine {
  /** From 1. */
  readonly line: number;
  readonly bytes: Uint8Array;
  readonly imported?: Imported;
  /** Why it was not taken in. */
  readonly refusal?: AttestError;
}

/**
 * @param bytes - JSON lines; empty lines are left out
 * @throws {AttestError} ATTEST_LIMIT for more than `limits.attestationLines` lines or `limits.signatureBytes` bytes
 * @source in-toto attestation specification v1, "Bundle"
 */
export async function importAttestations(bytes: Uint8Array, trust: ForeignTrust): Promise<readonly ImportedLine[]> {
  if (bytes.length > limits.signatureBytes.value) throw tooMuch('signatureBytes', `${bytes.length} bytes`);
  const results: ImportedLine[] = [];
  for (const one of splitLines(bytes)) results.push(await importLine(one, trust));
  return results;
}

type Line = Pick<ImportedLine, 'line' | 'bytes'>;

async function importLine(one: Line, trust: ForeignTrust): Promise<ImportedLine> {
  try {
    return { ...one, imported: await importAttestation(one.bytes, trust) };
  } catch (error) {
    return { ...one, refusal: expectedError(error, AttestError) };
  }
}

/** ATTACKER: a file may be nothing but line ends. */
function splitLines(bytes: Uint8Array): readonly Line[] {
  const lines: Line[] = [];
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found === -1 ? bytes.length : found;
    const content = bytes.subarray(start, end);
    if (content.some((byte) => !blanks.has(byte))) lines.push({ line, bytes: content });
    if (lines.length > limits.attestationLines.value) throw tooMuch('attestationLines', 'too many lines');
    start = end + 1;
  }
  return lines;
}

function tooMuch(limit: string, what: string): AttestError {
  return new AttestError('ATTEST_LIMIT', `the file of attestations has ${what}`, { limit });
}

const lineFeed = 0x0a;
/** Space, tab, carriage return. */
const blanks: ReadonlySet<number> = new Set([0x20, 0x09, 0x0d]);
