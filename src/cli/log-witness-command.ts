// `assay log witness ...`: the commands.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import { AssayError } from '#core/errors';
import type { AssayContext } from './context.ts';
import { folderWord, jsonFlag, type StateFlag, stateFlag } from './log-flags.ts';
import type { CosignFlags, ServeFlags, WitnessInitFlags } from './log-witness-actions.ts';

const witnessFolder = { parse: String, placeholder: 'WITNESS', brief: 'Folder of the witness' } as const;

const initCommand: Command<AssayContext> = buildCommand<WitnessInitFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./log-witness-actions.ts')).initWitness,
  parameters: {
    flags: {
      name: {
        kind: 'parsed',
        parse: String,
        placeholder: 'NAME',
        brief: 'Name of the witness: a URL without https://',
      },
      kind: { kind: 'enum', values: ['ed25519', 'ml-dsa-44'], default: 'ed25519', brief: 'Kind of its key' },
      json: jsonFlag,
    },
    positional: { kind: 'tuple', parameters: [witnessFolder] },
  },
  docs: { brief: 'Make the key of a witness' },
});

const addKeyCommand: Command<AssayContext> = buildCommand<
  Pick<StateFlag, 'json'>,
  readonly [string, string],
  AssayContext
>({
  loader: async () => (await import('./log-witness-actions.ts')).addKey,
  parameters: {
    flags: { json: jsonFlag },
    positional: {
      kind: 'tuple',
      parameters: [witnessFolder, { parse: String, placeholder: 'VKEY', brief: 'Key of the log' }],
    },
  },
  docs: { brief: 'Let the witness cosign a log' },
});

const serveCommand: Command<AssayContext> = buildCommand<ServeFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./log-witness-actions.ts')).serveWitness,
  parameters: {
    flags: {
      listen: {
        kind: 'parsed',
        parse: parseAddress,
        default: '127.0.0.1:7380',
        placeholder: 'HOST:PORT',
        brief: 'Where to listen; port 0 takes a free one',
      },
    },
    positional: { kind: 'tuple', parameters: [witnessFolder] },
  },
  docs: { brief: 'Answer logs over HTTP (c2sp.org/tlog-witness) until stopped' },
});

const cosignCommand: Command<AssayContext> = buildCommand<CosignFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./log-witness-actions.ts')).cosignLog,
  parameters: {
    flags: {
      url: { kind: 'parsed', parse: String, placeholder: 'URL', brief: 'Address of the witness' },
      key: { kind: 'parsed', parse: String, placeholder: 'VKEY', brief: 'Key of the witness' },
      state: stateFlag,
      json: jsonFlag,
    },
    positional: { kind: 'tuple', parameters: [folderWord] },
  },
  docs: { brief: 'Get a cosignature of the checkpoint of a log, and show it with the checkpoint' },
});

export const logWitnessRoutes: RouteMap<AssayContext> = buildRouteMap<
  'init' | 'add-key' | 'serve' | 'cosign',
  AssayContext
>({
  routes: { init: initCommand, 'add-key': addKeyCommand, serve: serveCommand, cosign: cosignCommand },
  docs: { brief: 'See to it that a log shows everybody the same tree' },
});

/** HOST:PORT, IPv6 addresses in brackets. */
function parseAddress(text: string): { readonly host: string; readonly port: number } {
  const [, host = '', port = ''] =
    /^(?:\[([0-9a-fA-F:]+)\]|([^:]+)):([0-9]{1,5})$/.exec(text)?.filter((part) => part !== undefined) ?? [];
  if (host === '' || Number(port) > 65_535) throw new AssayError('USAGE', 'expected HOST:PORT');
  return { host, port: Number(port) };
}
