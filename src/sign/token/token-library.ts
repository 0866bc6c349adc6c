// The library that speaks to a token, behind the part of `pkcs11js` that is used here. That package is built from C++ when
// it is installed, so Assay does not bring it: whoever has a token installs it beside Assay.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { SignError } from '../sign-error.ts';
import type { TokenUri } from './parse-token-uri.ts';

/** Sessions, slots and objects as the library numbers them. */
export type Handle = Buffer;

export interface Attribute {
  readonly type: number;
  readonly value?: number | boolean | string | Buffer;
}

export interface TokenInfo {
  readonly label: string;
  readonly manufacturerID: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly flags: number;
}

/** A PKCS#11 module. Every call throws when the module answers anything but CKR_OK. @source PKCS#11 v2.40 section 5 */
export interface TokenLibrary {
  load(path: string): void;
  C_Initialize(): void;
  C_GetSlotList(tokenPresent: boolean): readonly Handle[];
  C_GetTokenInfo(slot: Handle): TokenInfo;
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseSession(session: Handle): void;
  C_Login(session: Handle, user: number, pin?: string): void;
  C_FindObjectsInit(session: Handle, template: readonly Attribute[]): void;
  C_FindObjects(session: Handle, most: number): readonly Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(
    session: Handle,
    object: Handle,
    template: readonly Attribute[],
  ): readonly { readonly value: Buffer }[];
  C_SignInit(session: Handle, mechanism: { readonly mechanism: number }, key: Handle): void;
  C_Sign(session: Handle, bytes: Buffer, answer: Buffer): Buffer;
}

/** Opens libraries; tests exchange the installed package for another. */
export type LoadPackage = () => { readonly PKCS11: new () => TokenLibrary };

/**
 * The module that `uri` names, initialized. One process initializes each module once and never finishes it, because others
 * in the process may use it.
 * @throws {SignError} SIGN_TOKEN when `pkcs11js` is not installed, or the module is not there or does not start
 */
export function openTokenLibrary(uri: TokenUri, loadPackage: LoadPackage = loadInstalled): TokenLibrary {
  const path = modulePathOf(uri);
  const { PKCS11 } = loadPackage();
  const library = new PKCS11();
  try {
    library.load(path);
  } catch (error) {
    throw new SignError('SIGN_TOKEN', `the PKCS#11 module ${path} cannot be loaded: ${reason(error)}`, {
      path,
      cause: error,
    });
  }
  try {
    library.C_Initialize();
  } catch (error) {
    if (!reason(error).includes('CKR_CRYPTOKI_ALREADY_INITIALIZED')) {
      throw new SignError('SIGN_TOKEN', `the PKCS#11 module ${path} does not start: ${reason(error)}`, {
        path,
        cause: error,
      });
    }
  }
  return library;
}

/** Found beside Assay and, with NODE_PATH, anywhere else. */
function loadInstalled(): ReturnType<LoadPackage> {
  try {
    return createRequire(import.meta.url)('pkcs11js');
  } catch (error) {
    const message =
      'keys in tokens need the package pkcs11js, which is not installed (npm install pkcs11js, where Assay is installed; it is built from C++ then)';
    throw new SignError('SIGN_TOKEN', message, { cause: error });
  }
}

function modulePathOf({ modulePath, moduleName }: TokenUri): string {
  if (modulePath !== undefined) return modulePath;
  if (moduleName === undefined) {
    throw new SignError('SIGN_KEY', 'the PKCS#11 URI of the key names no module: add ?module-path=/path/to/module.so');
  }
  const names = [moduleName, `lib${moduleName}`].flatMap((name) => [`${name}.so`, `${name}.dylib`, `${name}.dll`]);
  const found = moduleFolders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new SignError('SIGN_TOKEN', `there is no PKCS#11 module ${moduleName} in ${moduleFolders.join(', ')}`);
}

/** First line of what went wrong. */
export function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\n.*/s, '');
}

/** Where systems keep modules. The working folder and PATH are none of them: others may write there. */
const moduleFolders: readonly string[] = [
  '/usr/lib/softhsm',
  '/usr/lib/pkcs11',
  '/usr/lib64/pkcs11',
  '/usr/lib/x86_64-linux-gnu/pkcs11',
  '/usr/lib/aarch64-linux-gnu/pkcs11',
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/local/lib/pkcs11',
  '/usr/local/lib/softhsm',
  '/opt/homebrew/lib/pkcs11',
  '/opt/homebrew/lib/softhsm',
];
