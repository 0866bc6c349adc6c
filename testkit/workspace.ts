// Workspaces in a temporary folder, with a clock that tests set.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type AddOptions, addAsset } from '#flow/assets/add-asset';
import { initWorkspace } from '#flow/workspace/init-workspace';
import { openWorkspace, type Workspace, type WorkspaceOptions } from '#flow/workspace/workspace';

export interface TestWorkspace {
  readonly root: string;
  /** Moves the clock of every workspace that is opened here, and of those that are open. */
  readonly setNow: (at: string) => void;
  readonly open: () => Promise<Workspace>;
  readonly openWith: (options: WorkspaceOptions) => Promise<Workspace>;
  /** A file below the root. */
  readonly file: (path: string, content: string | Uint8Array) => string;
  readonly add: (
    workspace: Workspace,
    path: string,
    options: Partial<AddOptions> & { readonly name: string },
  ) => ReturnType<typeof addAsset>;
  readonly remove: () => Promise<void>;
}

/** Made on 2026-05-01 at noon. */
export async function buildWorkspace(auditDays = 30): Promise<TestWorkspace> {
  const root = mkdtempSync(join(tmpdir(), 'assay-workspace-'));
  let at = new Date('2026-05-01T12:00:00Z');
  const now = (): Date => at;
  const open: Workspace[] = [];
  await initWorkspace(root, { auditDays, now, name: 'test' });
  const openWith = async (options: WorkspaceOptions): Promise<Workspace> => {
    const workspace = await openWorkspace(root, { now, ...options });
    open.push(workspace);
    return workspace;
  };
  return {
    root,
    setNow: (text) => {
      at = new Date(text);
    },
    open: () => openWith({}),
    openWith,
    file: (path, content) => {
      const whole = join(root, path);
      mkdirSync(dirname(whole), { recursive: true });
      writeFileSync(whole, content);
      return whole;
    },
    add: (workspace, path, options) =>
      addAsset(workspace, join(root, path), {
        labels: [],
        parents: [],
        similarNames: false,
        rows: {},
        deep: false,
        ...options,
      }),
    remove: async () => {
      for (const workspace of open) await workspace.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
