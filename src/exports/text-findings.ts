// The findings of one file in the text report: what, where, why it matters, what to do, where to read on.
import type { Finding, Severity } from '#core/finding';
import { severities } from '#core/finding';
import { describePlace } from '#core/place';
import { escapeInvisible } from '#core/quote';
import type { FileReport } from '#core/scan-report';
import { asSentence } from './as-sentence.ts';
import { wrap } from './display-width.ts';
import { formatBytes, formatCount } from './format-bytes.ts';
import type { Rules } from './rule.ts';
import { type Paint, paint, type TextStyle, verdictPaints } from './text-style.ts';

/** Different findings shown per file; the rest is counted. */
const findingsShown = 12;
/** Places shown of findings that say the same. */
const placesShown = 4;
const rangesShown = 4;
const referencesShown = 4;

/**
 * The block of one file.
 * @param explained - checks whose `why` was printed before; this function adds to it
 */
export function findingLines(
  file: FileReport,
  rules: Rules,
  explained: Set<string>,
  style: TextStyle,
): readonly string[] {
  const groups = groupFindings(file.findings);
  const head = `${paint(file.verdict, verdictPaints[file.verdict], style)}  ${paint(escapeInvisible(file.path), ['bold'], style)}`;
  const lines = [head];
  for (const section of sectionsOf(groups.slice(0, findingsShown))) {
    const { check } = section[0].finding;
    lines.push(...sectionLines(section, explained.has(check) ? '' : (rules.get(check)?.why ?? ''), style));
    explained.add(check);
  }
  const more = groups.length - findingsShown;
  if (more > 0)
    lines.push(paint(`  ${formatCount(more, 'further finding')}; --format json lists all.`, ['dim'], style));
  return [...lines, ...coverageLines(file, style)];
}

/** Findings that differ in their place only. */
interface Group {
  readonly finding: Finding;
  /** Distinct places in words, in file order. */
  readonly places: Set<string>;
}

/** Groups that share check, remedy and references, which are printed once. */
type Section = readonly [Group, ...Group[]];

function groupFindings(findings: readonly Finding[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.message, finding.severity, finding.outcome, sectionKey(finding)]);
    const group = groups.get(key) ?? { finding, places: new Set() };
    group.places.add(describePlace(finding.where));
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => weightOf(a.finding) - weightOf(b.finding));
}

function sectionsOf(groups: readonly Group[]): readonly Section[] {
  const sections = new Map<string, Section>();
  for (const group of groups) {
    const key = sectionKey(group.finding);
    const section = sections.get(key);
    sections.set(key, section === undefined ? [group] : [...section, group]);
  }
  return [...sections.values()];
}

function sectionKey({ check, remedy, references }: Finding): string {
  return JSON.stringify([check, remedy, references]);
}

function weightOf(finding: Finding): number {
  return severities.indexOf(finding.severity) + (finding.outcome === 'fail' ? 0 : severities.length);
}

function sectionLines(section: Section, why: string, style: TextStyle): readonly string[] {
  const [{ finding }] = section;
  return [
    ...section.flatMap((group, index) => groupLines(group, section[index - 1], style)),
    ...labelled('why', why, style),
    ...labelled('do', finding.remedy, style),
    ...labelled('see', finding.references.slice(0, referencesShown).join(', '), style),
  ];
}

/** What and where; under the heading of the group before when that has the same weight. */
function groupLines(group: Group, before: Group | undefined, style: TextStyle): readonly string[] {
  const { finding } = group;
  const same = before !== undefined && kindOf(before.finding) === kindOf(finding);
  const head = `  ${paint(finding.check, paintsOf(finding), style)} ${paint(`(${kindOf(finding)})`, ['dim'], style)}`;
  const message = wrap(asSentence(escapeInvisible(finding.message)), style.width - 4).map((line) => `    ${line}`);
  return [...(same ? [] : [head]), ...message, ...labelled('where', placesOf(group), style)];
}

function kindOf(finding: Finding): string {
  return finding.outcome === 'fail' ? finding.severity : 'could not tell';
}

function placesOf(group: Group): string {
  const places = [...group.places].filter((place) => place !== '');
  const more = places.length - placesShown;
  return places.slice(0, placesShown).join('; ') + (more > 0 ? `; and ${formatCount(more, 'other place')}` : '');
}

/** A file of which nothing could be told has a finding that says so; its one range would say it again. */
function coverageLines({ coverage, findings, size }: FileReport, style: TextStyle): readonly string[] {
  const ranges = coverage.notCovered;
  const whole = ranges.length === 1 && ranges[0]?.from === 0 && ranges[0].to === size;
  if (ranges.length === 0 || (whole && findings.some(({ outcome }) => outcome !== 'fail'))) return [];
  const shown = ranges.slice(0, rangesShown).map(({ from, to, why }) => {
    return `bytes ${from} to ${to} (${formatBytes(to - from)}): ${why}`;
  });
  const more = ranges.length - rangesShown;
  const rest = more > 0 ? [`and ${formatCount(more, 'other range')}`] : [];
  return [
    `  ${paint('not covered', ['bold'], style)}`,
    ...[...shown, ...rest].flatMap((text) => indented(text, style)),
  ];
}

function indented(text: string, style: TextStyle): readonly string[] {
  return wrap(escapeInvisible(text), style.width - 4).map((line) => `    ${line}`);
}

function labelled(label: string, text: string, style: TextStyle): readonly string[] {
  if (text === '') return [];
  return wrap(escapeInvisible(text), style.width - 11).map((line, index) => {
    return `    ${paint((index === 0 ? label : '').padEnd(7), ['dim'], style)}${line}`;
  });
}

function paintsOf(finding: Finding): readonly Paint[] {
  return finding.outcome === 'fail' ? severityPaints[finding.severity] : ['bold', 'blue'];
}

const severityPaints: Readonly<Record<Severity, readonly Paint[]>> = {
  critical: ['bold', 'red'],
  high: ['bold', 'red'],
  medium: ['bold', 'yellow'],
  low: ['bold'],
  info: ['bold'],
};
