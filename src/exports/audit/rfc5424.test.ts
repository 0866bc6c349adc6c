// Syslog lines against the grammar of RFC 5424, and golden lines. What an actor calls itself must not begin another line.
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AuditEvent } from '#core/audit/audit-event';
import { auditEvents } from '#testkit/audit/audit-events';
import { recordFormat } from './rfc5424.ts';

const source = { origin: 'example.org/assay', version: '1.2.3' };
const tree = {
  origin: source.origin,
  from: 0,
  size: 15,
  root: 'ab'.repeat(32),
  at: '2026-03-29T01:30:00.000Z',
  checkpoint: 'a\n15\nx\n\n— a sig\n',
  consistency: ['cd'.repeat(32)],
};

interface Parsed {
  readonly priority: number;
  readonly app: string;
  readonly id: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Section 6, letter by letter; throws where the line is not of the grammar. */
function parse(line: string): Parsed {
  const header =
    /^<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) /.exec(
      line,
    );
  if (header === null) throw new Error(`no header: ${line}`);
  let at = header[0].length;
  const [, id = ''] = /^\[([!#-<>-\\^-~]{1,32})/.exec(line.slice(at)) ?? [];
  if (id === '') throw new Error('no structured data');
  at += 1 + id.length;
  const parameters: Record<string, string> = {};
  for (;;) {
    const found = /^ ([!#-<>-\\^-~]{1,32})="((?:[^"\\\]]|\\["\\\]])*)"/.exec(line.slice(at));
    if (found === null) break;
    const [whole, name = '', value = ''] = found;
    expect(parameters[name], 'a name twice').toBeUndefined();
    parameters[name] = value.replace(/\\(["\\\]])/g, '$1');
    at += whole.length;
  }
  const rest = line.slice(at);
  if (!rest.startsWith('] \ufeff'))
    throw new Error(`the element does not end, or the message has no mark: ${rest.slice(0, 40)}`);
  return { priority: Number(header[1]), app: header[4] ?? '', id, parameters, message: rest.slice(3) };
}

const controls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/;

test('every line follows the grammar, holds its number, and is one line', () => {
  for (const event of auditEvents) {
    const line = recordFormat.event(event, source);
    const { priority, app, id, parameters, message } = parse(line);
    expect([priority >> 3, app, id, parameters.index]).toEqual([13, 'assay', 'assay@32473', String(event.logIndex)]);
    expect(line.replace('] \ufeff', '')).not.toMatch(controls);
    expect(message.length).toBeGreaterThan(0);
    expect(Buffer.from(line).toString('utf8')).toBe(line);
  }
});

test('what is denied is a notice, what is found weighs as it says', () => {
  const severities = auditEvents.map((event) => parse(recordFormat.event(event, source)).priority & 7);
  expect(severities.slice(0, 2)).toEqual([6, 5]);
  expect(severities[10]).toBe(3);
  expect(severities[12]).toBe(4);
});

test('no text of an event gets out of its value', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  fc.assert(
    fc.property(text, text, text, text, (actor, zone, note, origin) => {
      const [first] = auditEvents;
      const event = { ...first, actor, zone, note } as AuditEvent;
      const { parameters } = parse(recordFormat.event(event, { ...source, origin }));
      expect([parameters.index, parameters.action]).toEqual(['0', 'read']);
      if (!/[^ -~]/.test(actor)) expect(parameters.actor).toBe(actor);
    }),
    { numRuns: 500, seed: 7 },
  );
});

test('golden lines', async () => {
  const lines = [...auditEvents.map((event) => recordFormat.event(event, source)), recordFormat.tree(tree, source)];
  expect(parse(recordFormat.tree(tree, source)).parameters.checkpoint).toBe('a | 15 | x |  | — a sig | ');
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(
    join(import.meta.dirname, '../../../tests/exports/audit/rfc5424.txt'),
  );
});
