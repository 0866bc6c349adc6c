// An act of a simulated team before the log numbers it.
import type { AuditEntry } from '#core/audit/audit-entry';
import type { AuditEvent } from '#core/audit/audit-event';
import type { AuditFact } from '#core/audit/audit-facts';
import { parseSha256, type Sha256, sha256 } from '#core/digest';

export interface SimulatedAct extends Partial<Omit<AuditEvent, 'at' | 'logIndex' | 'statement'>> {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly actor: string;
  readonly action: string;
  readonly fact?: AuditFact;
  readonly touches?: readonly Sha256[];
  /** Set by whoever plants misuse. */
  readonly isPlanted?: boolean;
  /** Names the statement, so that another may point to it. */
  readonly name?: string;
}

export function nameOfStatement(name: string): Sha256 {
  return sha256(Buffer.from(`statement ${name}`));
}

export function simulatedKey(holder: string): Sha256 {
  return signerOf(holder).key;
}

function signerOf(holder: string): { readonly key: Sha256; readonly holder: string } {
  const known = signers.get(holder) ?? { key: sha256(Buffer.from(`key of ${holder}`)), holder };
  signers.set(holder, known);
  return known;
}

const signers = new Map<string, { readonly key: Sha256; readonly holder: string }>();

/** Acts in the order of time, as a log has them. */
export function entriesOf(acts: readonly SimulatedAct[]): readonly AuditEntry[] {
  return acts
    .toSorted((a, b) => a.time - b.time)
    .map(({ time, fact, touches, isPlanted: _, name, ...told }, logIndex) => {
      const event: AuditEvent = {
        kind: 'access-event',
        standing: 'verified',
        via: 'key',
        signedBy: [signerOf(told.actor)],
        ...told,
        logIndex,
        at: new Date(time).toISOString(),
        statement: name === undefined ? parseSha256(logIndex.toString(16).padStart(64, '0')) : nameOfStatement(name),
      };
      const named = touches ?? (told.asset === undefined ? [] : [told.asset]);
      return { event, touches: named, ...(fact === undefined ? {} : { fact }) };
    });
}

/** Which entries of `entriesOf` are planted. */
export function plantedIn(acts: readonly SimulatedAct[]): ReadonlySet<number> {
  const sorted = acts.toSorted((a, b) => a.time - b.time);
  return new Set(sorted.flatMap(({ isPlanted }, index) => (isPlanted ? [index] : [])));
}
