// What `assay statements` does; loaded when it is called.
import { AssayError } from '#core/errors';
import { escapeInvisible } from '#core/quote';
import { columns } from '#exports/columns';
import { printableJson } from '#exports/printable-json';
import { findSubject } from '#flow/statements/find-subject';
import { type ListedStatements, listWorkspaceStatements } from '#flow/statements/list-statements';
import { readPayload, type ShownStatement, showStatement } from '#flow/statements/show-statement';
import type { Workspace } from '#flow/workspace/workspace';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from './with-workspace.ts';
import type { WorkspaceFlags } from './workspace-flags.ts';

export interface StatementsFlags extends WorkspaceFlags {
  readonly kind?: string;
  readonly raw?: boolean;
  readonly before?: number;
}

/** @throws {AssayError} what the flow throws */
export async function runStatements(this: AssayContext, flags: StatementsFlags, word?: string): Promise<void> {
  await withWorkspace(this, flags, async (workspace) => {
    const found = word === undefined ? undefined : await findSubject(await workspace.index(), word);
    if (found?.kind === 'statement') {
      await (flags.raw ? printRaw(this, workspace, found) : printOne(this, flags, workspace, found.logIndex));
      return;
    }
    if (flags.raw) throw new AssayError('USAGE', '--raw prints one statement; give its id.');
    await printList(this, flags, workspace, found);
  });
}

async function printRaw(
  { process }: AssayContext,
  workspace: Workspace,
  { statement }: { readonly statement: Parameters<typeof readPayload>[1] },
): Promise<void> {
  process.stdout.write(Buffer.from(await readPayload(workspace, statement)).toString('utf8'));
}

async function printOne(
  context: AssayContext,
  flags: StatementsFlags,
  workspace: Workspace,
  at: number,
): Promise<void> {
  const shown = await showStatement(workspace, at);
  answer(context, flags.json, shown, linesOf(shown));
  context.answer = shown.counts ? exitCodes.yes : exitCodes.no;
}

function linesOf(shown: ShownStatement): readonly string[] {
  const { kind, predicateType, meaning, statement, subjects, signedBy, at, logIndex, expiresAt, body } = shown;
  const facts: readonly (readonly [string, string])[] = [
    ['id', statement],
    ['type', predicateType],
    ...(meaning === undefined ? [] : [['says', meaning] as const]),
    ...subjects
      .slice(0, shownSubjects)
      .map(({ name, sha256 }) => ['about', `${sha256}${name === undefined ? '' : `  ${name}`}`] as const),
    ...(subjects.length > shownSubjects ? [['', `and ${subjects.length - shownSubjects} more`] as const] : []),
    ...signedBy.map((key) => ['signed by', key] as const),
    ['recorded', `${at}, log entry ${logIndex}`],
    ...(expiresAt === undefined ? [] : [['expires', expiresAt] as const]),
    ['standing', standingOf(shown)],
  ];
  return [
    kind ?? 'statement of a kind that is not known here',
    ...facts.map(([title, text]) => `  ${title.padEnd(9)}  ${escapeInvisible(text)}`),
    ...printableJson(body).trimEnd().split('\n'),
  ];
}

async function printList(
  context: AssayContext,
  flags: StatementsFlags,
  workspace: Workspace,
  subject: Extract<Awaited<ReturnType<typeof findSubject>>, { readonly kind: 'subject' }> | undefined,
): Promise<void> {
  const { kind, before } = flags;
  const list = await listWorkspaceStatements(
    workspace,
    {
      ...(subject === undefined ? {} : { subject: subject.sha256 }),
      ...(kind === undefined ? {} : { kind }),
      ...(before === undefined ? {} : { before }),
    },
    flags.json ? mostOfDocument : mostOfText,
  );
  const rows = list.statements.map((one) => [
    String(one.logIndex),
    one.statement.slice(0, 12),
    one.at.slice(0, 19).replace('T', ' '),
    one.kind ?? (one.predicateType || '-'),
    aboutText(one),
    one.signedBy.map((key) => key.slice(0, 12)).join(' ') || '-',
    standingOf(one),
  ]);
  const heading = ['ENTRY', 'ID', 'RECORDED', 'KIND', 'ABOUT', 'SIGNED BY', 'STANDING'];
  const style = textStyleOf(context.process, undefined);
  const lines = rows.length === 0 ? ['There is no such statement.'] : columns(heading, rows.map(printable), style);
  answer(context, flags.json, list, [...lines, ...moreLine(list)]);
}

function moreLine({ more, statements }: ListedStatements): readonly string[] {
  if (!more) return [];
  return [`There are earlier ones; --before ${statements[0]?.logIndex ?? 0} lists them.`];
}

function printable(row: readonly string[]): readonly string[] {
  return row.map(escapeInvisible);
}

function aboutText({ about, subjects }: ListedStatements['statements'][number]): string {
  if (about === undefined) return '-';
  const { name, sha256 } = about;
  return `${name ?? sha256.slice(0, 12)}${subjects > 1 ? ` and ${subjects - 1} more` : ''}`;
}

function standingOf({
  standing,
  expired,
  stale,
  reason,
}: Pick<ShownStatement, 'standing' | 'expired' | 'stale' | 'reason'>): string {
  const stands = standing === 'verified' || standing === 'foreign';
  if (stands && !expired && stale !== undefined) return `stale: ${stale}`;
  const text = stands && expired ? 'expired' : standing;
  return reason === undefined ? text : `${text}: ${reason}`;
}

const shownSubjects = 20;
const mostOfText = 100;
const mostOfDocument = 1000;
