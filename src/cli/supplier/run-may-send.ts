// What `assay supplier may-send` does; loaded when it is called.
import type { Sensitivity } from '#core/asset';
import { AssayError } from '#core/errors';
import { escapeInvisible } from '#core/quote';
import { columns } from '#exports/columns';
import { decideEgress } from '#flow/suppliers/decide-egress';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';

export interface MaySendFlags extends SigningFlags {
  readonly asset?: string;
  readonly text?: string;
  readonly label?: Sensitivity;
  readonly terms?: string;
  readonly purpose: string;
}

/** @throws {AssayError} USAGE unless one thing is named that is to be sent; what the flow throws */
export async function runMaySend(this: AssayContext, flags: MaySendFlags, service: string): Promise<void> {
  const { asset, text: path, label, terms, purpose } = flags;
  if ((asset === undefined) === (path === undefined))
    throw new AssayError('USAGE', 'Say what is to be sent: --asset or --text.');
  if (asset !== undefined && label !== undefined)
    throw new AssayError('USAGE', '--label is for --text; an asset has a label of its own.');
  const report = await withWorkspace(this, flags, (workspace) =>
    decideEgress(workspace, {
      service,
      purpose,
      ...(asset === undefined ? {} : { asset }),
      ...(path === undefined ? {} : { text: { path, ...(label === undefined ? {} : { label }) } }),
      ...(terms === undefined ? {} : { terms }),
    }),
  );
  const rows = report.because.map(({ rule, outcome, why }) => [words[outcome], rule, escapeInvisible(why)]);
  answer(this, flags.json, report, [
    `${report.decision === 'allow' ? 'it may be sent' : 'it must not be sent'} to ${escapeInvisible(report.service)}`,
    '',
    ...columns(['ANSWER', 'RULE', 'BECAUSE'], rows, textStyleOf(this.process, undefined)),
  ]);
  if (report.decision === 'allow') return;
  this.answer = report.because.some(({ outcome }) => outcome === 'fail') ? exitCodes.no : exitCodes.couldNotTell;
}

const words = { pass: 'yes', fail: 'no', inconclusive: 'not known' } as const;
