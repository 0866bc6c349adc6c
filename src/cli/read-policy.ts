// The policy that `--policy FILE` names, as it counts today.
import { readFileSync } from 'node:fs';
import { AssayError } from '#core/errors';
import { escapeInvisible } from '#core/quote';
import { emptyPolicy, type PolicyInForce, parsePolicy, policyInForce } from '#flow/policy';
import type { AssayProcess } from './context.ts';
import { reasonOf } from './reason-of.ts';

/** Entries that have expired are said on standard error. @throws {AssayError} POLICY_INVALID also when it cannot be read */
export async function readPolicy(
  path: string | undefined,
  { stderr }: Pick<AssayProcess, 'stderr'>,
): Promise<PolicyInForce['policy']> {
  if (path === undefined) return emptyPolicy;
  const today = new Date().toISOString().slice(0, 10);
  const { policy, expired } = policyInForce(await parseFile(path), today);
  for (const { name, until, by } of expired) {
    stderr.write(escapeInvisible(`assay: ${path}: ${name}, allowed by ${by} until ${until}, does not count any more`));
    stderr.write('\n');
  }
  return policy;
}

async function parseFile(path: string): ReturnType<typeof parsePolicy> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new AssayError('POLICY_INVALID', `The policy ${path} cannot be read: ${reasonOf(error)}.`, { path });
  }
  try {
    return await parsePolicy(text);
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    throw new AssayError(error.code, `The policy ${path} is not valid: ${error.message}.`, error.fields);
  }
}
