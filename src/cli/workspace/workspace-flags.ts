// Flags of the commands that work in a workspace.
import { fileFlag, identityFlag, switchFlag } from '../flag-kinds.ts';

export interface WorkspaceFlags {
  /** Folder that holds `.assay`, or one below it. */
  readonly workspace?: string;
  readonly json?: boolean;
}

export interface SigningFlags extends WorkspaceFlags {
  readonly passphraseFile?: string;
  /** Signs in place of the key of the workspace. */
  readonly signingKey?: string;
  /** Files with age identities. */
  readonly ageIdentity?: readonly string[];
}

type FileFlag = ReturnType<typeof fileFlag>;
type SwitchFlag = ReturnType<typeof switchFlag>;

export const workspaceFlags: { readonly workspace: FileFlag; readonly json: SwitchFlag } = {
  workspace: {
    ...fileFlag('Work in the workspace of this folder (default: here, or the nearest folder above)'),
    placeholder: 'DIR',
  },
  json: switchFlag('Answer as one JSON document'),
};

export const signingFlags: typeof workspaceFlags & {
  readonly passphraseFile: FileFlag;
  readonly signingKey: FileFlag;
  readonly ageIdentity: typeof identityFlag;
} = {
  ...workspaceFlags,
  ageIdentity: identityFlag,
  signingKey: fileFlag('Private key that signs in place of that of the workspace; the log has to trust it'),
  passphraseFile: fileFlag('File whose first line is the passphrase of the signing key'),
};

export const assetWord: { readonly parse: StringConstructor; readonly placeholder: string; readonly brief: string } = {
  parse: String,
  placeholder: 'ASSET',
  brief: 'NAME, NAME@VERSION, or the asset id or its first 8 digits',
};
