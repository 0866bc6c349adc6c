// Evidence that opens every gate that comes with Assay, so that tests can take something away from it or lay something beside it.
import type { Fixture, FixtureRelated, FixtureStatement } from '#gates/fixture';
import type { Gate, Requirement } from '#gates/gate';

/** Of the code in these fixtures. */
const commit = 'c0ffee'.padEnd(40, '0');

/** Who signs in these fixtures. */
export const people: NonNullable<Fixture['people']> = {
  maker: { roles: ['data-engineer'] },
  reviewer: { roles: ['data-scientist', 'security-engineer'] },
  'reviewer at night': { person: 'reviewer', roles: ['data-scientist'] },
  ann: { roles: ['security-engineer'] },
  ben: { roles: ['release-manager'] },
  nobody: { is: 'unknown' },
  robot: { is: 'service', roles: ['collector'] },
};

/** Bodies that say yes to every condition of the gates that come with Assay. */
const yes: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'asset-manifest': {
    origin: { supplier: 'Example Models', url: 'https://models.example' },
    licence: 'MIT',
    owner: 'mira',
    sensitivity: 'internal',
    labels: ['purpose:training'],
  },
  intake: { outcome: 'pass' },
  'scan-static': { verdict: 'clean', findings: [], notCovered: [] },
  'scan-runtime': { outcome: 'pass', isolationReached: 'container', deviations: [] },
  'integrity-check': { outcome: 'pass', deviations: [], dueBy: null },
  'data-quality': { outcome: 'pass' },
  'poison-scan': { outcome: 'pass', categories: ['backdoor', 'sabotage'] },
  evaluation: { outcome: 'pass', independence: 'external' },
  svr: { properties: ['REVIEWED'] },
  'test-result': {
    result: 'PASSED',
    failedTests: [],
    assay_commit: commit,
    assay_counts: { passed: 12, failed: 0, skipped: 1, flaky: 0 },
  },
  vulns: {
    scanner: { uri: 'pkg:github/example/scanner@1.2.3', db: { lastUpdate: '2026-05-31T06:00:00Z' }, result: [] },
  },
  'supplier-assessment': { tier: 'trusted', contradictions: [] },
};

/** What says no, where something does. */
const no: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'asset-manifest': { origin: null, licence: null, owner: null, labels: [] },
  intake: { outcome: 'fail' },
  'scan-static': { verdict: 'malicious' },
  'scan-runtime': { outcome: 'fail' },
  'integrity-check': { outcome: 'fail', dueBy: null },
  'data-quality': { outcome: 'fail' },
  'poison-scan': { outcome: 'fail', categories: ['backdoor', 'sabotage'] },
  evaluation: { outcome: 'fail' },
  'test-result': { result: 'FAILED', assay_commit: commit },
  vulns: {},
  'supplier-assessment': { tier: 'untrusted' },
};

export function stating(
  kind: string,
  answer: 'yes' | 'no',
  more: Omit<FixtureStatement, 'kind'> = {},
): FixtureStatement {
  const { body = {}, ...rest } = more;
  return { kind, body: { ...(answer === 'yes' ? yes : no)[kind], ...body }, by: 'reviewer', ...rest };
}

/** What belongs to the asset in the fixture of a gate: one thing for each way and role that it asks about. */
function relatedOf({ requires }: Gate): readonly FixtureRelated[] {
  return requires.flatMap(({ subject = 'asset', relations, roles }) => {
    if (subject === 'asset') return [];
    const role = relations?.[0] ?? roles?.[0] ?? (subject === 'parts' ? 'model' : 'supplier');
    const kind =
      role === 'trained-on' || role === 'derived-from' || role === 'dataset'
        ? 'dataset'
        : (roleKinds.get(role) ?? 'model');
    const facts = { kind, licence: 'MIT', labels: ['purpose:training'], revision: commit };
    return [{ name: `${subject} ${role}`, via: subject, role, facts }];
  });
}

const roleKinds: ReadonlyMap<string, string> = new Map([
  ['prompt', 'prompt'],
  ['code', 'code'],
]);

/** Opens the gate for an asset of this kind. */
export function openingFixture(gate: Gate, kind: string): Fixture {
  const related = [...new Map(relatedOf(gate).map((one) => [one.name, one])).values()];
  return {
    asset: {
      ...{ kind, name: 'reviews', licence: 'MIT', labels: ['purpose:training'], revision: commit },
      ...{
        supplier: 'Example Models',
        tier: 'unknown',
        checks: ['scan-runtime', 'behaviour', 'provenance', 'human-review'],
      },
    },
    people,
    related,
    request: { purpose: 'training' },
    statements: gate.requires.flatMap((requirement) => openingStatements(requirement, related)),
  };
}

function openingStatements(requirement: Requirement, related: readonly FixtureRelated[]): readonly FixtureStatement[] {
  const { evidence, subject = 'asset', relations, roles } = requirement;
  const body =
    evidence === 'evaluation' ? { kind: requirement.which?.includes('performance') ? 'performance' : 'security' } : {};
  if (subject === 'asset') return [stating(evidence, 'yes', { body })];
  const wanted: readonly string[] | undefined = relations ?? roles;
  const asked = related.filter(({ via, role }) => via === subject && (wanted === undefined || wanted.includes(role)));
  return asked.map(({ name }) => stating(evidence, 'yes', { body, about: name }));
}
