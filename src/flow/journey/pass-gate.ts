// One gate of the journey: the steps that it asks for, its decision, and the new place of what it let through.
import type { AdmissionHop } from '#core/admission';
import { gateInForce } from '../gates/gate-in-force.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { promote } from '../zones/promote.ts';
import type { Arrived } from './arrive.ts';
import type { JourneyTools } from './journey-step.ts';
import { takeSteps } from './take-steps.ts';
import type { Hop } from './way.ts';

/** @throws {AssayError} ZONE_REFUSED, ACCESS_DENIED; what store, log and keys throw */
export async function passGate(
  workspace: Workspace,
  asset: Arrived,
  hop: Hop,
  tools: JourneyTools,
  onProgress: (step: string, share: number) => void,
): Promise<AdmissionHop> {
  let doing = '';
  const context = {
    workspace,
    tools,
    asset,
    path: asset.path,
    onProgress: (share: number) => onProgress(doing, share),
  };
  const steps = await takeSteps(context, await gateInForce(workspace, hop.gate), hop, (step) => {
    doing = step;
    onProgress(step, 0);
  });
  const { outcome, decision } = await promote(workspace, asset.label, hop.to, `let through by ${hop.gate}`);
  return {
    ...hop,
    steps: steps.map(({ step, state, found }) => ({ step, state, found })),
    decision: decision?.decision ?? (outcome === 'refused' ? 'deny' : 'allow'),
    because: (decision?.because ?? []).map(({ rule, outcome: one, because, remedy }) => ({
      rule,
      outcome: one,
      because,
      ...(remedy === undefined ? {} : { remedy }),
    })),
    ...(decision?.recorded === undefined ? {} : { recorded: decision.recorded }),
  };
}
