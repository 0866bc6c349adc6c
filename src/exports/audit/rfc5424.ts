// Syslog, RFC 5424: header, one structured data element with what happened, and a message for people.
import type { AuditEvent } from '#core/audit/audit-event';
import type { Severity } from '#core/finding';
import type { RecordFormat, RecordSource } from './audit-record.ts';
import { readRecord } from './read-record.ts';

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
      checkpoint: checkpoint.split('\n').join(lineMark),
      consistency: consistency.join(' '),
    };
    const message = `the entries ${tree.from} to ${tree.size - 1} were handed on`;
    return `${headerOf(6, tree.at, source, 'audit-tree')} ${elementOf('assayTree@32473', parameters)} ${text(message)}`;
  },
  read: (line) => {
    const found = parametersIn(line);
    const { index, at, size, from, checkpoint = '', consistency = '' } = found;
    if (index !== undefined) return readRecord({ ...found, logIndex: Number(index) });
    const hashes = consistency === '' ? [] : consistency.split(' ');
    const numbers = { size: Number(size), from: Number(from) };
    return readRecord({
      ...found,
      ...numbers,
      at,
      checkpoint: checkpoint.split(lineMark).join('\n'),
      consistency: hashes,
    });
  },
};

/** The parameters of our element in a line that a syslog server may have put a header of its own before. */
function parametersIn(line: string): Readonly<Record<string, string>> {
  const begin = /\[assay(?:Tree)?@32473/.exec(line);
  const rest = begin === null ? '' : line.slice(begin.index);
  const parameters: Record<string, string> = {};
  const one = / ([!#-<>-\\^-~]{1,32})="((?:[^"\\\]]|\\.)*)"/y;
  one.lastIndex = rest.indexOf(' ');
  for (let found = one.exec(rest); found !== null; found = one.exec(rest)) {
    parameters[found[1] ?? ''] = (found[2] ?? '').replace(/\\(["\\\]])/g, '$1');
  }
  return parameters;
}

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
  return visible(value).replace(/["\\\]]/g, '\\$&');
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
    at: event.at,
    origin,
    statement,
    standing,
    reason: cut(reason),
    actor: cut(actor),
    via,
    action,
    decision,
    asset,
    zone: cut(zone),
    target: cut(target),
    bytes,
    severity,
    because: cut(event.because?.join(' ')),
    purpose: cut(event.purpose),
    note: cut(event.note),
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

/** What others wrote, cut: receivers have to take 2048 octets only. */
function cut(value: string | undefined): string | undefined {
  return value?.slice(0, longestValue);
}

/** UTF-16 code units of one value. */
const longestValue = 1024;

const syslogSeverities: Readonly<Record<Severity, number>> = { info: 6, low: 5, medium: 4, high: 3, critical: 2 };

/** Stands for a line end inside of a value: no line of a note has it. */
const lineMark = ' | ';
