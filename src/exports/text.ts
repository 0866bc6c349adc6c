// The report for people: a table of verdicts, the findings, and what was and was not looked at.
import type { FileReport, ScanReport, Verdict } from '#core/scan-report';
import { wrap } from './display-width.ts';
import { formatBytes, formatCount } from './format-bytes.ts';
import type { Rules } from './rule.ts';
import { findingLines } from './text-findings.ts';
import { paint, type TextStyle, verdictOrder, verdictPaints } from './text-style.ts';
import { tableLines } from './text-table.ts';

/** Files whose findings are printed; the table and the other formats hold the rest. */
const filesDetailed = 60;

/** @param rules - what to print beside the findings of each check */
export function encodeText(report: ScanReport, rules: Rules, style: TextStyle): string {
  const detailed = verdictOrder.flatMap((verdict) =>
    report.files.filter((file) => file.verdict === verdict && hasDetails(file)),
  );
  const explained = new Set<string>();
  const blocks = detailed.slice(0, filesDetailed).map((file) => findingLines(file, rules, explained, style));
  const more = detailed.length - filesDetailed;
  if (more > 0)
    blocks.push([`Findings of ${formatCount(more, 'further file')} are not shown; --format json lists all.`]);
  const sections = [tableLines(report.files, style), ...blocks, summaryLines(report, style)];
  const shown = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${shown.join('\n\n')}\n`;
}

function hasDetails(file: FileReport): boolean {
  return file.findings.length > 0 || file.coverage.notCovered.length > 0;
}

/** What was looked at, what was not, and what the word "clean" does not mean. */
function summaryLines(report: ScanReport, style: TextStyle): readonly string[] {
  const bytes = report.files.reduce((sum, file) => sum + file.size, 0);
  const counts = verdictOrder.filter((verdict) => report.summary[verdict] > 0);
  const words = counts.map((verdict) => paint(countOf(report, verdict), verdictPaints[verdict], style));
  const head = `${formatCount(report.files.length, 'file')}, ${formatBytes(bytes)}: ${words.join(', ') || 'nothing to scan'}.`;
  const notes = [...(bytes === 0 ? [] : [coverageSentence(report.files), meaningOfClean]), toolSentence(report)];
  return [head, ...notes.flatMap((note) => wrap(note, style.width)).map((line) => paint(line, ['dim'], style))];
}

function countOf(report: ScanReport, verdict: Verdict): string {
  return `${report.summary[verdict]} ${verdict}`;
}

function coverageSentence(files: readonly FileReport[]): string {
  const unread = files.filter(({ sha256 }) => sha256 === null);
  const partly = files.filter((file) => !unread.includes(file) && file.coverage.notCovered.length > 0);
  const missing = partly.reduce((sum, { coverage }) => sum + coverage.bytesTotal - coverage.bytesRead, 0);
  const parts: string[] = [];
  if (unread.length > 0) parts.push(`Not read at all: ${formatCount(unread.length, 'file')}.`);
  if (partly.length > 0) parts.push(`Not covered: ${formatBytes(missing)} in ${formatCount(partly.length, 'file')}.`);
  if (parts.length === 0) return files.length === 0 ? '' : 'Every byte was read by a reader that knows its format.';
  return `${parts.join(' ')} The reasons are listed above.`;
}

const meaningOfClean =
  'Checked: what loading these files would run, and whether loaders are misled. ' +
  'Not checked: how a model behaves, what it was trained on, who made it.';

function toolSentence(report: ScanReport): string {
  const hint = report.files.some(({ findings }) => findings.length > 0)
    ? '; assay explain CHECK tells more of a check'
    : '';
  return `assay ${report.tool.version}, rules ${report.tool.ruleset}${hint}`;
}
