// Signs with a key that never leaves its token: a smart card, a hardware module, SoftHSM. PKCS#11 v2.40.
import { hash, type KeyObject, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Sha256 } from '#core/digest';
import { encodeEcdsaSignature } from '../encode-ecdsa-signature.ts';
import { keyId } from '../key-id.ts';
import { hashOfKind, type KeyKind, keyKindOf } from '../key-kind.ts';
import { SignError } from '../sign-error.ts';
import type { Signer } from '../signer.ts';
import { parseTokenUri, type TokenUri } from './parse-token-uri.ts';
import { type Attribute, type Handle, type LoadPackage, openTokenLibrary } from './token-library.ts';
import { readTokenPublicKey } from './token-public-key.ts';
import { type AskPin, TokenSession } from './token-session.ts';

export class TokenSigner implements Signer {
  readonly kind: KeyKind;
  readonly publicKey: KeyObject;
  readonly keyId: Sha256;
  readonly #session: TokenSession;
  readonly #key: Handle;
  /** Kept only for keys that want it for every signature. */
  readonly #pin: string | undefined;

  private constructor(session: TokenSession, key: Handle, publicKey: KeyObject, pin: string | undefined) {
    this.kind = keyKindOf(publicKey);
    this.publicKey = publicKey;
    this.keyId = keyId(publicKey);
    this.#session = session;
    this.#key = key;
    this.#pin = pin;
  }

  /**
   * @param uri - RFC 7512, for example `pkcs11:token=Release;object=models?module-name=softhsm2`
   * @param askPin - asked when the token wants a PIN and neither pin-value nor pin-source is in the URI; absent: then it
   *   cannot be opened
   * @throws {SignError} SIGN_KEY for the URI and for a kind of key that does not sign here; SIGN_TOKEN when the module, the
   *   token or the key is missing, is there more than once, or refuses
   */
  static async open(uri: string, askPin: AskPin = noPin, loadPackage?: LoadPackage): Promise<TokenSigner> {
    const parsed = parseTokenUri(uri);
    const library = openTokenLibrary(parsed, loadPackage);
    let pin: string | undefined;
    const session = await TokenSession.open(library, parsed, async () => {
      pin = parsed.pinValue ?? (parsed.pinSource === undefined ? await askPin() : readPin(parsed.pinSource));
      return pin;
    });
    try {
      const key = findKey(session, parsed);
      const publicKey = readTokenPublicKey(session, nameOf(session, key));
      const wantsPin = session.read(key, alwaysAuthenticate)?.[0] === 1;
      return new TokenSigner(session, key, publicKey, wantsPin ? pin : undefined);
    } catch (error) {
      session.close();
      throw error;
    }
  }

  async sign(message: Uint8Array): Promise<Uint8Array> {
    const signature = this.kind === 'ed25519' ? this.#signEd25519(message) : this.#signEcdsa(message, this.kind);
    // The public half was found by its name, and a token may be set up wrongly.
    if (verify(hashOfKind(this.kind), message, this.publicKey, signature)) return signature;
    const why = `the private key in the token ${JSON.stringify(this.#session.name)} does not belong to its public key`;
    throw new SignError('SIGN_TOKEN', why);
  }

  /** Ends the session with the token; the signer is of no use any more. */
  close(): void {
    this.#session.close();
  }

  #signEd25519(message: Uint8Array): Buffer {
    return this.#session.sign(eddsa, this.#key, message, 64, this.#pin);
  }

  #signEcdsa(message: Uint8Array, kind: keyof typeof curves): Buffer {
    const { fieldBytes, hashName } = curves[kind];
    const digest = hash(hashName, message, 'buffer');
    const pair = this.#session.sign(ecdsa, this.#key, digest, 2 * fieldBytes, this.#pin);
    return encodeEcdsaSignature(pair, fieldBytes);
  }
}

async function noPin(): Promise<string> {
  throw new SignError('SIGN_KEY', 'the token wants a PIN, and none was given');
}

function findKey(session: TokenSession, { object, id }: TokenUri): Handle {
  const keys = session.find([
    { type: objectClass, value: privateKeyObject },
    ...(object === undefined ? [] : [{ type: label, value: object }]),
    ...(id === undefined ? [] : [{ type: identifier, value: id }]),
  ]);
  const [key] = keys;
  if (key !== undefined && keys.length === 1) return key;
  const message = `the PKCS#11 URI fits ${keys.length} private keys of the token ${JSON.stringify(session.name)} instead of one`;
  throw new SignError('SIGN_TOKEN', message);
}

/** Both halves of a key have the same CKA_ID; where it is empty, the same CKA_LABEL. */
function nameOf(session: TokenSession, key: Handle): readonly Attribute[] {
  const id = session.read(key, identifier);
  if (id !== undefined && id.length > 0) return [{ type: identifier, value: id }];
  return [{ type: label, value: session.read(key, label) ?? Buffer.alloc(0) }];
}

function readPin(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n.*/s, '');
  } catch (error) {
    throw new SignError('SIGN_KEY', `the file of the PIN, ${path}, cannot be read`, { path, cause: error });
  }
}

const curves = {
  'p-256': { fieldBytes: 32, hashName: 'sha256' },
  'p-384': { fieldBytes: 48, hashName: 'sha384' },
  'p-521': { fieldBytes: 66, hashName: 'sha512' },
} as const;

/** Of PKCS#11 v2.40 and v3.0: attributes, a class of objects, mechanisms. */
const objectClass = 0x000;
const label = 0x003;
const identifier = 0x102;
const alwaysAuthenticate = 0x202;
const privateKeyObject = 3;
const ecdsa = 0x1041;
const eddsa = 0x1057;
