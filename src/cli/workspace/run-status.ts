// What `assay status` does; loaded when it is called.
import { escapeInvisible } from '#core/quote';
import { formatBytes, formatCount } from '#exports/format-bytes';
import { describeWorkspace, type WorkspaceStatus } from '#flow/workspace/describe-workspace';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { withWorkspace } from './with-workspace.ts';
import type { WorkspaceFlags } from './workspace-flags.ts';

/** @throws {AssayError} what the flow throws */
export async function runStatus(this: AssayContext, flags: WorkspaceFlags): Promise<void> {
  const status = await withWorkspace(this, flags, describeWorkspace);
  answer(this, flags.json, status, linesOf(status).map(escapeInvisible));
  const { last, overdueDays } = status.audit;
  const stands = status.reopened.length === 0;
  const isSound = overdueDays === undefined && (last?.outcome ?? 'pass') === 'pass' && stands;
  this.answer = isSound && status.signingKey.refusal === undefined ? exitCodes.yes : exitCodes.no;
}

function linesOf(status: WorkspaceStatus): readonly string[] {
  const { name, root, rootKey, signingKey, log, statements, store, assets } = status;
  const witnesses = log.witnesses.length === 0 ? 'none has cosigned the newest checkpoint' : log.witnesses.join(', ');
  const standing = Object.entries(statements).map(([word, count]) => `${count} ${word}`);
  const facts: readonly (readonly [string, string])[] = [
    ['root key', rootKey],
    ['signs with', `${signingKey.id}${signingKey.refusal === undefined ? '' : `, which ${signingKey.refusal}`}`],
    ['log', `${log.origin}, ${formatCount(log.size, 'entry', 'entries')}`],
    ['log key', log.key],
    ['witnesses', witnesses],
    ['statements', standing.join(', ')],
    [
      'store',
      `${formatCount(store.blobs, 'blob')}, ${formatBytes(store.bytes)}, encrypted in a ${placeOf(store.kind)}`,
    ],
    ...assets.map(
      ({ kind, count, bytes, unlabelled }) =>
        [
          'assets',
          `${kind}: ${count}, ${formatBytes(bytes)}${unlabelled === 0 ? '' : `, ${unlabelled} of them unlabelled`}`,
        ] as const,
    ),
    ...auditFacts(status.audit),
    ...status.reopened.map((one) => ['reopened', reopenedText(one)] as const),
  ];
  return [`${name}  ${root}`, ...facts.map(([title, text]) => `  ${title.padEnd(10)}  ${text}`)];
}

function reopenedText({ label, gate, causes, placements }: WorkspaceStatus['reopened'][number]): string {
  const [first] = causes;
  const entry = first?.logEntry === undefined ? '' : `, log entry ${first.logEntry}`;
  const zones = placements.map(({ zone }) => `, and it lies in ${zone} because of it`).join('');
  return `${label} at ${gate}: ${first?.cause ?? 'unknown'}${entry}${zones}; assay gate reopened says more`;
}

function placeOf(kind: WorkspaceStatus['store']['kind']): string {
  return kind === 'folder' ? 'folder' : 'bucket';
}

function auditFacts({ last, dueBy, overdueDays }: WorkspaceStatus['audit']): readonly (readonly [string, string])[] {
  const due =
    overdueDays === undefined
      ? `due by ${dueBy}`
      : `overdue by ${overdueDays < 1 ? 'less than a day' : formatCount(overdueDays, 'day')}: it was due by ${dueBy}`;
  const said =
    last === undefined ? 'never' : `${last.finishedAt}, ${last.mode}: ${last.outcome}, log entry ${last.logIndex}`;
  return [
    ['verified', said],
    ['next', `assay verify --all, ${due}`],
  ];
}
