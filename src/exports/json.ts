// The report as one JSON document: the stable contract `assay.scan/1`, docs/schema/assay.scan-1.schema.json.
import type { Finding } from '#core/finding';
import type { Place } from '#core/place';
import type { FileReport, ScanReport } from '#core/scan-report';
import { printableJson } from './printable-json.ts';

/** Deterministic: fields stand in the order of the schema, whatever made the report. */
export function encodeJson(report: ScanReport): string {
  const { version, ruleset } = report.tool;
  const { clean, suspicious, malicious, incomplete } = report.summary;
  return printableJson({
    schema: report.schema,
    tool: { version, ruleset },
    files: report.files.map(fileFields),
    summary: { clean, suspicious, malicious, incomplete },
  });
}

function fileFields(file: FileReport): FileReport {
  const { path, size, sha256, formats, verdict, coverage, findings } = file;
  const notCovered = coverage.notCovered.map(({ from, to, why }) => ({ from, to, why }));
  return {
    path,
    size,
    sha256,
    formats,
    verdict,
    coverage: { bytesRead: coverage.bytesRead, bytesTotal: coverage.bytesTotal, notCovered },
    findings: findings.map(findingFields),
  };
}

function findingFields(finding: Finding): Finding {
  const { check, outcome, severity, message, where, remedy, references, controls } = finding;
  return { check, outcome, severity, message, where: placeFields(where), remedy, references, controls };
}

function placeFields({ member, offset, element, line, pointer }: Place): Place {
  return {
    ...(member === undefined ? {} : { member }),
    ...(offset === undefined ? {} : { offset }),
    ...(element === undefined ? {} : { element }),
    ...(line === undefined ? {} : { line }),
    ...(pointer === undefined ? {} : { pointer }),
  };
}
