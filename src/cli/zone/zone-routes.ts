// `assay promote` and `assay zone ...`: where assets lie, and how they get from one area to another.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import type { AssayContext } from '../context.ts';
import { fileFlag } from '../flag-kinds.ts';
import {
  assetWord,
  type SigningFlags,
  signingFlags,
  type WorkspaceFlags,
  workspaceFlags,
} from '../workspace/workspace-flags.ts';
import type { PromoteFlags } from './run-promote.ts';
import type { KeysFlags, ParityFlags, PlacesFlags, ReviewFlags } from './run-zone-care.ts';

const zoneWord = { parse: String, placeholder: 'ZONE', brief: 'Name of a zone' };

export const promoteCommand: Command<AssayContext> = buildCommand<PromoteFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-promote.ts')).runPromote,
  parameters: {
    flags: {
      to: { kind: 'parsed', parse: String, placeholder: 'ZONE', brief: 'Where it is to lie' },
      why: { ...fileFlag('Why; it stands in the log'), placeholder: 'TEXT' },
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [assetWord] },
  },
  docs: {
    brief: 'Place an asset in another zone, when the gate between the two lets it through',
    fullDescription: [
      'The gate decides now, on what is on record about this very digest. When it allows it, the bytes are sealed under the key of the zone,',
      'then the placement is logged, then the copies where it lay are destroyed. Interrupted, run it again.',
      'Into quarantine everything goes without a gate.',
      '',
      'Exit codes: 0 it lies there, 1 its gate refuses because something speaks against it, 2 because something is not known.',
    ].join('\n'),
  },
});

const listCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-zone.ts')).runZoneList,
  parameters: { flags: workspaceFlags },
  docs: { brief: 'List the zones: what lies in them, and whether their keys are here' },
});

const showCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-zone.ts')).runZoneShow,
  parameters: { flags: workspaceFlags, positional: { kind: 'tuple', parameters: [zoneWord] } },
  docs: {
    brief: 'Print a zone: what may come in, who may do what, how it is run, and what lies in it',
    fullDescription:
      'Exit codes: 0, or 2 when nobody has looked at its profile in time: what is stated about it is stale then.',
  },
});

const placesCommand: Command<AssayContext> = buildCommand<PlacesFlags, readonly string[], AssayContext>({
  loader: async () => (await import('./run-zone-care.ts')).runZonePlaces,
  parameters: {
    flags: { why: { ...fileFlag('Why; it stands in the log'), placeholder: 'TEXT' }, ...signingFlags },
    positional: {
      kind: 'array',
      parameter: { parse: String, placeholder: 'ZONE add|remove FOLDER', brief: 'Without words: list them' },
      maximum: 3,
    },
  },
  docs: {
    brief: 'List the folders of machines that belong to zones, or change them',
    fullDescription: [
      'Once a folder of this machine belongs to a zone, copies of what is confidential, restricted or not labelled are recorded and written',
      'only in folders of the zone that the asset lies in. Links are followed before it is compared.',
    ].join('\n'),
  },
});

const keysCommand: Command<AssayContext> = buildCommand<KeysFlags, readonly [string?], AssayContext>({
  loader: async () => (await import('./run-zone-care.ts')).runZoneKeys,
  parameters: {
    flags: {
      recipient: {
        ...fileFlag('Seals the key for this age recipient (age1...); may be repeated'),
        placeholder: 'AGE',
        variadic: true,
      },
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [{ ...zoneWord, optional: true }] },
  },
  docs: {
    brief: 'Say where the keys of the zones are, or seal one for those who may open it',
    fullDescription:
      'A sealed key opens with --age-identity. Copies of the open key keep opening the zone until assay store rotate --zone.',
  },
});

const settleCommand: Command<AssayContext> = buildCommand<SigningFlags, readonly [string?], AssayContext>({
  loader: async () => (await import('./run-zone-care.ts')).runZoneSettle,
  parameters: { flags: signingFlags, positional: { kind: 'tuple', parameters: [{ ...assetWord, optional: true }] } },
  docs: {
    brief:
      'Move bytes to the store of the zone that the log says, after an interruption or from before there were zones',
    fullDescription: 'Exit codes: 0 all is in its place, 2 the bytes of some asset could not be moved.',
  },
});

const parityCommand: Command<AssayContext> = buildCommand<ParityFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-zone-care.ts')).runZoneParity,
  parameters: {
    flags: {
      backup: {
        ...fileFlag('Folder that may hold copies: a backup, an export; may be repeated'),
        placeholder: 'DIR',
        variadic: true,
      },
      ...signingFlags,
    },
  },
  docs: {
    brief: 'List every copy of what is sensitive, and what protects it less than the copy in its zone',
    fullDescription: 'Exit codes: 0 nothing to do, 1 there are copies that somebody has to look after.',
  },
});

const retentionCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-zone-care.ts')).runZoneRetention,
  parameters: { flags: workspaceFlags },
  docs: {
    brief: 'List what lies in a zone longer than the zone keeps things',
    fullDescription:
      'Nothing is destroyed by it: assay store destroy does that, and takes two people. Exit codes: 0 nothing is due, 1 something is.',
  },
});

const reviewCommand: Command<AssayContext> = buildCommand<ReviewFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-zone-care.ts')).runZoneReview,
  parameters: {
    flags: {
      change: {
        kind: 'parsed',
        parse: String,
        placeholder: 'TEXT',
        variadic: true,
        brief: 'What is different since the last review; may be repeated',
      },
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [zoneWord] },
  },
  docs: { brief: 'Put on record that the profile of a zone, as it is, was looked at' },
});

type ZoneRoute = 'list' | 'show' | 'places' | 'keys' | 'settle' | 'parity' | 'retention' | 'review';

export const zoneRoutes: RouteMap<AssayContext> = buildRouteMap<ZoneRoute, AssayContext>({
  routes: {
    list: listCommand,
    show: showCommand,
    places: placesCommand,
    keys: keysCommand,
    settle: settleCommand,
    parity: parityCommand,
    retention: retentionCommand,
    review: reviewCommand,
  },
  docs: { brief: 'Look after the areas that assets lie in' },
});
