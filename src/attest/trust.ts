// Trust: whose signatures count for which kinds of statements, when. A fold over the key-change statements of the log, from a
// root key that is pinned outside of it.
import type { Sha256 } from '#core/digest';
import * as limits from '#core/limits';
import { predicate as keyChange } from '#predicates/key-change';
import type { KeyVerifier } from '#sign/key-verifier';
import { AttestError } from './attest-error.ts';
import { type FoldedKeys, foldKeyChanges } from './fold-key-changes.ts';
import { objectionTo, type SignedChange } from './key-change-rule.ts';
import { openKey } from './open-key.ts';
import { type Dated, keyOf, type Refusal, refusalOf, type TrustedKey } from './trusted-key.ts';
import { isOfKind, type Verified } from './verified.ts';

interface State {
  readonly root: Sha256;
  readonly changes: readonly SignedChange[];
  readonly folded: FoldedKeys;
  /** Every key that the log ever named, revoked ones included: what they signed is authentic, and may still not count. */
  readonly verifiers: ReadonlyMap<Sha256, KeyVerifier>;
}

/** A moment of trust. It never changes; `apply` gives the next one. */
export class Trust {
  readonly #state: State;

  private constructor(state: State) {
    this.#state = state;
  }

  /**
   * Trusts nothing yet but a first statement in which this key trusts itself.
   * @param root - id of the key, from the configuration or the command line, never from the log
   */
  static rootedIn(root: Sha256): Trust {
    return new Trust({ root, changes: [], folded: foldKeyChanges(root, []), verifiers: new Map() });
  }

  /** The pinned root key, whatever has replaced it since. */
  get root(): Sha256 {
    return this.#state.root;
  }

  get keys(): ReadonlyMap<Sha256, TrustedKey> {
    return this.#state.folded.keys;
  }

  get verifiers(): ReadonlyMap<Sha256, KeyVerifier> {
    return this.#state.verifiers;
  }

  /**
   * The trust from this statement on.
   * @param statement - of kind key-change, verified under this very trust
   * @throws {AttestError} ATTEST_KEY_CHANGE when nobody may make this change, or it makes no sense after those before it;
   *   ATTEST_LIMIT beyond `limits.keyChanges`
   */
  apply(statement: Verified): Trust {
    const { root, changes, verifiers } = this.#state;
    if (!isOfKind(statement, keyChange)) throw new RangeError('only changes of keys change the trust');
    const { body: change, at, index, signedBy } = statement;
    if (index <= (changes.at(-1)?.index ?? -1)) throw new RangeError('changes of keys come in the order of the log');
    if (changes.length >= limits.keyChanges.value) {
      throw new AttestError('ATTEST_LIMIT', 'the log has too many changes of keys', { limit: 'keyChanges' });
    }
    const one: SignedChange = { change, at, index, signedBy };
    const after = foldNext(this.#state, one);
    if (typeof after === 'string') throw refused(after, index);
    const key = change.action === 'revoke' ? undefined : openKey(change.key);
    return new Trust({
      root,
      changes: [...changes, one],
      folded: after,
      verifiers: key === undefined ? verifiers : new Map([...verifiers, [key.keyId, key]]),
    });
  }

  /** Why such a change would not count, were it the next entry of the log; undefined when it would. */
  objectionTo(one: SignedChange): string | undefined {
    const after = foldNext(this.#state, one);
    return typeof after === 'string' ? after : undefined;
  }

  /** Why a signature of this key does not count under such a statement; undefined when it does. */
  refusalOf(key: Sha256, dated: Dated): Refusal | undefined {
    const { root, folded } = this.#state;
    // Before there is any key, the pinned one may introduce itself; `apply` sees that it does nothing else.
    if (folded.keys.size === 0 && key === root && dated.kind === keyChange.kind) return undefined;
    return refusalOf(keyOf(folded.keys, key), dated);
  }

  /**
   * Why a statement that counted once does not count any more, after the changes of keys since; undefined when it does.
   * A change of keys counts while it has an effect.
   */
  withdrawalOf(statement: Verified): Refusal | undefined {
    const { folded } = this.#state;
    if (isOfKind(statement, keyChange) && folded.inEffect.has(statement.index)) return undefined;
    const refusals = statement.signedBy.map((id) => this.refusalOf(id, statement));
    return refusals.includes(undefined) ? undefined : refusals[0];
  }
}

/** The keys after one more change, or why it does not count. */
function foldNext({ root, changes, folded }: State, one: SignedChange): FoldedKeys | string {
  const objection = objectionTo(one, folded);
  if (objection !== undefined) return objection;
  const after = foldKeyChanges(root, [...changes, one]);
  const lost = folded.roots.some((id) => folded.keys.has(id) && !after.keys.has(id));
  return lost ? 'it would undo the rotation that the root key of today comes from' : after;
}

function refused(reason: string, index: number): AttestError {
  return new AttestError('ATTEST_KEY_CHANGE', `the change of keys does not count: ${reason}`, { value: index });
}
