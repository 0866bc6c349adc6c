// Whether the name of a supplier, or the place that something comes from, could be taken for another.
import { quote } from '#core/quote';
import type { IntakeItem } from '#predicates/intake';
import { type KnownSupplier, registeredSuppliers } from '../suppliers/find-supplier.ts';
import { isOwnNamespace, namespaceLookAlike } from '../suppliers/look-alike.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** @param from - path or address; only addresses have a namespace */
export async function namespaceItems(
  workspace: Workspace,
  from: string,
  supplier: KnownSupplier,
): Promise<readonly IntakeItem[]> {
  const items: IntakeItem[] = [];
  const { lookAlike, record, name } = supplier;
  if (lookAlike !== undefined) {
    const observed = `${quote(name)} could be taken for ${quote(lookAlike.supplier)}: ${lookAlike.how}`;
    items.push({ topic: 'namespace', state: 'look-alike', outcome: 'fail', observed });
  }
  if (URL.canParse(from) && /^https?:/.test(from)) {
    const registered = [...(await registeredSuppliers(workspace)).values()];
    const near = namespaceLookAlike(from, registered);
    if (near !== undefined) {
      const observed = `${quote(from)} could be taken for a place of ${quote(near.supplier)}: ${near.how}`;
      items.push({ topic: 'namespace', state: 'look-alike', outcome: 'fail', observed });
    } else if (record !== undefined && record.namespaces.length > 0) {
      const isOwn = isOwnNamespace(from, record);
      const observed = `${quote(from)} is ${isOwn ? '' : 'no '}place that the supplier is registered with`;
      items.push({
        topic: 'namespace',
        state: isOwn ? 'own' : 'elsewhere',
        outcome: isOwn ? 'pass' : 'inconclusive',
        observed,
      });
    }
  }
  return items;
}
