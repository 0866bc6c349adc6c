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
    readonly tensors?: readonly { readonly path: string; readonly tensor?: string; readonly change: string }[];
  },
  style: TextStyle,
): readonly string[] {
  const { from, to, statement, complete, flags, changes = [], tensors = [] } = report;
  const state = complete ? 'both sides have said so' : 'the other side has not said so yet';
  return [
    `from ${escapeInvisible(from)} to ${escapeInvisible(to)}, recorded as ${statement.slice(0, 12)}; ${state}`,
    ...flags.map((text) => `${paint('look', ['bold', 'yellow'], style)} ${escapeInvisible(text)}`),
    ...changes
      .slice(0, 50)
      .map(({ path, change }) => `${paint(change, ['bold', 'red'], style)} ${escapeInvisible(path)}`),
    ...tensors
      .slice(0, 50)
      .map(
        ({ path, tensor, change }) =>
          `  ${escapeInvisible(`${path}${tensor === undefined ? '' : `, ${tensor}`}`)}: ${change}`,
      ),
    ...(tensors.length > 50 ? [`  ... and ${tensors.length - 50} more tensors; --json has all.`] : []),
    ...(changes.length > 50 ? [`... and ${changes.length - 50} more; --json has all.`] : []),
  ];
}
