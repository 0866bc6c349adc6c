// `assay release plan`: the composition of a release, kept so that it can be tested under its digest, and what its gate still asks for.
import type { Sha256 } from '#core/digest';
import { type DecidedGate, decideAbout } from '../gates/decide-gate.ts';
import { gateInForce } from '../gates/gate-in-force.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { compose, type PartWish } from './compose.ts';
import { keepComposition } from './keep-composition.ts';

export interface ReleasePlan {
  readonly schema: 'assay.release-plan/1';
  readonly system: string;
  /** What evaluations of the whole have to be about. */
  readonly composition: Sha256;
  readonly parts: readonly { readonly role: string; readonly name: string; readonly sha256: Sha256 }[];
  readonly decision: DecidedGate;
}

/** @throws {AssayError} RELEASE_PARTS, ASSET_UNKNOWN, and what deciding throws */
export async function planRelease(
  workspace: Workspace,
  system: string,
  parts: readonly PartWish[],
): Promise<ReleasePlan> {
  const composed = await compose(workspace, system, parts);
  await keepComposition(workspace, composed);
  const gate = await gateInForce(workspace, 'release');
  const subject = { id: composed.digest, label: composed.digest };
  const decision = await decideAbout(workspace, gate, subject, { record: false, toZone: 'release' });
  return {
    schema: 'assay.release-plan/1',
    system,
    composition: composed.digest,
    parts: composed.composition.parts,
    decision,
  };
}
