// A signature over a model as a whole: OpenSSF Model Signing.
import { FileError } from '#core/errors';
import * as limits from '#core/limits';
import type { VerifiedEntry } from '#core/model-verification';
import { quote } from '#core/quote';
import { readWhole } from '#store/read-whole';
import { verifyModel } from '../../verify-model.ts';
import type { Delivery } from '../delivery.ts';
import type { SignatureFile } from './signature-files.ts';
import { type Answer, about, mostListed, nobodyKnown, refusedItem } from './signature-items.ts';
import { modelTrusts, type SupplierTrust } from './supplier-trust.ts';

/** @throws {FileError} when the delivery cannot be read any more */
export async function verifyModelSignature(
  delivery: Delivery,
  one: SignatureFile,
  trust: SupplierTrust,
  exempt: ReadonlySet<string>,
  now: Date,
): Promise<Answer> {
  if (!trust.isRegistered) return nobodyKnown(one);
  const refusals: { readonly code: string; readonly message: string }[] = [];
  const places = delivery.files.filter(({ path }) => exempt.has(path)).map(({ place }) => place);
  for (const { trust: who, subject } of await modelTrusts(trust, now, timestampOf(one))) {
    const found = await verifyModel(delivery.place, {
      bundle: one.place,
      trust: who,
      ignorePaths: delivery.isFolder ? places : [],
      ignoreUnsigned: false,
      acceptIgnored: false,
    });
    if (found.problem !== undefined) refusals.push(found.problem);
    else if (subject !== undefined && found.signature?.subject !== subject) {
      refusals.push({
        code: 'SIGN_UNTRUSTED',
        message: `the certificate is of ${quote(found.signature?.subject ?? '')}`,
      });
    } else
      return coveredBy(
        one,
        found.entries,
        found.signature?.identity ?? found.signature?.subject ?? found.signature?.keyId,
        delivery,
      );
  }
  return { items: [refusedItem(one, refusals)] };
}

/** A signature over a subset leaves the rest to anybody. */
function coveredBy(
  one: SignatureFile,
  entries: readonly VerifiedEntry[],
  who: string | undefined,
  delivery: Delivery,
): Answer {
  const names = new Map(delivery.files.map(({ path }) => [path, path]));
  const [only] = delivery.files;
  const signed = entries
    .filter(({ state }) => state === 'match')
    .flatMap(({ path }) => names.get(path) ?? (delivery.isFolder || only === undefined ? [] : [only.path]));
  const bad = entries.filter(({ state }) => state !== 'match');
  const told = bad.slice(0, mostListed).map(({ path, state, reason }) => {
    const [word, outcome] = stateWords[state];
    return { ...about(one, word, outcome, reason ?? stateSentences[state]), path };
  });
  const head = about(
    one,
    signed.length === 0 ? 'mismatch' : 'verified',
    signed.length === 0 ? 'fail' : 'pass',
    `${who ?? 'a registered key'} signed ${signed.length} of ${delivery.files.length} files`,
  );
  return { items: [head, ...told], signed };
}

/** A timestamp that lies beside the bundle. */
function timestampOf({ place }: SignatureFile): Uint8Array | undefined {
  try {
    return readWhole(`${place}.tsr`, limits.timestampBytes.value);
  } catch (error) {
    if (error instanceof FileError && error.code === 'FILE_MISSING') return undefined;
    throw error;
  }
}

const stateWords = {
  match: ['verified', 'pass'],
  changed: ['mismatch', 'fail'],
  missing: ['missing', 'inconclusive'],
  added: ['unsigned-file', 'fail'],
  ignored: ['subset', 'fail'],
  unreadable: ['unreadable', 'inconclusive'],
} as const;

const stateSentences = {
  match: 'as it was signed',
  changed: 'other bytes were signed',
  missing: 'signed, and not delivered',
  added: 'delivered, and not signed',
  ignored: 'the signer left it out',
  unreadable: 'it could not be read',
} as const;
