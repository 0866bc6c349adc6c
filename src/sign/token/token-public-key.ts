// The public half of a key in a token: from its public key object, or from a certificate beside it.
import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { parseDer } from '../der.ts';
import { encodeDer } from '../encode-der.ts';
import { SignError } from '../sign-error.ts';
import type { Attribute, Handle } from './token-library.ts';
import type { TokenSession } from './token-session.ts';

/**
 * @param name - what the private key is called (CKA_ID or CKA_LABEL); its public half and its certificate have the same
 * @throws {SignError} SIGN_TOKEN when there is neither
 */
export function readTokenPublicKey(session: TokenSession, name: readonly Attribute[]): KeyObject {
  const [object] = session.find([{ type: objectClass, value: publicKeyObject }, ...name]);
  const fromObject = object === undefined ? undefined : readKey(session, object);
  if (fromObject !== undefined) return fromObject;
  const [certificate] = session.find([{ type: objectClass, value: certificateObject }, ...name]);
  const der = certificate === undefined ? undefined : session.read(certificate, value);
  if (der !== undefined) return opened(() => new X509Certificate(der).publicKey);
  const message = `the token ${JSON.stringify(session.name)} has neither the public key nor a certificate beside the private key`;
  throw new SignError('SIGN_TOKEN', message);
}

/** @source PKCS#11 v2.40 mechanisms section 2.3.3, v3.0 section 2.3.5 (Edwards keys), RFC 5480, RFC 8410 */
function readKey(session: TokenSession, object: Handle): KeyObject | undefined {
  const parameters = session.read(object, ecParameters);
  const point = session.read(object, ecPoint);
  if (parameters === undefined || point === undefined) return undefined;
  return opened(() => {
    const bits = encodeDer(0x03, Buffer.from([0]), rawPoint(point));
    const algorithm = isEd25519(parameters) ? encodeDer(0x30, ed25519Id) : encodeDer(0x30, ecPublicKeyId, parameters);
    return createPublicKey({ key: encodeDer(0x30, algorithm, bits), format: 'der', type: 'spki' });
  });
}

/** An OCTET STRING around the point, as the standard has it; some tokens leave it out. */
function rawPoint(point: Buffer): Uint8Array {
  try {
    const { tag, content } = parseDer(point);
    return tag === 0x04 ? content : point;
  } catch {
    return point;
  }
}

/** Named by curve or by object identifier. */
function isEd25519(parameters: Buffer): boolean {
  return parameters.equals(encodeDer(0x13, Buffer.from('edwards25519'))) || parameters.equals(ed25519Id);
}

function opened(open: () => KeyObject): KeyObject {
  try {
    return open();
  } catch (error) {
    throw new SignError('SIGN_TOKEN', 'the token gives a public key that cannot be read', { cause: error });
  }
}

/** 1.2.840.10045.2.1 and 1.3.101.112, with tag and length. */
const ecPublicKeyId = Buffer.from('06072a8648ce3d0201', 'hex');
const ed25519Id = Buffer.from('06032b6570', 'hex');

/** Of PKCS#11 v2.40: attributes, then classes of objects. */
const objectClass = 0x000;
const value = 0x011;
const ecParameters = 0x180;
const ecPoint = 0x181;
const certificateObject = 1;
const publicKeyObject = 2;
