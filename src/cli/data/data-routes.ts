// `assay data ...`: what concerns training data and other data that a model learns from or reads.
import { buildRouteMap, type RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { dataScanCommand } from './scan-command.ts';

export const dataRoutes: RouteMap<AssayContext> = buildRouteMap<'scan', AssayContext>({
  routes: {
    scan: dataScanCommand,
  },
  docs: { brief: 'Find poisoned, broken and tampered training data' },
});
