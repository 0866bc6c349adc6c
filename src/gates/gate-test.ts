// A test of a gate: evidence that is made up, and what has to come of it. A document, `assay.gate-test/1`.
import { z } from 'zod';
import { AssayError } from '#core/errors';
import { decide } from './decide.ts';
import { evidenceFrom, type Fixture, type FixtureStatement } from './fixture.ts';
import type { Gate } from './gate.ts';

export interface GateCase extends Fixture {
  readonly name: string;
  readonly expect: 'allow' | 'deny' | 'exception';
  /** What has to be answered to some requirements. */
  readonly because?: Readonly<Record<string, 'pass' | 'fail' | 'inconclusive' | 'not-applicable'>>;
}

export interface GateTest {
  readonly schema: 'assay.gate-test/1';
  /** Name of a gate, or a file beside this one. */
  readonly gate: string;
  readonly cases: readonly GateCase[];
}

export interface CaseResult {
  readonly name: string;
  readonly outcome: 'pass' | 'fail';
  readonly expected: string;
  readonly decided: string;
  /** What came out otherwise than it was to. */
  readonly differences: readonly string[];
}

export interface PropertyResult {
  readonly property: string;
  readonly outcome: 'pass' | 'fail';
  readonly because?: string;
}

export interface GateTestReport {
  readonly schema: 'assay.gate-test-report/1';
  readonly gate: string;
  readonly outcome: 'pass' | 'fail';
  readonly cases: readonly CaseResult[];
  readonly properties: readonly PropertyResult[];
  /** Requirements that hold nothing back in any case: nobody has seen that they can. */
  readonly untested: readonly string[];
}

const text = z.string().min(1).max(4096);
const list = z.array(text).max(200);
const facts = z.strictObject({
  kind: text.exactOptional(),
  name: text.exactOptional(),
  sensitivity: text.exactOptional(),
  zone: text.exactOptional(),
  labels: list.exactOptional(),
  licence: text.exactOptional(),
  supplier: text.exactOptional(),
  tier: text.exactOptional(),
  checks: list.exactOptional(),
  revision: text.exactOptional(),
});
const person = z.strictObject({
  person: text.exactOptional(),
  roles: list.exactOptional(),
  is: z.enum(['person', 'service', 'unknown']).exactOptional(),
});
const statement = z.strictObject({
  kind: text,
  body: z.record(z.string(), z.unknown()).exactOptional(),
  daysAgo: z.number().min(-3650).max(3650).exactOptional(),
  by: text.exactOptional(),
  about: text.exactOptional(),
});
const outcomes = z.enum(['pass', 'fail', 'inconclusive', 'not-applicable']);

const gateTestSchema: z.ZodType<GateTest> = z.strictObject({
  schema: z.literal('assay.gate-test/1'),
  gate: text,
  cases: z
    .array(
      z.strictObject({
        name: text,
        expect: z.enum(['allow', 'deny', 'exception']),
        because: z.record(z.string(), outcomes).exactOptional(),
        asset: facts.exactOptional(),
        maker: text.exactOptional(),
        people: z.record(z.string(), person).exactOptional(),
        related: z
          .array(
            z.strictObject({
              name: text,
              via: z.enum(['parents', 'ancestors', 'parts', 'supplier']),
              role: text,
              facts: facts.exactOptional(),
            }),
          )
          .max(100)
          .exactOptional(),
        request: z
          .strictObject({ fromZone: text.exactOptional(), toZone: text.exactOptional(), purpose: text.exactOptional() })
          .exactOptional(),
        scanner: text.exactOptional(),
        statements: z.array(statement).max(200).exactOptional(),
        refused: z
          .array(z.strictObject({ kind: text, why: text }))
          .max(50)
          .exactOptional(),
      }),
    )
    .min(1)
    .max(200),
});

/** @throws {AssayError} GATE_FIXTURE with the place */
export function parseGateTest(value: unknown): GateTest {
  const parsed = gateTestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AssayError('GATE_FIXTURE', `the test of the gate cannot be run: ${z.prettifyError(parsed.error)}`);
}

/** @throws {AssayError} GATE_FIXTURE for evidence that could never be on record */
export function runGateTest(gate: Gate, { cases }: GateTest): GateTestReport {
  const results = cases.map((one) => runCase(gate, one));
  const properties = [deniesNothing(gate, cases), staysOpen(gate, cases), hasReasons(gate, cases)];
  const held = new Set(cases.flatMap((one) => openRules(gate, one)));
  return {
    schema: 'assay.gate-test-report/1',
    gate: gate.name,
    outcome: [...results, ...properties].every(({ outcome }) => outcome === 'pass') ? 'pass' : 'fail',
    cases: results,
    properties,
    untested: gate.requires.map(({ id }) => id).filter((id) => !held.has(id)),
  };
}

function runCase(gate: Gate, { name, expect: expected, because = {}, ...fixture }: GateCase): CaseResult {
  const { decision, because: reasons } = decide(gate, evidenceFrom(fixture));
  const different = Object.entries(because).flatMap(([rule, outcome]) => {
    const found = reasons.find((one) => one.rule === rule);
    if (found === undefined) return [`${rule} is no requirement of ${gate.name}`];
    return found.outcome === outcome ? [] : [`${rule} is ${found.outcome} and not ${outcome}: ${found.because}`];
  });
  const open = reasons.filter(
    ({ outcome, waiver }) => waiver === undefined && (outcome === 'fail' || outcome === 'inconclusive'),
  );
  const differences = [
    ...(decision === expected
      ? []
      : [`${decision} and not ${expected}${open.map(({ rule, because: why }) => `; ${rule}: ${why}`).join('')}`]),
    ...different,
  ];
  return { name, outcome: differences.length === 0 ? 'pass' : 'fail', expected, decided: decision, differences };
}

function openRules(gate: Gate, fixture: GateCase): readonly string[] {
  const { because } = decide(gate, evidenceFrom(fixture));
  return because.filter(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive').map(({ rule }) => rule);
}

function deniesNothing(gate: Gate, cases: readonly GateCase[]): PropertyResult {
  const property = 'nothing on record is no yes';
  const open = cases.find(({ statements: _, ...fixture }) => decide(gate, evidenceFrom(fixture)).decision !== 'deny');
  return open === undefined
    ? { property, outcome: 'pass' }
    : { property, outcome: 'fail', because: `${open.name}, without its statements` };
}

/** Whatever opened the gate once, said again now, keeps it open. */
function staysOpen(gate: Gate, cases: readonly GateCase[]): PropertyResult {
  const property = 'more that passes never turns a yes into a no';
  for (const one of cases) {
    if (one.expect !== 'allow' || decide(gate, evidenceFrom(one)).decision !== 'allow') continue;
    const closing = (one.statements ?? []).find((more) => !isOpenWith(gate, one, more));
    if (closing !== undefined)
      return { property, outcome: 'fail', because: `${one.name}, with its ${closing.kind} said again` };
  }
  return { property, outcome: 'pass' };
}

function isOpenWith(gate: Gate, fixture: GateCase, { daysAgo: _, ...more }: FixtureStatement): boolean {
  return (
    decide(gate, evidenceFrom({ ...fixture, statements: [...(fixture.statements ?? []), more] })).decision === 'allow'
  );
}

function hasReasons(gate: Gate, cases: readonly GateCase[]): PropertyResult {
  const property = 'every answer has a reason';
  const silent = cases.find((one) =>
    decide(gate, evidenceFrom(one)).because.some(({ because }) => because.trim() === ''),
  );
  return silent === undefined ? { property, outcome: 'pass' } : { property, outcome: 'fail', because: silent.name };
}
