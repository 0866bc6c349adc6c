// Which logs are believed, and which witnesses have to have seen a checkpoint: C2SP tlog-policy.
import * as limits from '#core/limits';
import { quote } from '#core/quote';
import { isEqual, parseDecimal } from './bytes.ts';
import type { Cryptography } from './cryptography.ts';
import { LogError } from './log-error.ts';
import { type NoteKey, noteKeyKinds, parseVerifierKey } from './note-key.ts';

/** A witness, or a group that has seen what at least `threshold` of its members have. */
export type PolicyMember =
  | { readonly kind: 'witness'; readonly key: NoteKey; readonly url?: string }
  | { readonly kind: 'group'; readonly threshold: number; readonly members: readonly PolicyMember[] };

export interface WitnessPolicy {
  readonly logs: readonly NoteKey[];
  readonly witnesses: readonly NoteKey[];
  /** undefined: no cosignature is needed. */
  readonly quorum: PolicyMember | undefined;
}

/** Log keys, witnesses, and how many of the witnesses are needed. @throws {LogError} LOG_POLICY for a number nobody can reach */
export function simplePolicy(
  logs: readonly NoteKey[],
  witnesses: readonly NoteKey[],
  threshold: number = witnesses.length,
): WitnessPolicy {
  if (threshold > witnesses.length)
    throw invalid(`${threshold} witnesses are asked for, ${witnesses.length} are named`);
  assertNoDuplicates(witnesses);
  const members = witnesses.map((key): PolicyMember => ({ kind: 'witness', key }));
  return { logs, witnesses, quorum: threshold === 0 ? undefined : { kind: 'group', threshold, members } };
}

/** @throws {LogError} LOG_WITNESS when the cosignatures by `seenBy` are not enough */
export function assertQuorum({ quorum }: WitnessPolicy, seenBy: readonly NoteKey[]): void {
  if (quorum === undefined || hasSeen(quorum, seenBy)) return;
  const names = seenBy.map(({ name }) => name).join(', ');
  throw new LogError(
    'LOG_WITNESS',
    `The witnesses that saw this checkpoint (${names || 'none'}) are fewer than the policy wants.`,
  );
}

/** @throws {LogError} LOG_POLICY, with the line, when the text is no policy; LOG_KEY for keys in it */
export async function parsePolicy(text: string, cryptography: Pick<Cryptography, 'sha256'>): Promise<WitnessPolicy> {
  const reading = new PolicyReading();
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) throw invalid('it has control characters');
  for (const [index, line] of text.split('\n').entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    if (words.length === 0 || words[0]?.startsWith('#')) continue;
    try {
      await reading.take(words, cryptography);
    } catch (error) {
      if (!(error instanceof LogError)) throw error;
      throw new LogError(error.code, `line ${index + 1}: ${error.message}`, error.fields);
    }
  }
  return reading.finish();
}

/** The lines so far. Names are defined before they are used, so there is no circle. */
class PolicyReading {
  readonly #logs: NoteKey[] = [];
  readonly #witnesses: NoteKey[] = [];
  readonly #named = new Map<string, PolicyMember>();
  readonly #taken = new Set<string>();
  #quorum: { readonly member: PolicyMember | undefined } | undefined;

  async take([word = '', ...rest]: readonly string[], hashing: Pick<Cryptography, 'sha256'>): Promise<void> {
    if (word === 'log') return this.#takeLog(rest, hashing);
    if (word === 'witness') return this.#takeWitness(rest, hashing);
    if (word === 'group') return this.#takeGroup(rest);
    if (word === 'quorum') return this.#takeQuorum(rest);
    throw invalid(`${quote(word)} is none of log, witness, group and quorum`);
  }

  finish(): WitnessPolicy {
    if (this.#quorum === undefined) throw invalid('it has no quorum line');
    return { logs: this.#logs, witnesses: this.#witnesses, quorum: this.#quorum.member };
  }

  async #takeLog([key = '', , ...more]: readonly string[], hashing: Pick<Cryptography, 'sha256'>): Promise<void> {
    if (more.length > 0) throw invalid('a log line is: log VKEY [URL]');
    this.#logs.push(await parseVerifierKey(key, hashing));
    assertNoDuplicates(this.#logs);
  }

  async #takeWitness(
    [name = '', vkey = '', url, ...more]: readonly string[],
    hashing: Pick<Cryptography, 'sha256'>,
  ): Promise<void> {
    if (more.length > 0) throw invalid('a witness line is: witness NAME VKEY [URL]');
    const key = await parseVerifierKey(vkey, hashing);
    if (!noteKeyKinds[key.kind].isCosignature) throw invalid(`the key of ${quote(name)} is no cosignature key`);
    this.#witnesses.push(key);
    assertNoDuplicates(this.#witnesses);
    this.#define(name, { kind: 'witness', key, ...(url === undefined ? {} : { url }) });
  }

  #takeGroup([name = '', count = '', ...names]: readonly string[]): void {
    const members = names.map((member) => this.#takeMember(member));
    const threshold =
      count === 'any' ? 1 : count === 'all' ? members.length : parseDecimal(count, 'The size of the group');
    if (threshold < 1 || threshold > members.length)
      throw invalid(`${quote(name)} needs ${count} of ${members.length} members`);
    this.#define(name, { kind: 'group', threshold, members });
  }

  #takeQuorum([name = '', ...more]: readonly string[]): void {
    if (this.#quorum !== undefined || more.length > 0) throw invalid('there is one quorum line with one name');
    this.#quorum = { member: name === 'none' ? undefined : this.#lookUp(name) };
  }

  #takeMember(name: string): PolicyMember {
    if (this.#taken.has(name)) throw invalid(`${quote(name)} is a member twice`);
    this.#taken.add(name);
    return this.#lookUp(name);
  }

  #lookUp(name: string): PolicyMember {
    const member = this.#named.get(name);
    if (member === undefined) throw invalid(`${quote(name)} is not defined on an earlier line`);
    return member;
  }

  #define(name: string, member: PolicyMember): void {
    if (name === 'none' || this.#named.has(name)) throw invalid(`the name ${quote(name)} is taken`);
    if (this.#named.size >= limits.policyNames.value)
      throw invalid(`it defines more than ${limits.policyNames.value} names`);
    this.#named.set(name, member);
  }
}

function hasSeen(member: PolicyMember, seenBy: readonly NoteKey[]): boolean {
  if (member.kind === 'witness') return seenBy.includes(member.key);
  return member.members.filter((part) => hasSeen(part, seenBy)).length >= member.threshold;
}

function assertNoDuplicates(keys: readonly NoteKey[]): void {
  const repeated = keys.find((key, index) =>
    keys.slice(0, index).some((other) => isEqual(key.publicKey, other.publicKey)),
  );
  if (repeated !== undefined) throw invalid(`the key of ${quote(repeated.name)} is named twice`);
}

function invalid(reason: string): LogError {
  return new LogError('LOG_POLICY', `The witness policy is not valid: ${reason}.`);
}
