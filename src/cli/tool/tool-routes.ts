// `assay tool ...`: tools that are used while models are made, and what they may touch.
import { buildCommand, buildRouteMap, type Command, type RouteMap } from '@stricli/core';
import { toolForms } from '#flow/tools/tool-words';
import type { AssayContext } from '../context.ts';
import { fileFlag } from '../flag-kinds.ts';
import { assetWord, signingFlags, type WorkspaceFlags, workspaceFlags } from '../workspace/workspace-flags.ts';
import type { RegisterToolFlags } from './run-tool.ts';

const many = (brief: string, placeholder: string): ReturnType<typeof fileFlag> & { readonly variadic: true } => ({
  ...fileFlag(brief),
  placeholder,
  variadic: true,
});

const registerCommand: Command<AssayContext> = buildCommand<RegisterToolFlags, readonly [string], AssayContext>({
  loader: async () => (await import('./run-tool.ts')).runToolRegister,
  parameters: {
    flags: {
      form: { kind: 'enum', values: toolForms, brief: 'What it is' },
      toolVersion: { ...fileFlag('Its version'), placeholder: 'TEXT' },
      runsOn: many('Machine or zone that it runs on; may be repeated', 'PLACE'),
      reads: many('What it may read: assets, kinds of assets, zones, or * for everything; may be repeated', 'WHAT'),
      writes: many('What it may change; may be repeated', 'WHAT'),
      network: many('Host that it talks to, or * for any; may be repeated', 'HOST'),
      updates: {
        kind: 'enum',
        values: ['pinned', 'automatic', 'unknown'],
        default: 'unknown',
        brief: 'Whether it updates itself',
      },
      manifest: fileFlag('What it tells models that it can do: an answer of tools/list, a manifest, SKILL.md'),
      assessment: { ...fileFlag('Statement by somebody who has looked at it'), placeholder: 'STATEMENT' },
      why: { kind: 'parsed', parse: String, placeholder: 'TEXT', brief: 'What it is used for' },
      ...signingFlags,
    },
    positional: { kind: 'tuple', parameters: [assetWord] },
  },
  docs: {
    brief: 'Say what a tool may read, change and talk to',
    fullDescription: [
      'The tool is an asset: take it in with assay intake. What it tells models about its abilities is kept by digest; when it tells them',
      'something else later, that is said. The manifest is scanned for hidden instructions.',
      '',
      'Exit codes: 0 nothing to look at, 1 the manifest is malicious or an ability changed, 2 something is not known or not assessed.',
    ].join('\n'),
  },
});

const listCommand: Command<AssayContext> = buildCommand<WorkspaceFlags, readonly [], AssayContext>({
  loader: async () => (await import('./run-tool.ts')).runToolList,
  parameters: { flags: workspaceFlags },
  docs: { brief: 'List tools, what they may touch, and which nobody has assessed' },
});

export const toolRoutes: RouteMap<AssayContext> = buildRouteMap<'register' | 'list', AssayContext>({
  routes: { register: registerCommand, list: listCommand },
  docs: { brief: 'Know the tools that models are made with' },
});
