// Names of keys in tokens: `pkcs11:token=Release;object=models?module-name=softhsm2`. RFC 7512.
import { quote } from '#core/quote';
import { SignError } from '../sign-error.ts';

export interface TokenUri {
  /** What the token has to be; undefined members are not compared. */
  readonly token: string | undefined;
  readonly manufacturer: string | undefined;
  readonly serial: string | undefined;
  readonly model: string | undefined;
  readonly slotId: number | undefined;
  /** What the key has to be: its CKA_LABEL and its CKA_ID. */
  readonly object: string | undefined;
  readonly id: Buffer | undefined;
  /** The library that speaks to the token: a path, or a name that is looked up. */
  readonly modulePath: string | undefined;
  readonly moduleName: string | undefined;
  readonly pinValue: string | undefined;
  /** Path of a file whose first line is the PIN. */
  readonly pinSource: string | undefined;
}

export function isTokenUri(text: string): boolean {
  return text.startsWith('pkcs11:');
}

/**
 * @throws {SignError} SIGN_KEY for what is no such URI, for attributes twice, for ones that are not compared here (what
 *   narrows the choice must not be passed over), and for a PIN that comes from a program
 * @source RFC 7512 section 2.3
 */
export function parseTokenUri(text: string): TokenUri {
  if (!isTokenUri(text)) throw bad('does not begin with pkcs11:');
  const at = text.indexOf('?');
  const path = text.slice('pkcs11:'.length, at < 0 ? undefined : at);
  const query = at < 0 ? '' : text.slice(at + 1);
  const attributes = new Map<string, Buffer>();
  for (const part of [...split(path, ';', pathNames), ...split(query, '&', queryNames)]) {
    if (attributes.has(part.name)) throw bad(`names ${part.name} twice`);
    attributes.set(part.name, part.value);
  }
  const type = attributes.get('type')?.toString();
  if (type !== undefined && type !== 'private') throw bad(`names an object of type ${quote(type)}, not a private key`);
  return assemble(attributes);
}

interface Attribute {
  readonly name: string;
  readonly value: Buffer;
}

function split(text: string, separator: string, names: ReadonlySet<string>): readonly Attribute[] {
  if (text === '') return [];
  return text.split(separator).map((part) => {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0));
    if (!names.has(name)) throw bad(`has an attribute ${quote(at < 0 ? part : name)}, which is not supported here`);
    return { name, value: decodeEscapes(part.slice(at + 1), name) };
  });
}

function decodeEscapes(text: string, name: string): Buffer {
  // A PIN is a secret: messages name the attribute, never its value.
  if (!/^(?:[\w\-.~:[\]@!$'()*+,=&/?|]|%[0-9a-f]{2})*$/i.test(text))
    throw bad(`has a ${name} that is not well escaped`);
  return Buffer.from(
    text.replace(/%(..)/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

function assemble(attributes: ReadonlyMap<string, Buffer>): TokenUri {
  const text = (name: string): string | undefined => attributes.get(name)?.toString('utf8');
  const slotId = text('slot-id');
  if (slotId !== undefined && !/^\d{1,15}$/.test(slotId)) throw bad('has a slot-id that is not a number');
  return {
    token: text('token'),
    manufacturer: text('manufacturer'),
    serial: text('serial'),
    model: text('model'),
    slotId: slotId === undefined ? undefined : Number(slotId),
    object: text('object'),
    id: attributes.get('id'),
    modulePath: text('module-path'),
    moduleName: moduleNameOf(text('module-name')),
    pinValue: text('pin-value'),
    pinSource: pinSourceOf(text('pin-source')),
  };
}

/** RFC 7512 section 2.3: a name is no path, so that nobody leads out of the folders that are looked in. */
function moduleNameOf(name: string | undefined): string | undefined {
  if (name !== undefined && !/^[\w.-]+$/.test(name)) throw bad('has a module-name that is a path; use module-path');
  return name;
}

function pinSourceOf(source: string | undefined): string | undefined {
  if (source?.startsWith('|')) throw bad('takes its PIN from a program, which is not supported here');
  return source?.replace(/^file:(?:\/\/(?=\/))?/, '');
}

function bad(why: string): SignError {
  return new SignError('SIGN_KEY', `the PKCS#11 URI of the key ${why}`);
}

const pathNames: ReadonlySet<string> = new Set([
  'token',
  'manufacturer',
  'serial',
  'model',
  'slot-id',
  'object',
  'id',
  'type',
]);
const queryNames: ReadonlySet<string> = new Set(['module-path', 'module-name', 'pin-value', 'pin-source']);
