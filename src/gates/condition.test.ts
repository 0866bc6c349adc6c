// Conditions mean what the conformance-tested implementation of CEL says they mean.
import { celEnv, parse, plan } from '@bufbuild/cel';
import { expect, test } from 'vitest';
import { predicate as poisonScan } from '#predicates/poison-scan';
import { noFacts } from './asset-facts.ts';
import { assertCondition, evaluateCondition } from './condition.ts';

const facts = { ...noFacts, kind: 'dataset', name: 'reviews', labels: ['eu'], licence: 'MIT', tier: 'known' };
const request = { fromZone: 'data-engineering', toZone: 'training', purpose: 'research' };

test.each([
  "body.outcome == 'pass'",
  "body.outcome != 'pass'",
  "body.categories.exists(one, one == 'backdoor')",
  "body.categories.all(one, one == 'backdoor')",
  'body.rows > 9000 && body.rows < 20000',
  'body.shareScanned >= 1.0',
  'body.filtered + body.alerted < body.rows',
  "body.method.startsWith('spectral') || body.method.contains('x')",
  "body.sources.exists(one, one.source == 'crawl-3')",
  "asset.kind == 'dataset' && asset.labels.exists(one, one == 'eu')",
  "'eu' in asset.labels",
  "asset.tier != 'trusted' && asset.checks.size() == 0",
  "request.toZone == 'training' && ('purpose:' + request.purpose) in asset.labels",
  "asset.labels.all(one, !one.startsWith('purpose:'))",
  'body.limitations.size() > 0 ? true : false',
  "has(body.calibration) && body.calibration != ''",
  "body.method.matches('^spec.*s$')",
])('%s', (text) => {
  const ours = evaluateCondition(text, poisonScan, poisonScan.example, { facts, request });
  const theirs = plan(celEnv(), parse(text))({ body: integers(poisonScan.example), asset: facts, request } as never);
  expect(ours).toEqual({ holds: theirs });
});

test('what cannot be told is no yes', () => {
  const { calibration: _, ...body } = poisonScan.example;
  const result = evaluateCondition("body.calibration == 'x'", poisonScan, body, { facts, request });
  expect(result).toMatchObject({ holds: undefined, reason: expect.stringContaining('calibration') });
});

test('a condition without a statement asks about the asset and the request alone', () => {
  expect(assertCondition("asset.kind == 'model' && request.purpose == 'x'")).toBeUndefined();
  expect(assertCondition("body.outcome == 'pass'")).toContain('body');
  expect(assertCondition('asset.name')).toContain('not yes or no');
  expect(assertCondition(undefined)).toBeUndefined();
});

/** The oracle has integers as bigint too; shares stay doubles. */
function integers(value: unknown, name = ''): unknown {
  if (typeof value === 'number') return Number.isInteger(value) && !shares.has(name) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map((one) => integers(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, integers(one, key)]));
}

const shares: ReadonlySet<string> = new Set(['shareScanned', 'filter', 'alert']);
