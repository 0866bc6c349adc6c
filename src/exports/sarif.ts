// The report as SARIF 2.1.0 (OASIS), for code hosts, editors and dashboards.
import { canonicalJson } from '#core/canonical-json';
import { sha256 } from '#core/digest';
import type { Finding } from '#core/finding';
import { describePlace } from '#core/place';
import type { FileReport, ScanReport } from '#core/scan-report';
import { asSentence } from './as-sentence.ts';
import { printableJson } from './printable-json.ts';
import type { Rules } from './rule.ts';
import { informationUri, levelOf, sarifRule } from './sarif-rule.ts';

const schemaUri = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * One run. Rule ids are check ids. A finding that could not tell has kind `open`; a file that was not wholly read is also a
 * tool notification, so that nobody takes silence for a pass.
 * @param rules - metadata of the checks; a finding of an unknown check becomes a rule by itself
 */
export function encodeSarif(report: ScanReport, rules: Rules): string {
  const ids = [...new Set(report.files.flatMap((file) => file.findings.map(({ check }) => check)))].sort();
  return printableJson({
    $schema: schemaUri,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Assay',
            semanticVersion: report.tool.version,
            informationUri,
            properties: { ruleset: report.tool.ruleset },
            rules: ids.map((id) => sarifRule(id, rules.get(id))),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: report.files.flatMap(notificationsOf) }],
        artifacts: report.files.map(artifactOf),
        results: report.files.flatMap((file, index) =>
          file.findings.map((finding) => resultOf(finding, file, index, ids)),
        ),
      },
    ],
  });
}

function artifactOf(file: FileReport): unknown {
  return {
    location: { uri: uriOf(file.path) },
    length: file.size,
    ...(file.sha256 === null ? {} : { hashes: { 'sha-256': file.sha256 } }),
    properties: { verdict: file.verdict, formats: file.formats },
  };
}

function notificationsOf(file: FileReport, index: number): readonly unknown[] {
  return file.coverage.notCovered.map(({ from, to, why }) => ({
    level: 'warning',
    message: { text: `Bytes ${from} to ${to} of ${uriOf(file.path)} were not covered: ${why}` },
    locations: [{ physicalLocation: physicalOf(file, index, { byteOffset: from, byteLength: to - from }) }],
  }));
}

function resultOf(finding: Finding, file: FileReport, index: number, ids: readonly string[]): unknown {
  const open = finding.outcome !== 'fail';
  return {
    ruleId: finding.check,
    ruleIndex: ids.indexOf(finding.check),
    kind: open ? 'open' : 'fail',
    level: open ? 'none' : levelOf(finding.severity),
    message: { text: sentenceOf(finding) },
    locations: [locationOf(finding, file, index)],
    partialFingerprints: { 'assayFinding/v1': fingerprintOf(finding, file) },
    properties: {
      severity: finding.severity,
      outcome: finding.outcome,
      where: finding.where,
      remedy: finding.remedy,
      references: finding.references,
      controls: finding.controls,
    },
  };
}

function sentenceOf(finding: Finding): string {
  const place = describePlace(finding.where);
  return `${asSentence(finding.message)}${place === '' ? '' : ` (${place})`} ${finding.remedy}`;
}

/** A byte offset inside a member is no offset of the file, so it stands with the member and not in the region. */
function locationOf(finding: Finding, file: FileReport, index: number): unknown {
  const { member, offset, line, element, pointer } = finding.where;
  const region =
    member !== undefined
      ? undefined
      : line !== undefined
        ? { startLine: line }
        : offset === undefined
          ? undefined
          : { byteOffset: offset };
  const names = [
    ...(member === undefined ? [] : [{ name: member.split('!').at(-1), fullyQualifiedName: member, kind: 'member' }]),
    ...(pointer === undefined ? [] : [{ fullyQualifiedName: pointer, kind: 'property' }]),
    ...(element === undefined ? [] : [{ name: element, kind: 'element' }]),
  ];
  return {
    physicalLocation: physicalOf(file, index, region),
    ...(names.length === 0 ? {} : { logicalLocations: names }),
    ...(member === undefined || offset === undefined ? {} : { properties: { memberByteOffset: offset } }),
  };
}

function physicalOf(file: FileReport, index: number, region: object | undefined): unknown {
  return { artifactLocation: { uri: uriOf(file.path), index }, ...(region === undefined ? {} : { region }) };
}

/** The same as long as the path and what is said are the same; byte offsets may move. */
function fingerprintOf({ check, message, where }: Finding, file: FileReport): string {
  const identity = [check, file.path, message, where.member ?? '', where.element ?? '', where.pointer ?? ''];
  return sha256(new TextEncoder().encode(canonicalJson(identity.map((text) => text.toWellFormed()))));
}

/** RFC 3986: each segment percent-encoded; a path from the root becomes a file URI. */
function uriOf(path: string): string {
  const encoded = path.toWellFormed().replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}
