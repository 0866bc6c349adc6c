// Operations in any order on a real workspace: no asset is ever in a zone without a decision that stands and allowed it.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isOfKind } from '#attest/verified';
import { parseSha256, type Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { decideGate } from '#flow/gates/decide-gate';
import { gateInForce } from '#flow/gates/gate-in-force';
import { readStatement } from '#flow/statements/read-statement';
import type { Workspace } from '#flow/workspace/workspace';
import { promote } from '#flow/zones/promote';
import { placeNow } from '#flow/zones/zone-of';
import { predicate as gateDecision } from '#predicates/gate-decision';
import { predicate as placement } from '#predicates/placement';
import { putLenientGates } from '#testkit/lenient-gates';
import { openAs } from '#testkit/people';
import { buildWorkspace, type TestWorkspace } from '#testkit/workspace';

const operations = process.env.ASSAY_SLOW === undefined ? 25 : 10_000;
const zones = ['data-engineering', 'training', 'quarantine', 'release'] as const;

let made: TestWorkspace;
let root: Workspace;
/** May place, and may not decide. */
let mover: Workspace;

beforeAll(async () => {
  made = await buildWorkspace();
  root = await made.open();
  await putLenientGates(made, root, ['leave-quarantine']);
  mover = await openAs(made, root, 'mover', { roles: ['operator'], keyRoles: ['placement'] });
}, 60_000);
afterAll(() => made.remove());

const operation = fc.oneof(
  fc.record({ do: fc.constant('add' as const), outside: fc.boolean() }),
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('promote' as const), which: fc.nat(9), to: fc.constantFrom(...zones) }),
  },
  fc.record({
    do: fc.constant('place' as const),
    which: fc.nat(9),
    to: fc.constantFrom(...zones),
    cite: fc.nat(9),
    forged: fc.boolean(),
  }),
  fc.record({ do: fc.constant('decide' as const), which: fc.nat(9), to: fc.constantFrom(...zones) }),
);

test(`${operations} operations`, { timeout: 7_200_000 }, async () => {
  const assets: { readonly id: Sha256; readonly outside: boolean }[] = [];
  const decisions: Sha256[] = [];
  let letIn = 0;
  const steps = fc.sample(operation, { numRuns: operations, seed: 7 });
  for (const [number, step] of [{ do: 'add', outside: true } as const, ...steps].entries()) {
    const asset = 'which' in step ? assets[step.which % assets.length] : undefined;
    if (step.do === 'add') {
      made.file('data/rows.csv', `id\n${number}\n`);
      const supplier = step.outside ? { supplier: 'Example' } : {};
      const { id } = await made.add(root, 'data', {
        name: `data-${number}`,
        kind: 'dataset',
        sensitivity: 'internal',
        ...supplier,
      });
      assets.push({ id: parseSha256(id), outside: step.outside });
    } else if (asset !== undefined) await take(step, asset.id, decisions);
    for (const one of assets) if (await assertAllowed(one)) letIn += 1;
  }
  expect(letIn).toBeGreaterThan(0);
});

type Step = typeof operation extends fc.Arbitrary<infer T> ? T : never;

async function take(step: Step, asset: Sha256, decisions: Sha256[]): Promise<void> {
  if (step.do === 'decide') {
    const { zone } = await placeNow(root, asset);
    const gate = await gateInForce(root, 'leave-quarantine');
    const { recorded } = await decideGate(root, gate, asset, { record: true, fromZone: zone, toZone: step.to });
    if (recorded !== undefined) decisions.push(recorded);
  } else if (step.do === 'place') await placeBy(step.forged ? mover : root, step, asset, decisions);
  else if (step.do === 'promote') {
    try {
      const { decision } = await promote(root, asset, step.to, 'a test');
      if (decision?.recorded !== undefined) decisions.push(decision.recorded);
    } catch (error) {
      expect(error).toBeInstanceOf(AssayError);
      expect(error).toMatchObject({ code: 'ZONE_REFUSED' });
    }
  }
}

/** As somebody would who goes around the command: with any decision, about whatever it is, or one that the signer may not make. */
async function placeBy(
  by: Workspace,
  { to, cite, forged }: Extract<Step, { do: 'place' }>,
  asset: Sha256,
  decisions: readonly Sha256[],
): Promise<void> {
  const { size: logSize } = await root.checkpoint();
  const decision = decisions[cite % Math.max(1, decisions.length)];
  if (forged) {
    const body = { ...gateDecision.example, gate: 'leave-quarantine', toZone: to };
    await expect(by.record([{ predicate: gateDecision, subjects: [{ sha256: asset }], body }])).rejects.toMatchObject({
      code: 'ATTEST_UNTRUSTED',
    });
  }
  const body = { asset, to, by: 'somebody', why: 'a test', logSize, ...(decision === undefined ? {} : { decision }) };
  await by.record([{ predicate: placement, subjects: [{ sha256: asset }], body }]);
}

/** @returns whether a decision let it in */
async function assertAllowed({ id, outside }: { readonly id: Sha256; readonly outside: boolean }): Promise<boolean> {
  const { zone, decision } = await placeNow(root, id);
  if (zone === 'quarantine' || (zone === 'data-engineering' && !outside && decision === undefined)) return false;
  if (decision === undefined) throw new Error(`${id} lies in ${zone} without a decision`);
  const statement = await readStatement(root, decision.index);
  if (!isOfKind(statement, gateDecision)) throw new Error('the decision is none');
  expect(statement.subjects.map(({ sha256 }) => sha256)).toContain(id);
  expect(statement.body).toMatchObject({ decision: 'allow', toZone: zone });
  return true;
}
