// Gates that ask for no more than that an asset is recorded, put in force by two people, so that tests can move assets about.
import { setIdentity } from '#flow/access/set-identity';
import { approvePolicy, changePolicy } from '#flow/policies/change-policy';
import type { Workspace } from '#flow/workspace/workspace';
import { openAs } from './people.ts';
import type { TestWorkspace } from './workspace.ts';

/** @returns the workspace as the second person has it open */
export async function putLenientGates(
  made: TestWorkspace,
  root: Workspace,
  names: readonly string[],
): Promise<Workspace> {
  await setIdentity(root, { identity: 'root', kind: 'person', roles: ['owner'], person: 'Ada', why: 'made it' });
  const other = await openAs(made, root, 'mira', { roles: ['owner'] });
  for (const name of names) {
    const changed = await changePolicy(root, {
      rule: `gates/${name}`,
      document: new TextEncoder().encode(lenientGate(name)),
      why: 'a test',
      sign: true,
    });
    await approvePolicy(other, changed.statement ?? '', { why: 'a test', sign: true });
  }
  return other;
}

function lenientGate(name: string): string {
  return `schema: assay.gate/1
name: ${name}
purpose: For tests.
requires:
  - id: recorded
    evidence: asset-manifest
waivers:
  approvers: 2
  maxDays: 30
`;
}
