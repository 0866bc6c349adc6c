// What has to go on holding after a decision. How old the evidence may be is asked at the moment of deciding; that it still counts, that
// nothing speaks against it and that its time to live is not over is asked for as long as something rests on the decision.
import type { Gate } from './gate.ts';

export function lastingGate(gate: Gate): Gate {
  return { ...gate, requires: gate.requires.map(({ maxAgeDays: _, ...requirement }) => requirement) };
}
