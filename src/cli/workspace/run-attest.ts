// What `assay attest` does; loaded when it is called.
import * as limits from '#core/limits';
import { escapeInvisible } from '#core/quote';
import { readFile } from '#flow/read-file';
import { attestSubject } from '#flow/statements/attest-subject';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { readStandardInput } from '../read-standard-input.ts';
import { withWorkspace } from './with-workspace.ts';
import type { SigningFlags } from './workspace-flags.ts';

export interface AttestFlags extends SigningFlags {
  readonly kind: string;
  readonly predicate: string;
}

/** @throws {AssayError} what the flow throws */
export async function runAttest(this: AssayContext, flags: AttestFlags, word?: string): Promise<void> {
  const { kind, predicate } = flags;
  const json =
    predicate === '-' ? await readStandardInput(this.process.stdin) : readFile(predicate, limits.signatureBytes.value);
  const report = await withWorkspace(this, flags, (workspace) => attestSubject(workspace, word, kind, json));
  const about = report.subjects.map(({ name, sha256 }) => name ?? sha256.slice(0, 12));
  const lines = [
    `${report.recorded ? 'recorded' : 'unchanged'}  ${kind} about ${about.join(', ')}`,
    `  id     ${report.statement}`,
    `  entry  ${report.logIndex}, ${report.at}`,
  ];
  answer(this, flags.json, report, lines.map(escapeInvisible));
}
