// What was released: a fold over the statements about releases, in the order of the log.
import { isOfKind, type Verified } from '#attest/verified';
import type { Sha256 } from '#core/digest';
import { AssayError } from '#core/errors';
import { type Release, predicate as release } from '#predicates/release';
import { readStatement } from '../statements/read-statement.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface ReleaseRecord {
  readonly system: string;
  readonly version: string;
  readonly channel: string;
  /** Digest of the list of parts. */
  readonly composition: Sha256;
  readonly body: Release;
  /** Evidence id. */
  readonly statement: Sha256;
  readonly logIndex: number;
  readonly at: string;
  /** `current`: what the channel offers. `superseded`: it did before. `recalled`: nobody is to use it. */
  readonly state: 'current' | 'superseded' | 'recalled';
  /** The newest word on it where that is a recall. */
  readonly recalledAt?: string;
}

/** In log order; releases and the roll-backs to them, and of recalls what they recalled. @param system - all when absent */
export async function readReleases(workspace: Workspace, system?: string): Promise<readonly ReleaseRecord[]> {
  const { tables } = await workspace.index();
  const rows = await tables
    .selectFrom('entry')
    .select('log_index')
    .where('predicate', '=', release.kind)
    .where('standing', '=', 'verified')
    .orderBy('log_index')
    .execute();
  const statements: Verified<Release>[] = [];
  for (const { log_index } of rows) {
    const read = await readStatement(workspace, log_index);
    if (isOfKind(read, release) && (system === undefined || read.body.system === system)) statements.push(read);
  }
  return foldReleases(statements);
}

/** @throws {AssayError} RELEASE_UNKNOWN */
export function findRelease(
  records: readonly ReleaseRecord[],
  system: string,
  { version, channel }: { readonly version?: string; readonly channel?: string },
): ReleaseRecord {
  const matching = records.filter(
    (one) =>
      one.system === system &&
      (version === undefined || one.version === version) &&
      (channel === undefined || one.channel === channel),
  );
  const found =
    matching.findLast(({ state }) => state === 'current') ?? (version === undefined ? undefined : matching.at(-1));
  if (found !== undefined) return found;
  const what = [version, channel === undefined ? undefined : `on ${channel}`]
    .filter((one) => one !== undefined)
    .join(' ');
  throw new AssayError('RELEASE_UNKNOWN', `there is no release of ${system}${what === '' ? '' : ` ${what}`}`, {
    value: system,
  });
}

function foldReleases(statements: readonly Verified<Release>[]): readonly ReleaseRecord[] {
  const recalls = new Map<string, string>();
  const current = new Map<string, number>();
  const records: ReleaseRecord[] = [];
  for (const { subjects, body, evidence: statement, index: logIndex, at } of statements) {
    const composition = subjects[0]?.sha256;
    if (composition === undefined) continue;
    const { system, version, channel, action } = body;
    const place = `${system}\n${channel}`;
    if (action === 'recall') {
      recalls.set(`${system}\n${composition}`, at);
      for (const [where, shown] of current)
        if (records[shown]?.composition === composition && records[shown]?.system === system) current.delete(where);
      continue;
    }
    recalls.delete(`${system}\n${composition}`);
    current.set(place, records.length);
    records.push({ system, version, channel, composition, body, statement, logIndex, at, state: 'superseded' });
  }
  const shown = new Set(current.values());
  return records.map((one, place) => {
    const recalledAt = recalls.get(`${one.system}\n${one.composition}`);
    if (recalledAt !== undefined) return { ...one, state: 'recalled', recalledAt };
    return shown.has(place) ? { ...one, state: 'current' } : one;
  });
}
