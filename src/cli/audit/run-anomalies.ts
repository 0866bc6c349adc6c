// What `assay audit anomalies` and `assay audit replay` do; loaded when one is called.
import { escapeInvisible } from '#core/quote';
import { columns } from '#exports/columns';
import { type FoundAnomalies, findAnomalies } from '#flow/audit/find-anomalies';
import type { FoundAnomaly } from '#flow/audit/found-anomaly';
import { replayRules } from '#flow/audit/replay-rules';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { ProgressLine } from '../progress-line.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags } from '../workspace/workspace-flags.ts';

export interface AnomaliesFlags extends SigningFlags {
  readonly since?: string;
  readonly rule?: string;
  readonly record?: boolean;
}

export type ReplayFlags = SigningFlags;

/** @throws {AssayError} what the flow throws */
export async function runAnomalies(this: AssayContext, flags: AnomaliesFlags): Promise<void> {
  const { since, rule, record = false } = flags;
  const line = new ProgressLine(this.process.stderr);
  const found = await withWorkspace(this, flags, (workspace) =>
    findAnomalies(workspace, {
      record,
      onProgress: (entries) => line.say(`${entries} entries read`),
      ...(since === undefined ? {} : { since }),
      ...(rule === undefined ? {} : { rule }),
    }),
  );
  line.clear();
  answer(this, flags.json, found, linesOf(found, record));
  const isLoud = found.anomalies.some(({ severity }) => severity !== 'low' && severity !== 'info');
  this.answer = isLoud ? exitCodes.no : found.unreadable > 0 ? exitCodes.couldNotTell : exitCodes.yes;
}

function linesOf({ range, anomalies, rules, unreadable }: FoundAnomalies, record: boolean): readonly string[] {
  const unjudged = rules.flatMap(({ id, unjudged: gaps }) => gaps.map((gap) => `  ${id}: ${escapeInvisible(gap)}`));
  const shown = unjudged.slice(0, mostGaps);
  return [
    ...anomalies.flatMap((anomaly) => anomalyLines(anomaly)),
    `${anomalies.length} findings of ${rules.length} rules over the entries ${range.from} to ${range.to - 1}`,
    ...(unreadable === 0 ? [] : [`${unreadable} entries cannot be read: what is in them nobody looked at.`]),
    ...(record && anomalies.some(({ recorded }) => recorded === undefined)
      ? ['What was found about decoys is not put on record: the log would tell which assets are decoys.']
      : []),
    ...(shown.length === 0 ? [] : ['Not judged:', ...shown]),
    ...(unjudged.length > shown.length ? [`  and ${unjudged.length - shown.length} more; --json has all`] : []),
  ];
}

function anomalyLines({ rule, severity, at, entries, explanation, recorded }: FoundAnomaly): readonly string[] {
  const cited =
    entries.length === 0 ? '' : ` (entries ${entries.slice(0, 8).join(', ')}${entries.length > 8 ? ', ...' : ''})`;
  const record = recorded === undefined ? '' : `, on record as ${recorded.slice(0, 12)}`;
  return [
    `${severity.padEnd(8)} ${rule}  ${at.slice(0, 16).replace('T', ' ')}${cited}${record}`,
    `  ${escapeInvisible(explanation)}`,
  ];
}

/** @throws {AssayError} what the flow throws */
export async function runReplay(this: AssayContext, flags: ReplayFlags): Promise<void> {
  const line = new ProgressLine(this.process.stderr);
  const replayed = await withWorkspace(this, flags, (workspace) =>
    replayRules(workspace, (entries) => line.say(`${entries} entries read`)),
  );
  line.clear();
  const { events, actors, weeks, rules } = replayed;
  const rows = rules.map(({ id, found, loud, per100ActorWeeks }) => [
    id,
    String(found),
    String(loud),
    per100ActorWeeks === undefined ? '-' : per100ActorWeeks.toFixed(2),
  ]);
  const heading = ['RULE', 'FOUND', 'MEDIUM OR WORSE', 'PER 100 ACTOR-WEEKS'];
  answer(this, flags.json, replayed, [
    ...columns(heading, rows, textStyleOf(this.process, undefined)),
    `${events} events of ${actors} actors in ${weeks.toFixed(1)} weeks. As far as nothing happened, these are false alarms.`,
    ...(weeks < 1 ? ['Less than a week is too short for a rate.'] : []),
  ]);
}

/** Lines about what was not judged. */
const mostGaps = 10;
