// `assay data ...`: what concerns training data and other data that a model learns from or reads.
import { buildRouteMap, type RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { dataCleanCommand } from './clean-command.ts';
import { dataContractRoutes } from './contract-commands.ts';
import { dataCroissantCommand } from './croissant-command.ts';
import { dataLabCommand } from './lab-command.ts';
import { dataProfileCommand } from './profile-command.ts';
import { dataScanCommand } from './scan-command.ts';
import { dataTriageRoutes } from './triage-commands.ts';

export const dataRoutes: RouteMap<AssayContext> = buildRouteMap<
  'scan' | 'contract' | 'profile' | 'lab' | 'triage' | 'clean' | 'croissant',
  AssayContext
>({
  routes: {
    scan: dataScanCommand,
    contract: dataContractRoutes,
    profile: dataProfileCommand,
    lab: dataLabCommand,
    triage: dataTriageRoutes,
    clean: dataCleanCommand,
    croissant: dataCroissantCommand,
  },
  docs: { brief: 'Find poisoned, broken and tampered training data' },
});
