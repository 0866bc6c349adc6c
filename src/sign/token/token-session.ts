// A session with the one token that a URI means.
import { SignError } from '../sign-error.ts';
import type { TokenUri } from './parse-token-uri.ts';
import { type Attribute, type Handle, reason, type TokenInfo, type TokenLibrary } from './token-library.ts';

/** Asked only when the token wants a PIN and the URI has none. */
export type AskPin = () => Promise<string>;

export class TokenSession {
  readonly #library: TokenLibrary;
  readonly #slot: Handle;
  readonly #session: Handle;
  /** As the token calls itself. */
  readonly name: string;

  private constructor(library: TokenLibrary, slot: Handle, session: Handle, name: string) {
    this.#library = library;
    this.#slot = slot;
    this.#session = session;
    this.name = name;
  }

  /**
   * Opens a session for reading and signing, and logs in where the token wants it. A PIN is tried once: tokens lock
   * themselves after a few wrong ones.
   * @throws {SignError} SIGN_TOKEN when no token or more than one is meant, or the token refuses
   */
  static async open(library: TokenLibrary, uri: TokenUri, askPin: AskPin): Promise<TokenSession> {
    const { slot, info } = findToken(library, uri);
    const name = info.label.trimEnd();
    const session = guarded(name, () => library.C_OpenSession(slot, serialSession));
    const opened = new TokenSession(library, slot, session, name);
    try {
      if ((info.flags & loginRequired) !== 0) await opened.#logIn(info, askPin);
    } catch (error) {
      opened.close();
      throw error;
    }
    return opened;
  }

  async #logIn({ flags }: TokenInfo, askPin: AskPin): Promise<void> {
    // Such a token has a keypad of its own.
    const pin = (flags & protectedAuthentication) === 0 ? await askPin() : undefined;
    try {
      this.#library.C_Login(this.#session, user, pin);
    } catch (error) {
      if (!reason(error).includes('CKR_USER_ALREADY_LOGGED_IN')) throw refused(this.name, error);
    }
  }

  /** Objects with all these attributes, 16 at most: what is looked for is one. */
  find(template: readonly Attribute[]): readonly Handle[] {
    return guarded(this.name, () => {
      this.#library.C_FindObjectsInit(this.#session, template);
      const found = this.#library.C_FindObjects(this.#session, 16);
      this.#library.C_FindObjectsFinal(this.#session);
      return found;
    });
  }

  /** Undefined when the object has no such attribute or keeps it to itself. */
  read(object: Handle, type: number): Buffer | undefined {
    try {
      return this.#library.C_GetAttributeValue(this.#session, object, [{ type }])[0]?.value;
    } catch {
      return undefined;
    }
  }

  /**
   * In a session of its own, which the login covers too: a signature that fails half-way leaves its session in use.
   * @param pin - again, for keys that want it for every signature
   * @param length - of the signature, bytes
   */
  sign(mechanism: number, key: Handle, bytes: Uint8Array, length: number, pin: string | undefined): Buffer {
    return guarded(this.name, () => {
      const session = this.#library.C_OpenSession(this.#slot, serialSession);
      try {
        this.#library.C_SignInit(session, { mechanism }, key);
        if (pin !== undefined) this.#library.C_Login(session, contextSpecific, pin);
        // One byte more: for an empty message the module would get no address, and refuse that.
        const message = Buffer.concat([bytes, Buffer.alloc(1)]).subarray(0, bytes.length);
        return this.#library.C_Sign(session, message, Buffer.alloc(length));
      } finally {
        this.#library.C_CloseSession(session);
      }
    });
  }

  /** The token logs out when the last session of the process is closed. */
  close(): void {
    this.#library.C_CloseSession(this.#session);
  }
}

function findToken(library: TokenLibrary, uri: TokenUri): { readonly slot: Handle; readonly info: TokenInfo } {
  const slots = guarded('', () => library.C_GetSlotList(true));
  const tokens = slots.map((slot) => ({ slot, info: guarded('', () => library.C_GetTokenInfo(slot)) }));
  const meant = tokens.filter(({ slot, info }) => isMeant(uri, slot, info));
  const [token] = meant;
  if (token !== undefined && meant.length === 1) return token;
  const labels = tokens
    .filter(({ info }) => (info.flags & tokenInitialized) !== 0)
    .map(({ info }) => info.label.trimEnd());
  const there =
    labels.length === 0 ? 'there is none' : `there are ${labels.map((label) => JSON.stringify(label)).join(', ')}`;
  throw new SignError('SIGN_TOKEN', `the PKCS#11 URI of the key fits ${meant.length} tokens instead of one; ${there}`);
}

/** Fields of tokens are padded with spaces. */
function isMeant(uri: TokenUri, slot: Handle, info: TokenInfo): boolean {
  if ((info.flags & tokenInitialized) === 0) return false;
  const same = (wanted: string | undefined, found: string): boolean =>
    wanted === undefined || wanted === found.trimEnd();
  return (
    same(uri.token, info.label) &&
    same(uri.manufacturer, info.manufacturerID) &&
    same(uri.serial, info.serialNumber) &&
    same(uri.model, info.model) &&
    (uri.slotId === undefined || uri.slotId === slot.readUIntLE(0, Math.min(slot.length, 6)))
  );
}

function guarded<T>(name: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw refused(name, error);
  }
}

function refused(name: string, error: unknown): SignError {
  const what = reason(error);
  const known = [...refusals].find(([code]) => what.includes(code))?.[1] ?? '';
  const token = name === '' ? 'the PKCS#11 module' : `the token ${JSON.stringify(name)}`;
  return new SignError('SIGN_TOKEN', `${token} refuses${known} (${what})`, { cause: error });
}

const refusals: ReadonlyMap<string, string> = new Map([
  ['CKR_PIN_INCORRECT', ': the PIN is wrong, and too many wrong ones lock it'],
  ['CKR_PIN_LOCKED', ': its PIN is locked'],
  ['CKR_PIN_LEN_RANGE', ': no PIN of it has this length'],
]);

/** Flags and user types of PKCS#11 v2.40. */
const serialSession = 0x04;
const loginRequired = 0x04;
const protectedAuthentication = 0x100;
const tokenInitialized = 0x400;
const user = 1;
const contextSpecific = 2;
