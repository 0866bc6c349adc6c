// Decisions whose ground is gone, for people.
import { escapeInvisible } from '#core/quote';
import { paint, type TextStyle } from './text-style.ts';

interface PrintedReopened {
  readonly decisions: number;
  readonly reopened: readonly {
    readonly decision: string;
    readonly gate: string;
    readonly label: string;
    readonly was: string;
    readonly now: string;
    readonly causes: readonly {
      readonly cause: string;
      readonly rule?: string;
      readonly because: string;
      readonly logEntry?: number;
      readonly remedy?: string;
    }[];
    readonly placements: readonly { readonly zone: string }[];
  }[];
}

export function reopenedLines({ decisions, reopened }: PrintedReopened, style: TextStyle): readonly string[] {
  if (reopened.length === 0) return [`${decisions} decisions stand on what they stood on`];
  return reopened.flatMap(({ decision, gate, label, was, now, causes, placements }) => [
    `${escapeInvisible(label)} at ${gate}: was ${was}, ${paint(`now ${now}`, now === 'deny' ? ['bold', 'red'] : ['yellow'], style)}  (${decision.slice(0, 12)})`,
    ...placements.map(({ zone }) => `  lies in ${escapeInvisible(zone)} because of it`),
    ...causes.flatMap(({ cause, rule, because, logEntry, remedy }) => [
      `  ${rule ?? 'the decision'}: ${cause}, ${escapeInvisible(because)}${logEntry === undefined ? '' : ` (log entry ${logEntry})`}`,
      ...(remedy === undefined ? [] : [`    ${escapeInvisible(remedy)}`]),
    ]),
  ]);
}
