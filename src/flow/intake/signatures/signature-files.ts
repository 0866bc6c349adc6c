// Which files of a delivery are signatures, of what kind, and over what.
import { isMembers, type JsonMembers, plainJson } from '#attest/canonical-value';
import type { Json } from '#core/canonical-json';
import { AssayError } from '#core/errors';
import { parseStrictJson } from '#core/json/parse-strict-json';
import * as limits from '#core/limits';
import { readWhole } from '#store/read-whole';
import { type DeliveredFile, type Delivery, readSmall } from '../delivery.ts';

/** `model`: OpenSSF Model Signing over many files; `attestation`: DSSE with an in-toto statement; `blob`: Sigstore over one file. */
export type SignatureKind = 'model' | 'attestation' | 'blob' | 'minisign' | 'not-covered';

export interface SignatureFile {
  /** Of the delivery; or the path that was given beside it. */
  readonly name: string;
  readonly place: string;
  readonly kind: SignatureKind;
  readonly bytes: Uint8Array;
  /** File of the delivery that it stands beside. */
  readonly about?: string;
  /** What it is, where that is not covered. */
  readonly what?: string;
}

/** Those that came with the delivery. */
export function signaturesInDelivery({ files }: Delivery): readonly SignatureFile[] {
  const names = new Set(files.map(({ path }) => path));
  return files.flatMap((file) => {
    if (!signatureNames.test(file.path)) return [];
    const bytes = readSmall(file, limits.signatureBytes.value);
    if (bytes === undefined) return [];
    const found = classify(file.path, file.place, bytes, aboutOf(file, names));
    return found === undefined ? [] : [found];
  });
}

/** One that was given beside the delivery. @throws {FileError} @throws {AssayError} INTAKE_CLAIMS when it is none that is known */
export function signatureAt(path: string, { files }: Delivery): SignatureFile {
  const bytes = readWhole(path, limits.signatureBytes.value);
  const [only, ...others] = files;
  const found = classify(path, path, bytes, others.length === 0 ? only?.path : undefined);
  if (found !== undefined) return found;
  throw new AssayError('INTAKE_CLAIMS', `${path} is no signature of a kind that is known here`, { path });
}

function classify(
  name: string,
  place: string,
  bytes: Uint8Array,
  about: string | undefined,
): SignatureFile | undefined {
  const file = { name, place, bytes, ...(about === undefined ? {} : { about }) };
  const head = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  if (head.startsWith('untrusted comment:')) return { ...file, kind: 'minisign' };
  if (head.startsWith('-----BEGIN PGP SIGNATURE-----')) return { ...file, kind: 'not-covered', what: 'PGP' };
  if (head.startsWith('-----BEGIN SSH SIGNATURE-----')) return { ...file, kind: 'not-covered', what: 'SSH' };
  // An OpenPGP packet of a signature: old format tag 2, new format tag 2.
  if ([0x88, 0x89, 0x8a, 0xc2].includes(bytes[0] ?? 0)) return { ...file, kind: 'not-covered', what: 'PGP' };
  const kind = kindOfJson(bytes);
  return kind === undefined ? undefined : { ...file, kind };
}

function kindOfJson(bytes: Uint8Array): SignatureKind | undefined {
  const first = parsed(bytes) ?? parsed(firstLine(bytes));
  if (first === undefined) return undefined;
  if (isMembers(first.messageSignature)) return 'blob';
  const envelope = isMembers(first.dsseEnvelope) ? first.dsseEnvelope : first;
  if (typeof envelope.payload !== 'string' || !Array.isArray(envelope.signatures)) return undefined;
  const payload = parsed(Buffer.from(envelope.payload, 'base64'));
  const type = payload?.predicateType;
  return typeof type === 'string' && type.startsWith('https://model_signing/') ? 'model' : 'attestation';
}

function parsed(bytes: Uint8Array): JsonMembers | undefined {
  try {
    const node = parseStrictJson(bytes, {
      maxBytes: limits.signatureBytes.value,
      maxDepth: limits.signatureDepth.value,
    });
    const value: Json = plainJson(node);
    return isMembers(value) ? value : undefined;
  } catch (error) {
    if (error instanceof AssayError) return undefined;
    throw error;
  }
}

function firstLine(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0x0a);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

function aboutOf({ path }: DeliveredFile, names: ReadonlySet<string>): string | undefined {
  const beside = path.replace(signatureNames, '');
  return names.has(beside) ? beside : undefined;
}

const signatureNames = /\.(?:minisig|asc|gpg|sig|sigstore(?:\.json)?|bundle|intoto\.jsonl|dsse(?:\.json)?|att)$/i;
