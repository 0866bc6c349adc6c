// How much a release differs from the one before, by its parts: data, models and prompts change behaviour as code does.
import type { ComposedPart } from '#core/release-composition';
import type { VersionClass } from '#core/semantic-version';

export interface PartChange {
  readonly role: string;
  readonly state: 'changed' | 'added' | 'removed';
  readonly before?: string;
  readonly after?: string;
}

export interface ClassifiedChange {
  readonly changes: readonly PartChange[];
  /** The least step of the version that tells users of it. */
  readonly least: VersionClass;
}

/** What answers in other ways when it is another. */
const behaviour: ReadonlySet<string> = new Set(['model', 'adapter', 'tokenizer', 'dataset', 'hosted-model']);

/** Parts are paired by role, in the order of their names. */
export function classifyChange(before: readonly ComposedPart[], after: readonly ComposedPart[]): ClassifiedChange {
  const roles = [...new Set([...before, ...after].map(({ role }) => role))].sort();
  const changes = roles.flatMap((role) =>
    changesOf(
      role,
      before.filter((one) => one.role === role),
      after.filter((one) => one.role === role),
    ),
  );
  const isNew = changes.some(({ state }) => state !== 'changed');
  const answersOtherwise = changes.some(({ role }) => behaviour.has(role));
  return { changes, least: isNew || answersOtherwise ? 'minor' : 'patch' };
}

function changesOf(
  role: string,
  before: readonly ComposedPart[],
  after: readonly ComposedPart[],
): readonly PartChange[] {
  const same = new Set(
    before.map(({ sha256 }) => sha256).filter((digest) => after.some((one) => one.sha256 === digest)),
  );
  const old = before.filter(({ sha256 }) => !same.has(sha256));
  const fresh = after.filter(({ sha256 }) => !same.has(sha256));
  return Array.from({ length: Math.max(old.length, fresh.length) }, (_, place) => {
    const [from, to] = [old[place]?.name, fresh[place]?.name];
    const state = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed';
    return { role, state, ...(from === undefined ? {} : { before: from }), ...(to === undefined ? {} : { after: to }) };
  });
}
