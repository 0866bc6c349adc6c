// Signatures against the registered identities; or, where none is registered, against the one that somebody expects. What only
// somebody expects is not known to be the supplier's.
import type { IntakeItem } from '#predicates/intake';
import type { Supplier } from '#predicates/supplier';
import { readKeylessTrust } from '../../keyless-trust.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Delivery } from '../delivery.ts';
import type { IntakeRequest } from '../intake-request.ts';
import type { SignatureFile } from './signature-files.ts';
import type { VerifiedSignatures } from './signature-items.ts';
import { type SupplierTrust, trustOfSupplier } from './supplier-trust.ts';
import { verifySignatures } from './verify-signatures.ts';

export async function verifyExpected(
  workspace: Workspace,
  delivery: Delivery,
  signatures: readonly SignatureFile[],
  supplier: Supplier | undefined,
  { expected }: Pick<IntakeRequest, 'expected'>,
  exempt: ReadonlySet<string>,
): Promise<VerifiedSignatures> {
  const registered = await trustOfSupplier(workspace, supplier);
  const now = workspace.now();
  const keyless = expected === undefined ? undefined : readKeylessTrust(expected);
  if (keyless === undefined || registered.isRegistered)
    return verifySignatures(delivery, signatures, registered, exempt, now);
  const trust: SupplierTrust = { keys: [], minisign: [], certificates: [], keyless: [keyless], isRegistered: true };
  const verified = await verifySignatures(delivery, signatures, trust, exempt, now);
  return { ...verified, items: verified.items.map(unregistered), signed: new Set(), attestations: [] };
}

function unregistered(item: IntakeItem): IntakeItem {
  if (item.outcome !== 'pass') return item;
  const observed = `${item.observed}, as was expected; the supplier is not registered with that identity`;
  return { ...item, state: 'unknown-identity', outcome: 'inconclusive', observed };
}
