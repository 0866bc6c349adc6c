// A hand-over for people.
import { escapeInvisible } from '#core/quote';
import { paint, type TextStyle } from './text-style.ts';

export function handoverLines(
  report: {
    readonly from: string;
    readonly to: string;
    readonly statement: string;
    readonly complete: boolean;
    readonly flags: readonly string[];
    readonly changes?: readonly { readonly path: string; readonly change: string }[];
  },
  style: TextStyle,
): readonly string[] {
  const { from, to, statement, complete, flags, changes = [] } = report;
  const state = complete ? 'both sides have said so' : 'the other side has not said so yet';
  return [
    `from ${escapeInvisible(from)} to ${escapeInvisible(to)}, recorded as ${statement.slice(0, 12)}; ${state}`,
    ...flags.map((text) => `${paint('look', ['bold', 'yellow'], style)} ${escapeInvisible(text)}`),
    ...changes
      .slice(0, 50)
      .map(({ path, change }) => `${paint(change, ['bold', 'red'], style)} ${escapeInvisible(path)}`),
    ...(changes.length > 50 ? [`... and ${changes.length - 50} more; --json has all.`] : []),
  ];
}
