// What `assay supplier add`, `show` and `list` do; loaded when one is called.
import { AssayError } from '#core/errors';
import { escapeInvisible } from '#core/quote';
import { supplierLines, suppliersLines } from '#exports/supplier-text';
import { registerSupplier, type SupplierWords } from '#flow/suppliers/register-supplier';
import { listSuppliers, showSupplier } from '#flow/suppliers/show-supplier';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { present } from '../present.ts';
import { textStyleOf } from '../text-style-of.ts';
import { withWorkspace } from '../workspace/with-workspace.ts';
import type { SigningFlags, WorkspaceFlags } from '../workspace/workspace-flags.ts';

export interface AddSupplierFlags extends SigningFlags {
  readonly internal?: boolean;
  readonly organisation?: string;
  readonly namespace?: readonly string[];
  readonly formerName?: readonly string[];
  readonly key?: readonly string[];
  readonly minisign?: readonly string[];
  readonly identity?: string;
  readonly issuer?: string;
  readonly trustedRoot?: string;
  readonly roots?: string;
  readonly subject?: string;
  readonly timestampRoots?: string;
  readonly replaceIdentities?: boolean;
  readonly deliverable?: readonly SupplierWords['deliverables'][number][];
  readonly refuses?: readonly string[];
  readonly owner?: string;
  readonly allowLookAlike?: boolean;
  readonly why?: string;
}

export async function runSupplierAdd(this: AssayContext, flags: AddSupplierFlags, name: string): Promise<void> {
  const { internal, organisation, owner, why = 'registered' } = flags;
  const words: SupplierWords = {
    name,
    internal: internal ?? false,
    namespaces: flags.namespace ?? [],
    formerNames: flags.formerName ?? [],
    keys: flags.key ?? [],
    minisign: flags.minisign ?? [],
    deliverables: flags.deliverable ?? [],
    refusals: flags.refuses ?? [],
    replaceIdentities: flags.replaceIdentities ?? false,
    allowLookAlike: flags.allowLookAlike ?? false,
    why,
    ...present({ organisation, owner, keyless: keylessOf(flags), certificate: certificateOf(flags) }),
  };
  const added = await withWorkspace(this, flags, (workspace) => registerSupplier(workspace, words));
  const { identities, namespaces } = added.record;
  answer(this, flags.json, added, [
    `${escapeInvisible(name)} is registered with ${identities.length} ${identities.length === 1 ? 'identity' : 'identities'} and ${namespaces.length} ${namespaces.length === 1 ? 'place' : 'places'}, recorded as ${added.statement.slice(0, 12)}`,
  ]);
}

export async function runSupplierShow(this: AssayContext, flags: WorkspaceFlags, name: string): Promise<void> {
  const shown = await withWorkspace(this, flags, (workspace) => showSupplier(workspace, name));
  answer(this, flags.json, shown, supplierLines(shown, textStyleOf(this.process, undefined)));
}

export async function runSupplierList(this: AssayContext, flags: WorkspaceFlags): Promise<void> {
  const listed = await withWorkspace(this, flags, listSuppliers);
  answer(this, flags.json, listed, suppliersLines(listed.suppliers, textStyleOf(this.process, undefined)));
}

function keylessOf({ identity, issuer, trustedRoot }: AddSupplierFlags): SupplierWords['keyless'] {
  if (identity === undefined && issuer === undefined && trustedRoot === undefined) return undefined;
  if (identity !== undefined && issuer !== undefined && trustedRoot !== undefined)
    return { identity, issuer, trustedRoot };
  throw new AssayError('USAGE', '--identity, --issuer and --trusted-root belong together.');
}

function certificateOf({ roots, subject, timestampRoots }: AddSupplierFlags): SupplierWords['certificate'] {
  if (roots === undefined && subject === undefined) return undefined;
  if (roots !== undefined && subject !== undefined) return { roots, subject, ...present({ timestampRoots }) };
  throw new AssayError('USAGE', '--roots and --subject belong together.');
}
