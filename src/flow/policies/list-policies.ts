// `assay policy list` and `show`: which rules hold, since when and by whom, and which changes wait for a second person.

import { policies as basePolicies } from '#access/policies.generated';
import type { Half } from '#access/state/access-state';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { shippedGates } from '#gates/shipped-gates';
import type { PolicyArea } from '#predicates/policy-change';
import { zones as shippedZones } from '#zones/zones.generated';
import { demandAccess } from '../access/decide-access.ts';
import { readAccessState } from '../access/read-access-state.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { parseRule } from './change-policy.ts';
import { decodeText } from './decode-text.ts';

export interface ListedPolicy {
  /** `AREA/NAME` */
  readonly rule: string;
  /** `shipped`: it comes with Assay. `own`: the workspace has put it in its place, or added it. */
  readonly origin: 'shipped' | 'own';
  /** Digest of the document of the workspace. */
  readonly document?: Sha256;
  readonly since?: string;
  readonly by: readonly string[];
}

export interface PolicyList {
  readonly schema: 'assay.policies/1';
  readonly policies: readonly ListedPolicy[];
  readonly proposals: readonly {
    readonly rule: string;
    readonly document?: Sha256;
    readonly statement: Sha256;
    readonly at: string;
    readonly by: readonly string[];
    readonly why: string;
  }[];
}

/** @throws {AssayError} ACCESS_DENIED */
export async function listPolicies(workspace: Workspace): Promise<PolicyList> {
  await demandAccess(workspace, { action: 'see', resource: { policy: 'access/all' } });
  const { inForce, proposals } = (await readAccessState(workspace)).state.policies;
  const own = [...inForce].flatMap(([rule, { document, at, halves }]): ListedPolicy[] =>
    document === undefined ? [] : [{ rule, origin: 'own', document, since: at, by: namesOf(halves) }],
  );
  const replaced = new Set(own.map(({ rule }) => rule));
  const shipped = [...shippedRules().keys()]
    .filter((rule) => !replaced.has(rule))
    .map((rule): ListedPolicy => ({ rule, origin: 'shipped', by: [] }));
  return {
    schema: 'assay.policies/1',
    policies: [...shipped, ...own].toSorted((a, b) => (a.rule < b.rule ? -1 : 1)),
    proposals: proposals.map(({ change: { area, name, document }, halves }) => {
      const [first] = halves;
      if (first === undefined) throw new RangeError('a proposal has a half');
      const { statement, at, why } = first;
      const rule = `${area}/${name}`;
      return { rule, ...(document === undefined ? {} : { document }), statement, at, by: namesOf(halves), why };
    }),
  };
}

export interface ShownPolicy extends ListedPolicy {
  readonly schema: 'assay.policy-document/1';
  readonly text: string;
}

/** @throws {AssayError} ACCESS_DENIED, USAGE when there is no such rule */
export async function showPolicy(workspace: Workspace, rule: string): Promise<ShownPolicy> {
  const { area, name } = parseRule(rule);
  const { policies } = await listPolicies(workspace);
  const listed = policies.find((one) => one.rule === rule);
  if (listed === undefined)
    throw new AssayError('USAGE', `There is no rule ${area}/${name}; assay policy list shows all.`);
  const { document } = listed;
  const text =
    document === undefined
      ? await textOfShipped(rule)
      : decodeText(await workspace.store.read(document, limits.policyBytes.value));
  return { schema: 'assay.policy-document/1', ...listed, text };
}

function shippedRules(): ReadonlyMap<string, string | object> {
  const rule = (area: PolicyArea, name: string): string => `${area}/${name}`;
  const ofZones = shippedZones.flatMap(({ policies }) => policies);
  return new Map<string, string | object>([
    ...[...basePolicies, ...ofZones].map(({ id, text }): [string, string] => [rule('access', id), text]),
    ...shippedZones.map((zone): [string, object] => [rule('zones', zone.name), zone]),
    ...shippedGates.map((gate): [string, object] => [rule('gates', gate.name), gate]),
  ]);
}

async function textOfShipped(rule: string): Promise<string> {
  const found = shippedRules().get(rule);
  if (typeof found === 'string') return `${found}\n`;
  const { stringify } = await import('yaml');
  return stringify(found, { lineWidth: 120 });
}

function namesOf(halves: readonly Half[]): readonly string[] {
  return [...new Set(halves.map(({ identity }) => identity))];
}
