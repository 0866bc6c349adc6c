// From a word of the command line to policies: what is in force, what comes with Assay, or documents put in their place.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import type { PolicyDocument, PolicySource } from '#flow/access/policy-source';
import { reasonOf } from '../reason-of.ts';

/** @throws {AssayError} USAGE */
export function readPolicySource(word: string): PolicySource {
  if (word === 'in-force' || word === 'shipped') return { from: word, documents: [] };
  const size = /^@(\d{1,15})$/.exec(word)?.[1];
  if (size !== undefined) return { from: 'in-force', logSize: Number(size), documents: [] };
  try {
    const places = statSync(word).isDirectory()
      ? readdirSync(word)
          .filter((name) => kindOf(name) !== undefined)
          .sort()
          .map((name) => join(word, name))
      : [word];
    if (places.length === 0) throw new AssayError('USAGE', `there is no policy in ${word}: no *.cedar and no *.yaml`);
    return { from: 'in-force', documents: places.map(readDocument) };
  } catch (error) {
    if (error instanceof AssayError) throw error;
    throw new AssayError(
      'USAGE',
      `${word} is neither in-force, shipped, @N nor a file that can be read: ${reasonOf(error)}`,
    );
  }
}

function readDocument(path: string): PolicyDocument {
  const area = kindOf(path);
  if (area === undefined) throw new AssayError('USAGE', `${path} is neither a policy (*.cedar) nor a zone (*.yaml)`);
  if (statSync(path).size > limits.policyBytes.value)
    throw new AssayError('USAGE', `${path} is larger than any policy`, { limit: 'policyBytes' });
  return { area, name: basename(path, extname(path)), text: readFileSync(path, 'utf8') };
}

function kindOf(path: string): PolicyDocument['area'] | undefined {
  const extension = extname(path);
  if (extension === '.cedar') return 'access';
  return extension === '.yaml' || extension === '.yml' || extension === '.json' ? 'zones' : undefined;
}
