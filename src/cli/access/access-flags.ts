// Flags and words of the commands about access.

import { AssayError } from '#core/errors';
import { type Action, actionNames } from '#flow/access/known-actions';
import { parseTime } from '../workspace/parse-time.ts';

/** @throws {AssayError} USAGE with all actions */
export function parseAction(text: string): Action {
  const found = actionNames.find((name) => name === text);
  if (found !== undefined) return found;
  throw new AssayError('USAGE', `there is no action ${JSON.stringify(text)}; known are ${actionNames.join(', ')}`);
}

interface Word<T> {
  readonly parse: (text: string) => T;
  readonly placeholder: string;
  readonly brief: string;
}

export const actionWord: Word<Action> = {
  parse: parseAction,
  placeholder: 'ACTION',
  brief: 'What is to be done, for example read',
};
export const identityWord: Word<string> = { parse: String, placeholder: 'NAME', brief: 'Name of an identity' };
export const resourceWord: Word<string> = {
  parse: String,
  placeholder: 'RESOURCE',
  brief: 'An asset, zone:NAME (zone:workspace for the workspace as a whole) or policy:AREA/NAME',
};
export const whyFlag: Word<string> & { readonly kind: 'parsed' } = {
  kind: 'parsed',
  parse: String,
  placeholder: 'TEXT',
  brief: 'Why; it stands in the log',
};
export const untilFlag: Omit<Word<ReturnType<typeof parseTime>>, 'brief'> & { readonly kind: 'parsed' } = {
  kind: 'parsed',
  parse: parseTime,
  placeholder: 'TIME',
};
