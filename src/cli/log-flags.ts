// Words and flags that several `assay log` commands share.
import { AssayError } from '#core/errors';

export interface StateFlag {
  /** Folder with the key and the checkpoint store. */
  readonly state?: string;
  readonly json?: boolean;
}

interface TextFlag {
  readonly kind: 'parsed';
  readonly parse: StringConstructor;
  readonly optional: true;
  readonly placeholder: string;
  readonly brief: string;
}

export const jsonFlag: {
  readonly kind: 'boolean';
  readonly optional: true;
  readonly withNegated: false;
  readonly brief: string;
} = { kind: 'boolean', optional: true, withNegated: false, brief: 'Answer as one JSON document' };

export const stateFlag: TextFlag = textFlag(
  'DIR',
  'Folder of the key and of the checkpoint store (default: DIR.state beside the log)',
);

export const keyFlag: TextFlag = textFlag('VKEY', 'Key of the log, as assay log init printed it');

export const witnessFlag: TextFlag & { readonly variadic: true } = {
  ...textFlag('VKEY', 'Key of a witness that must have seen the checkpoint; may be given several times'),
  variadic: true,
};

export const quorumFlag: Omit<TextFlag, 'parse'> & { readonly parse: (text: string) => number } = {
  ...textFlag('N', 'How many of the witnesses are enough (default: all)'),
  parse: parseCount,
};

export const policyFlag: TextFlag = textFlag(
  'FILE',
  'Logs, witnesses and quorum (c2sp.org/tlog-policy) instead of --key and --witness',
);

export function fileFlag(brief: string): TextFlag {
  return textFlag('FILE', brief);
}

export const folderWord: {
  readonly parse: StringConstructor;
  readonly placeholder: string;
  readonly brief: string;
} = { parse: String, placeholder: 'DIR', brief: 'Folder of the log' };

export function parseCount(text: string): number {
  if (!/^[0-9]{1,15}$/.test(text)) throw new AssayError('USAGE', 'expected a number from 0 on');
  return Number(text);
}

function textFlag(placeholder: string, brief: string): TextFlag {
  return { kind: 'parsed', parse: String, optional: true, placeholder, brief };
}
