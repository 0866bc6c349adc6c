// What `assay diff` and `assay blame` do; loaded when one is called.
import { entryDiffLines } from '#exports/asset-diff-text';
import { encodeRowBlameText } from '#exports/row-blame-text';
import { encodeRowDiffText } from '#exports/row-diff-text';
import { blameAsset } from '#flow/assets/blame-asset';
import { diffAssets } from '#flow/assets/diff-assets';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from './with-workspace.ts';
import type { SigningFlags } from './workspace-flags.ts';

export interface DiffFlags extends SigningFlags {
  readonly all?: boolean;
}

export interface BlameFlags extends DiffFlags {
  /** ROW is a key, even when it looks like a number. */
  readonly key?: boolean;
}

/** @throws {AssayError} what the flow throws */
export async function runDiff(this: AssayContext, flags: DiffFlags, before: string, after: string): Promise<void> {
  const all = flags.all ?? false;
  const mostListed = all ? { mostListed: Number.MAX_SAFE_INTEGER } : {};
  const diff = await withWorkspace(this, flags, (workspace) => diffAssets(workspace, before, after, mostListed));
  const style = textStyleOf(this.process, undefined);
  const same = `${diff.before.label} and ${diff.after.label} are the same asset`;
  const lines = diff.same
    ? [same]
    : [
        `${diff.before.label} -> ${diff.after.label}`,
        ...entryDiffLines(diff.entries, style, all),
        ...(diff.rows === undefined ? [] : [encodeRowDiffText(diff.rows, style, all).trimEnd()]),
      ];
  answer(this, flags.json, diff, lines);
  this.answer = diff.same ? exitCodes.yes : exitCodes.no;
}

/** @param row - number from 1, or the key of a row @throws {AssayError} what the flow throws */
export async function runBlame(
  this: AssayContext,
  flags: BlameFlags,
  word: string,
  file: string,
  row?: string,
): Promise<void> {
  const asked =
    row === undefined ? {} : /^[1-9][0-9]*$/.test(row) && flags.key !== true ? { row: Number(row) } : { key: row };
  const mostListed = flags.all ? { mostListed: Number.MAX_SAFE_INTEGER } : {};
  const blame = await withWorkspace(this, flags, (workspace) =>
    blameAsset(workspace, word, { file, ...asked, ...mostListed }),
  );
  answer(this, flags.json, blame, [encodeRowBlameText(blame, textStyleOf(this.process, undefined)).trimEnd()]);
  this.answer = { complete: exitCodes.yes, 'no-such-row': exitCodes.no, inconclusive: exitCodes.couldNotTell }[
    blame.outcome
  ];
}
