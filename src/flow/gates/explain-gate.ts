// `assay gate explain`: what an asset lacks at a gate, in order, each with the command that would show it. Nothing is recorded.
import type { Sha256 } from '#core/digest';
import type { Cause } from '#gates/cause';
import type { DecidedReason } from '#gates/decided-reason';
import type { Gate } from '#gates/gate';
import type { Workspace } from '../workspace/workspace.ts';
import { type DecideOptions, decideGate } from './decide-gate.ts';

export interface MissingStep {
  readonly requirement: string;
  readonly outcome: 'fail' | 'inconclusive';
  readonly cause: Cause;
  /** What it is about, where that is not the asset itself. */
  readonly about?: string;
  readonly because: string;
  /** The command; absent where no command helps. */
  readonly remedy?: string;
}

export interface GateExplanation {
  readonly schema: 'assay.gate-explanation/1';
  readonly gate: string;
  readonly purpose: string;
  readonly asset: Sha256;
  readonly label: string;
  readonly decision: 'allow' | 'deny' | 'exception';
  readonly met: readonly string[];
  readonly notAsked: readonly string[];
  /** Waived, with the end of the waiver. */
  readonly waived: readonly { readonly requirement: string; readonly until: string }[];
  /** In the order in which the gate asks. */
  readonly missing: readonly MissingStep[];
  /** Who may let it through all the same. */
  readonly waivers?: { readonly approvers: number; readonly maxDays: number; readonly roles?: readonly string[] };
}

/** @throws what `decideGate` throws */
export async function explainGate(
  workspace: Workspace,
  gate: Gate,
  word: string,
  request: Omit<DecideOptions, 'record'>,
): Promise<GateExplanation> {
  const { asset, label, decision, because } = await decideGate(workspace, gate, word, { ...request, record: false });
  const ids = (outcome: DecidedReason['outcome']) =>
    because.filter((one) => one.outcome === outcome).map(({ rule }) => rule);
  return {
    schema: 'assay.gate-explanation/1',
    gate: gate.name,
    purpose: gate.purpose,
    asset,
    label,
    decision,
    met: ids('pass'),
    notAsked: ids('not-applicable'),
    waived: because.flatMap(({ rule, waiver }) =>
      waiver === undefined ? [] : [{ requirement: rule, until: waiver.expiresAt }],
    ),
    missing: because.flatMap((reason) => (reason.waiver === undefined ? stepsOf(reason) : [])),
    ...(gate.waivers === undefined ? {} : { waivers: gate.waivers }),
  };
}

/** One step for each thing that it is missing of. */
function stepsOf({ rule: requirement, about = [], ...whole }: DecidedReason): readonly MissingStep[] {
  const open = about.filter(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive');
  const answers = open.length === 0 ? [whole] : open;
  return answers.flatMap((answer) => {
    const { outcome, cause = 'missing', because, remedy } = answer;
    if (outcome !== 'fail' && outcome !== 'inconclusive') return [];
    const label = 'label' in answer ? { about: answer.label } : {};
    return [{ requirement, outcome, cause, ...label, because, ...(remedy === undefined ? {} : { remedy }) }];
  });
}
