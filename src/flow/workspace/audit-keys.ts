// Whether the signing key lies where it should and is one that the log trusts. A sealed key is not opened for that.
import { createPublicKey } from 'node:crypto';
import { AssayError } from '#core/errors';
import type { AuditFinding, AuditPart } from '#core/workspace-audit';
import { keyId } from '#sign/key-id';
import { readPrivateKey } from '#sign/read-private-key';
import { readPublicKey } from '#sign/read-public-key';
import { SignError } from '#sign/sign-error';
import { signingKeyPath } from './config.ts';
import type { Workspace } from './workspace.ts';

export async function auditOfKeys(workspace: Workspace): Promise<AuditPart> {
  const { keys } = await workspace.trust();
  const path = signingKeyPath(workspace);
  const findings: AuditFinding[] = [];
  let looked = 'signing key and its public half';
  const look = async (place: string, read: () => Promise<Parameters<typeof keyId>[0]>): Promise<void> => {
    try {
      const id = keyId(await read());
      const key = keys.get(id);
      if (key !== undefined && key.revoked === undefined && key.replaced === undefined) return;
      const message = key === undefined ? 'it is a key that the log does not trust' : 'it is replaced or revoked';
      findings.push({ place, outcome: 'fail', code: 'SIGN_KEY', message });
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      if (error instanceof SignError && error.message.includes('is sealed'))
        looked = 'public half of the signing key; the key is sealed';
      else findings.push({ place, outcome: 'fail', code: error.code, message: error.message });
    }
  };
  await look(`${path}.pub`, async () => readPublicKey(`${path}.pub`));
  await look(path, async () => createPublicKey(await readPrivateKey(path)));
  return { name: 'keys', looked, findings };
}
