// What a recorded decision was made for.
import type { GateRequest } from '#gates/evidence';
import type { GateDecision } from '#predicates/gate-decision';

export function requestOf({ fromZone, toZone, purpose }: GateDecision): Partial<GateRequest> {
  return {
    ...(fromZone === undefined ? {} : { fromZone }),
    ...(toZone === undefined ? {} : { toZone }),
    ...(purpose === undefined ? {} : { purpose }),
  };
}
