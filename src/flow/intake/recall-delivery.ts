// What was let out of quarantine and turns out bad.
import { impact } from '#database/impact';
import { quarantineOf } from '#zones/find-zone';
import type { Workspace } from '../workspace/workspace.ts';
import { promote } from '../zones/promote.ts';
import { zonesInForce } from '../zones/zones-in-force.ts';
import { wasLetThrough } from './earlier-decisions.ts';
import type { Body } from './intake-body.ts';
import type { IntakeReport } from './intake-report.ts';

/** What was let out and is bad now comes back, and all that was made of it is named: somebody has to look at that. */
export async function recallOf(workspace: Workspace, { asset, badFiles }: Body): Promise<IntakeReport['recall']> {
  if (badFiles.length === 0 || !(await wasLetThrough(workspace, asset))) return undefined;
  const { descent, releases } = await impact(await workspace.index(), { kind: 'digest', digest: asset });
  const assets = descent.nodes
    .filter(({ kind, digest }) => kind === 'asset' && digest !== asset)
    .map(({ digest, name }) => ({ asset: digest, name: name ?? digest.slice(0, 12) }));
  const quarantine = quarantineOf(await zonesInForce(workspace));
  const { outcome } = await promote(workspace, asset, quarantine, 'it was found bad after it had been let out');
  return { assets, releases: releases.length, withdrawn: outcome === 'placed' };
}
