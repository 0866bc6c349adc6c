// Jobs for people: what was asked for, what left the zone, and what did not.
import type { JobMetrics } from '#core/jobs/job-metrics';
import { escapeInvisible } from '#core/quote';
import type { JobRequest } from '#predicates/job-request';
import type { JobResult } from '#predicates/job-result';
import { columns } from './columns.ts';
import type { TextStyle } from './text-style.ts';

export interface PrintedJob {
  readonly id: string;
  readonly zone: string;
  readonly state: string;
  readonly why?: string;
  readonly request: JobRequest;
  readonly result?: JobResult;
  readonly metrics?: JobMetrics;
}

export function jobLines(
  { id, zone, state, why, request, result, metrics }: PrintedJob,
  style: TextStyle,
): readonly string[] {
  const { kind, asset, by, purpose, outputs, expiresAt } = request;
  return [
    `job       ${id}`,
    `asked     ${kind} on ${asset.slice(0, 12)} in ${zone}, by ${by}, for ${outputs.join(' and ')}`,
    `purpose   ${purpose}`,
    `state     ${state}${why === undefined ? '' : `: ${why}`}${state === 'open' ? ` until ${expiresAt}` : ''}`,
    ...(result === undefined ? [] : resultLines(result)),
    ...(metrics === undefined ? [] : ['', ...metricLines(metrics, style)]),
    ...(result === undefined
      ? []
      : ['', ...result.withheld.map(withheldLine), ...result.notCovered.map((one) => `not covered  ${one}`)]),
  ].map((line) => escapeInvisible(line));
}

function resultLines({ custodian, tool, isolation, seconds, outputs }: JobResult): readonly string[] {
  return [
    `run       by ${custodian} with ${tool.name} ${tool.version} in ${seconds} s; isolation: ${isolation}`,
    ...outputs.map(({ name, sha256, to, zone }) =>
      to === 'handed-out'
        ? `output    ${name}, handed out`
        : `output    ${name} ${sha256.slice(0, 12)}, placed in ${zone ?? 'its zone'}`,
    ),
  ];
}

export function metricLines({ metrics, smallestGroup }: JobMetrics, style: TextStyle): readonly string[] {
  const rows = metrics.map(({ name, slice = '', value, bound }) => [
    escapeInvisible(name),
    escapeInvisible(slice),
    bound === undefined ? escapeInvisible(String(value ?? 'withheld')) : bounds(smallestGroup)[bound],
  ]);
  return rows.length === 0 ? [] : columns(['METRIC', 'OF', 'VALUE'], rows, style);
}

function bounds(smallestGroup: number): Readonly<Record<'few' | 'all-but-few', string>> {
  return { few: `fewer than ${smallestGroup}`, 'all-but-few': `all but fewer than ${smallestGroup}` };
}

function withheldLine({ what, why, count }: JobMetrics['withheld'][number]): string {
  return `withheld     ${count === undefined ? '' : `${count} `}${what}: ${why}`;
}
