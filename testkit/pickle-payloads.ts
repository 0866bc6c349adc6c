// Pickles by class of attack, and pickles that must stay quiet. Every executing payload only makes the marker file;
// tests/interop proves with CPython that it does.
import { benign } from './pickle-payloads/benign.ts';
import { codes } from './pickle-payloads/code.ts';
import { commands } from './pickle-payloads/commands.ts';
import { lazily } from './pickle-payloads/lazy.ts';
import { libraryCalls } from './pickle-payloads/libraries.ts';
import type { Payload, Pythons } from './pickle-payloads/payload.ts';
import { resolvers } from './pickle-payloads/resolvers.ts';
import { runners } from './pickle-payloads/runners.ts';
import { states } from './pickle-payloads/state.ts';
import { structures } from './pickle-payloads/structure.ts';
import { undecided } from './pickle-payloads/undecided.ts';
import { writes } from './pickle-payloads/writes.ts';
import type { Sample } from './sample.ts';

const payloads: readonly Payload[] = [
  commands,
  resolvers,
  runners,
  lazily,
  states,
  structures,
  codes,
  writes,
  libraryCalls,
].flat();

/** Payloads out of the larger tables that do not run everywhere: the callable came, went or changed its parameters. */
const notEverywhere: readonly (readonly [string, Pythons])[] = [
  ['asyncio-loop.pkl', { from: 11 }],
  ['marshal-function.pkl', { from: 10 }],
  ['lambda-type.pkl', { from: 10 }],
  ['code-replace.pkl', { from: 10 }],
  ['type-of-function.pkl', { from: 10 }],
  ['test-support-file.pkl', { from: 10 }],
  ['pip-main.pkl', { before: 12 }],
  ['lib2to3-grammar-loads.pkl', { before: 13 }],
  ['typing-forward-ref.pkl', { before: 13 }],
  ['typing-forward-eval.pkl', { before: 13 }],
];

/** Versions of CPython that an executing payload needs, by sample name; absent: all from 3.9 on. */
export const pythons: ReadonlyMap<string, Pythons> = new Map([
  ...payloads.flatMap(({ name, pythons }): [string, Pythons][] => (pythons === undefined ? [] : [[name, pythons]])),
  ...notEverywhere,
]);

export const samples: readonly Sample[] = [
  ...payloads.map(({ pythons: _, ...sample }) => sample),
  ...undecided,
  ...benign,
];
