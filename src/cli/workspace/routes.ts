// The commands that work in a workspace.
import type { Command, RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { addCommand, historyCommand, listCommand, rollbackCommand, showCommand, tagCommand } from './asset-commands.ts';
import { blameCommand, checkoutCommand, diffCommand } from './content-commands.ts';
import { initCommand } from './init-command.ts';
import { impactCommand, lineageCommand } from './lineage-commands.ts';

export type WorkspaceRoute =
  | 'init'
  | 'add'
  | 'list'
  | 'show'
  | 'tag'
  | 'history'
  | 'diff'
  | 'blame'
  | 'checkout'
  | 'rollback'
  | 'lineage'
  | 'impact';

export const workspaceRoutes: Readonly<Record<WorkspaceRoute, Command<AssayContext> | RouteMap<AssayContext>>> = {
  init: initCommand,
  add: addCommand,
  list: listCommand,
  show: showCommand,
  tag: tagCommand,
  history: historyCommand,
  diff: diffCommand,
  blame: blameCommand,
  checkout: checkoutCommand,
  rollback: rollbackCommand,
  lineage: lineageCommand,
  impact: impactCommand,
};
