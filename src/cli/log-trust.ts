// Whose logs and witnesses count, as the flags of a command say it.
import { AssayError } from '#core/errors';
import { LogError } from '#log/log-error';
import { type LogFolder, openLogFolder } from '#log/log-folder';
import { nodeCryptography } from '#log/node-cryptography';
import { parseVerifierKey } from '#log/note-key';
import { parsePolicy, simplePolicy, type WitnessPolicy } from '#log/witness-policy';
import { readEntry } from './log-actions.ts';

export interface TrustFlags {
  readonly key?: string;
  readonly witness?: readonly string[];
  readonly quorum?: number;
  readonly policy?: string;
  readonly json?: boolean;
}

/**
 * What `--key`, `--witness`, `--quorum` and `--policy` say.
 * @param place - where the log lies, when it does on this machine: its own key is taken where none is named
 * @throws {AssayError} USAGE @throws {LogError} LOG_KEY, LOG_POLICY
 */
export async function policyOf(flags: TrustFlags, place?: LogFolder): Promise<WitnessPolicy> {
  const { key, witness = [], quorum, policy } = flags;
  if (policy !== undefined) {
    if (key !== undefined || witness.length > 0 || quorum !== undefined)
      throw new AssayError('USAGE', '--policy says all that --key, --witness and --quorum say; give either.');
    // Names are UTF-8; comments may be anything.
    return parsePolicy(Buffer.from(readEntry(policy)).toString('utf8'), nodeCryptography);
  }
  const witnesses = await Promise.all(witness.map((text) => parseVerifierKey(text, nodeCryptography)));
  return simplePolicy([await logKeyOf(key, place)], witnesses, quorum ?? witnesses.length);
}

async function logKeyOf(key: string | undefined, place: LogFolder | undefined): ReturnType<typeof parseVerifierKey> {
  if (key !== undefined) return parseVerifierKey(key, nodeCryptography);
  if (place === undefined) throw new AssayError('USAGE', 'Say whose log it is: --key VKEY or --policy FILE.');
  try {
    return (await openLogFolder(place)).signer.key;
  } catch (error) {
    if (!(error instanceof LogError && error.code === 'LOG_MISSING')) throw error;
    throw new AssayError(
      'USAGE',
      'Say whose log it is: --key VKEY or --policy FILE. There is no private folder beside it that would tell.',
    );
  }
}

/** Codes with which a log or a proof is refused; any other means that it cannot be told. */
export const logRefusals: ReadonlySet<string> = new Set([
  'LOG_SIGNATURE',
  'LOG_UNTRUSTED',
  'LOG_WITNESS',
  'LOG_PROOF',
  'LOG_CORRUPT',
  'LOG_INCONSISTENT',
  'LOG_ROLLED_BACK',
]);
