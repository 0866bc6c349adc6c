// Syslog, RFC 5424: header, one structured data element with what happened, and a message for people.
import type { AuditEvent } from '#core/audit/audit-event';
import type { Severity } from '#core/finding';
import type { RecordFormat, RecordSource } from './audit-record.ts';

export const recordFormat: RecordFormat = {
  id: 'rfc5424',
  event: (event, source) => {
    const header = headerOf(severityOf(event), event.at, source, event.kind);
    return `${header} ${elementOf('assay@32473', parametersOf(event, source))} ${messageOf(event)}`;
  },
  tree: (tree, source) => {
    const { consistency, checkpoint, ...rest } = tree;
    const parameters = {
      ...rest,
      checkpoint: checkpoint.trimEnd().split('\n').join(' | '),
      consistency: consistency.join(' '),
    };
    const message = `the entries ${tree.from} to ${tree.size - 1} were handed on`;
    return `${headerOf(6, tree.at, source, 'audit-tree')} ${elementOf('assayTree@32473', parameters)} ${text(message)}`;
  },
};

/** Facility 13 is the log audit (section 6.2.1); severities: 4 warning, 5 notice, 6 informational. */
function headerOf(severity: number, at: string, { origin }: RecordSource, kind: string): string {
  const priority = 13 * 8 + severity;
  return `<${priority}>1 ${at} ${headerField(origin, 255)} assay - ${headerField(kind, 32)}`;
}

/** Printable ASCII without spaces, no longer than the field may be; `-` where nothing is left (section 6). */
function headerField(value: string, length: number): string {
  const printable = value.replace(/[^\u0021-\u007e]/g, '_').slice(0, length);
  return printable === '' ? '-' : printable;
}

function elementOf(id: string, parameters: Readonly<Record<string, string | number | undefined>>): string {
  const listed = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${nameOf(name)}="${parameterValue(String(value))}"`],
  );
  return `[${[id, ...listed].join(' ')}]`;
}

/** 1 to 32 printable characters without `=`, space, `]` and `"` (section 6.3.3). */
function nameOf(name: string): string {
  return name.slice(0, 32);
}

/**
 * `"`, `\` and `]` get a backslash (section 6.3.3). ATTACKER: a line end in a name would begin a record that nobody logged, so controls,
 * line separators and half surrogate pairs become visible text; the receiver sees what it was.
 */
function parameterValue(value: string): string {
  return visible(value.slice(0, longestValue)).replace(/["\\\]]/g, '\\$&');
}

/** UTF-8 begins with the byte order mark (section 6.4). */
function text(message: string): string {
  return `\ufeff${visible(message)}`;
}

function visible(value: string): string {
  return value.replace(
    /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\ud800-\udfff](?![\udc00-\udfff])/gu,
    (character) => `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );
}

function parametersOf(
  event: AuditEvent,
  { origin }: RecordSource,
): Readonly<Record<string, string | number | undefined>> {
  const { logIndex, statement, standing, reason, actor, via, action, decision, asset, zone, target, bytes, severity } =
    event;
  return {
    index: logIndex,
    origin,
    statement,
    standing,
    reason,
    actor,
    via,
    action,
    decision,
    asset,
    zone,
    target,
    bytes,
    severity,
    because: event.because?.join(' '),
    purpose: event.purpose,
    note: event.note,
    keys: event.signedBy.map(({ key }) => key).join(' '),
  };
}

function messageOf({ actor, action, decision, asset, zone, target }: AuditEvent): string {
  const what = [asset?.slice(0, 12), target, zone === undefined ? undefined : `in ${zone}`].filter(
    (part) => part !== undefined,
  );
  return text([actor, action, ...what, ...(decision === undefined ? [] : [`(${decision})`])].join(' '));
}

function severityOf({ standing, decision, severity }: AuditEvent): number {
  if (severity !== undefined) return syslogSeverities[severity];
  if (standing === 'unreadable' || standing === 'refused' || standing === 'revoked') return 4;
  return decision === 'deny' || decision === 'exception' ? 5 : 6;
}

/** UTF-16 code units of one value: receivers have to take 2048 octets only, and some cut longer messages. */
const longestValue = 1024;

const syslogSeverities: Readonly<Record<Severity, number>> = { info: 6, low: 5, medium: 4, high: 3, critical: 2 };
