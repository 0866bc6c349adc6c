// `assay tool list`: every recorded tool, and what nobody has said or looked at.

import type { Sha256 } from '#core/digest';
import { listAssets } from '#database/list-assets';
import { type ToolAccess, predicate as toolAccess } from '#predicates/tool-access';
import { seenAssets } from '../access/seen-assets.ts';
import { countingAbout } from '../suppliers/counting-statements.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { toolFlags } from './register-tool.ts';

export interface ListedTools {
  readonly schema: 'assay.tools/1';
  readonly tools: readonly {
    readonly asset: Sha256;
    readonly name: string;
    readonly access?: ToolAccess;
    readonly flags: readonly string[];
  }[];
}

export async function listTools(workspace: Workspace): Promise<ListedTools> {
  const { assets } = await listAssets(await workspace.index(), { kind: 'tool' });
  const tools: ListedTools['tools'][number][] = [];
  const seen = await seenAssets(
    workspace,
    assets.map(({ id }) => id),
  );
  for (const { id: asset, name } of assets.filter(({ id }) => seen.has(id))) {
    const newest = (await countingAbout(workspace, asset, toolAccess)).at(-1);
    const access = newest?.statement.body;
    if (newest === undefined || access === undefined)
      tools.push({ asset, name, flags: ['nobody has said what it may touch'] });
    else {
      const over = newest.expired ? ['what was said about it is more than a year old'] : [];
      tools.push({ asset, name, access, flags: [...toolFlags(access), ...over] });
    }
  }
  return { schema: 'assay.tools/1', tools };
}
