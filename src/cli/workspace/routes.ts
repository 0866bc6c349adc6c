// The commands that work in a workspace.
import type { Command, RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { addCommand, historyCommand, listCommand, rollbackCommand, showCommand, tagCommand } from './asset-commands.ts';
import { initCommand } from './init-command.ts';

export type WorkspaceRoute = 'init' | 'add' | 'list' | 'show' | 'tag' | 'history' | 'rollback';

export const workspaceRoutes: Readonly<Record<WorkspaceRoute, Command<AssayContext> | RouteMap<AssayContext>>> = {
  init: initCommand,
  add: addCommand,
  list: listCommand,
  show: showCommand,
  tag: tagCommand,
  history: historyCommand,
  rollback: rollbackCommand,
};
