// Signatures over one file: Sigstore bundles and minisign.
import type { Sha256 } from '#core/digest';
import { KeyVerifier } from '#sign/key-verifier';
import { parseMinisign, verifyMinisign } from '#sign/minisign';
import { FileSource } from '#store/file-source';
import type { DeliveredFile, Delivery } from '../delivery.ts';
import type { SignatureFile } from './signature-files.ts';
import { type Answer, about, nobodyKnown, refusalOf, refusedItem } from './signature-items.ts';
import type { SupplierTrust } from './supplier-trust.ts';

/** A Sigstore bundle over the file that it stands beside. */
export async function verifyBlob(delivery: Delivery, one: SignatureFile, trust: SupplierTrust): Promise<Answer> {
  const file = delivery.files.find(({ path }) => path === one.about);
  if (file === undefined)
    return { items: [about(one, 'not-covered', 'inconclusive', 'it does not say which file it is over')] };
  if (!trust.isRegistered) return nobodyKnown(one);
  const { verifyKeyBundle, verifyKeylessBundle } = await import('#attest/sigstore-bundle');
  const refusals: { code: string; message: string }[] = [];
  const artifact: { readonly sha256: Sha256 } = { sha256: file.sha256 };
  for (const group of trust.keyless) {
    try {
      const { signer } = await verifyKeylessBundle(one.bytes, { ...group, artifact });
      return {
        items: [{ ...about(one, 'verified', 'pass', `${signer.identity} signed it`), path: file.path }],
        signed: [file.path],
      };
    } catch (error) {
      refusals.push(refusalOf(error));
    }
    for (const key of trust.keys) {
      try {
        await verifyKeyBundle(one.bytes, { trustedRoot: group.trustedRoot, key: new KeyVerifier(key), artifact });
        return {
          items: [{ ...about(one, 'verified', 'pass', 'a registered key signed it'), path: file.path }],
          signed: [file.path],
        };
      } catch (error) {
        refusals.push(refusalOf(error));
      }
    }
  }
  return { items: [refusedItem(one, refusals)] };
}

/** A signature of minisign over the file that it stands beside. */
export function verifyWithMinisign(delivery: Delivery, one: SignatureFile, trust: SupplierTrust): Answer {
  const file = delivery.files.find(({ path }) => path === one.about);
  if (file === undefined)
    return { items: [about(one, 'not-covered', 'inconclusive', 'the file that it is over was not delivered')] };
  if (trust.minisign.length === 0)
    return trust.isRegistered
      ? { items: [refusedItem(one, [{ code: 'SIGN_KEY_OTHER', message: 'the supplier has no key of minisign' }])] }
      : nobodyKnown(one);
  const refusals: { code: string; message: string }[] = [];
  for (const key of trust.minisign) {
    try {
      verifyMinisign(parseMinisign(Buffer.from(one.bytes).toString('utf8')), key, piecesOf(file), file.size);
      return {
        items: [{ ...about(one, 'verified', 'pass', `minisign key ${key.id} signed it`), path: file.path }],
        signed: [file.path],
      };
    } catch (error) {
      refusals.push(refusalOf(error));
    }
  }
  return { items: [refusedItem(one, refusals)] };
}

function* piecesOf({ place }: DeliveredFile): Generator<Uint8Array> {
  const source = FileSource.open(place);
  try {
    for (let at = 0; at < source.size; at += 1 << 20) yield source.read(at, 1 << 20);
    source.finish();
  } finally {
    source.close();
  }
}
