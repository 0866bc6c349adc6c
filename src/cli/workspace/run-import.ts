// What `assay import` does; loaded when it is called.
import { escapeInvisible } from '#core/quote';
import { type ImportedFile, importFiles } from '#flow/statements/import-files';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { withWorkspace } from './with-workspace.ts';
import type { SigningFlags } from './workspace-flags.ts';

export interface ImportFlags extends SigningFlags {
  readonly key?: readonly string[];
  readonly trustedRoot?: string;
  readonly identity?: string;
  readonly issuer?: string;
  readonly about?: string;
}

/** @throws {AssayError} what the flow throws */
export async function runImport(this: AssayContext, flags: ImportFlags, ...paths: readonly string[]): Promise<void> {
  const { key = [], trustedRoot, identity, issuer, about } = flags;
  const report = await withWorkspace(this, flags, (workspace) =>
    importFiles(workspace, paths, {
      keys: key,
      ...(trustedRoot === undefined ? {} : { trustedRoot }),
      ...(identity === undefined ? {} : { identity }),
      ...(issuer === undefined ? {} : { issuer }),
      ...(about === undefined ? {} : { about }),
    }),
  );
  answer(this, flags.json, report, report.attestations.flatMap(linesOf).map(escapeInvisible));
  if (report.attestations.some(({ outcome }) => outcome === 'refused')) this.answer = exitCodes.no;
}

function linesOf(one: ImportedFile): readonly string[] {
  const place = one.line === undefined ? one.path : `${one.path}, line ${one.line}`;
  if (one.outcome === 'refused') return [`refused  ${place}`, `  why        ${one.message} (${one.code})`];
  const { signer, subjects = [], predicateType = '', statement = '' } = one;
  const by = signer?.method === 'key' ? `key ${signer.keyIds.join(', ')}` : `${signer?.identity} by ${signer?.issuer}`;
  return [
    `${one.outcome}  ${place}`,
    `  says       ${predicateType}`,
    ...subjects.slice(0, shownSubjects).map((sha256) => `  about      ${sha256}`),
    ...(subjects.length > shownSubjects ? [`             and ${subjects.length - shownSubjects} more`] : []),
    `  signed by  ${by}`,
    `  statement  ${statement}, log entry ${one.logIndex}`,
  ];
}

const shownSubjects = 5;
