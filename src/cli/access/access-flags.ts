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

export const actionWord = {
  parse: parseAction,
  placeholder: 'ACTION',
  brief: 'What is to be done, for example read',
} as const;
export const identityWord = { parse: String, placeholder: 'NAME', brief: 'Name of an identity' } as const;
export const resourceWord = {
  parse: String,
  placeholder: 'RESOURCE',
  brief: 'An asset, zone:NAME (zone:workspace for the workspace as a whole) or policy:AREA/NAME',
} as const;
export const whyFlag = {
  kind: 'parsed',
  parse: String,
  placeholder: 'TEXT',
  brief: 'Why; it stands in the log',
} as const;
export const untilFlag = { kind: 'parsed', parse: parseTime, placeholder: 'TIME' } as const;
