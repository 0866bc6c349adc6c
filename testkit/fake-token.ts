// A PKCS#11 module in memory for tests: what it holds and how it refuses is said by the test.
import { type KeyObject, sign } from 'node:crypto';
import type { Attribute, Handle, LoadPackage, TokenInfo, TokenLibrary } from '#sign/token/token-library';

export interface FakeObject {
  readonly attributes: Readonly<Record<number, Buffer | number | string>>;
  /** What a private key answers. */
  readonly sign?: (bytes: Buffer) => Buffer;
}

export interface FakeTokenOptions {
  readonly tokens?: readonly Partial<TokenInfo>[];
  readonly objects?: readonly FakeObject[];
  /** Name of a call -> the message of the error that it throws. */
  readonly failing?: Readonly<Record<string, string>>;
}

export const initialized = 0x400;
export const loginRequired = 0x04;
export const protectedPath = 0x100;

/** @returns what stands for the installed package, and the calls in their order, PINs included */
export function fakeToken(options: FakeTokenOptions): {
  readonly load: LoadPackage;
  readonly calls: readonly string[];
} {
  const calls: string[] = [];
  class Fake extends FakeLibrary {
    constructor() {
      super(options, calls);
    }
  }
  return { load: () => ({ PKCS11: Fake }), calls };
}

/** Both halves of an Ed25519 key. */
export function ed25519Objects(privateKey: KeyObject, publicKey: KeyObject, id: string): readonly FakeObject[] {
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  const attributes = { 258: Buffer.from(id) };
  return [
    { attributes: { 0: 3, ...attributes }, sign: (bytes) => sign(null, bytes, privateKey) },
    { attributes: { 0: 2, ...attributes, 384: Buffer.from('06032b6570', 'hex'), 385: raw } },
  ];
}

class FakeLibrary implements TokenLibrary {
  readonly #options: FakeTokenOptions;
  readonly #calls: string[];
  #found: readonly Handle[] = [];
  #key: FakeObject | undefined;

  constructor(options: FakeTokenOptions, calls: string[]) {
    this.#options = options;
    this.#calls = calls;
  }

  load(path: string): void {
    this.#call('load', path);
  }

  C_Initialize(): void {
    this.#call('C_Initialize');
  }

  C_GetSlotList(): readonly Handle[] {
    this.#call('C_GetSlotList');
    return this.#tokens.map((_token, index) => handle(index));
  }

  C_GetTokenInfo(slot: Handle): TokenInfo {
    const token = { label: 'Fake', manufacturerID: 'Maker', model: 'Model', serialNumber: '1', flags: initialized };
    return { ...token, ...this.#tokens[slot.readUInt32LE()] };
  }

  C_OpenSession(): Handle {
    this.#call('C_OpenSession');
    return handle(1);
  }

  C_CloseSession(): void {
    this.#call('C_CloseSession');
  }

  C_Login(_session: Handle, user: number, pin?: string): void {
    this.#call('C_Login', `${user} ${pin}`);
  }

  C_FindObjectsInit(_session: Handle, template: readonly Attribute[]): void {
    const fits = ({ attributes }: FakeObject): boolean =>
      template.every(({ type, value }) => bytesOf(attributes[type]).equals(bytesOf(value)));
    this.#found = this.#objects.flatMap((object, index) => (fits(object) ? [handle(index)] : []));
  }

  C_FindObjects(): readonly Handle[] {
    return this.#found;
  }

  C_FindObjectsFinal(): void {
    this.#found = [];
  }

  C_GetAttributeValue(_session: Handle, object: Handle, [wanted]: readonly Attribute[]): readonly { value: Buffer }[] {
    const value = this.#objects[object.readUInt32LE()]?.attributes[wanted?.type ?? 0];
    if (value === undefined) throw new Error('CKR_ATTRIBUTE_TYPE_INVALID');
    return [{ value: bytesOf(value) }];
  }

  C_SignInit(_session: Handle, { mechanism }: { readonly mechanism: number }, key: Handle): void {
    this.#call('C_SignInit', mechanism.toString(16));
    this.#key = this.#objects[key.readUInt32LE()];
  }

  C_Sign(_session: Handle, bytes: Buffer): Buffer {
    this.#call('C_Sign');
    return this.#key?.sign?.(bytes) ?? Buffer.alloc(0);
  }

  get #tokens(): readonly Partial<TokenInfo>[] {
    return this.#options.tokens ?? [{}];
  }

  get #objects(): readonly FakeObject[] {
    return this.#options.objects ?? [];
  }

  #call(name: string, words?: string): void {
    this.#calls.push(words === undefined ? name : `${name} ${words}`);
    const message = this.#options.failing?.[name];
    if (message !== undefined) throw new Error(message);
  }
}

function handle(index: number): Handle {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(index);
  return bytes;
}

function bytesOf(value: Attribute['value']): Buffer {
  if (Buffer.isBuffer(value)) return value;
  return typeof value === 'string' ? Buffer.from(value) : Buffer.from([Number(value ?? 0)]);
}
