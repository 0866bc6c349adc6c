// `assay doctor`: what this machine offers, and what cannot be done without the rest. Libraries are loaded and engines opened, because
// what is installed need not start.
import { createRequire } from 'node:module';
import { AssayError } from '#core/errors';
import * as limits from '#core/limits';
import { type EngineKind, openEngine } from '#jobs/engines/open-engine';
import { findProgram } from '#store/find-program';
import { readWhole } from '#store/read-whole';
import { findWorkspaceRoot } from '#store/workspace-folder';
import { signingKeyPath } from './workspace/config.ts';
import { openWorkspace, type Workspace } from './workspace/workspace.ts';

export interface MachineAnswer {
  readonly what: string;
  readonly isThere: boolean;
  /** Version or place where it is there, else why not. */
  readonly found: string;
  /** What it is for. */
  readonly serves: string;
  /** What would bring it. */
  readonly remedy?: string;
}

export interface MachineReport {
  readonly schema: 'assay.doctor/1';
  readonly answers: readonly MachineAnswer[];
}

export interface MachineQuestions {
  /** As in PATH. */
  readonly searchPath: string;
  /** Where a workspace is looked for, in it and above. */
  readonly folder: string;
}

export async function examineMachine({ searchPath, folder }: MachineQuestions): Promise<MachineReport> {
  const root = findWorkspaceRoot(folder);
  return {
    schema: 'assay.doctor/1',
    answers: [
      { what: 'Node.js', isThere: true, found: process.versions.node, serves: 'everything' },
      {
        what: 'workspace',
        isThere: root !== undefined,
        found: root ?? 'none here or above',
        serves: 'recording and proving; scanning and signing work without',
        remedy: 'assay init',
      },
      await engineAnswer(
        'onnxruntime-node',
        'training detectors and models at full speed',
        'npm install onnxruntime-node --ignore-scripts',
      ),
      await engineAnswer(
        'onnxruntime-web',
        'training where the native engine does not run, three times slower',
        'npm install onnxruntime-web --ignore-scripts',
      ),
      libraryAnswer('z3-solver', 'proving what nobody can do under the access policies', 'npm install z3-solver'),
      libraryAnswer('pkcs11js', 'keys in tokens and hardware modules', 'npm install pkcs11js'),
      ...(root === undefined ? [] : await workspaceAnswers(root)),
      ...programs.map((program) => programAnswer(program, searchPath)),
    ],
  };
}

/** Where the key that signs lies, and whether the index can be asked. */
async function workspaceAnswers(root: string): Promise<readonly MachineAnswer[]> {
  const serves = 'signing what is recorded, and asking about it';
  try {
    const workspace = await openWorkspace(root);
    try {
      return [signingKeyAnswer(workspace), await indexAnswer(workspace)];
    } finally {
      await workspace.close();
    }
  } catch (error) {
    // A workspace that is ill is what somebody calls a doctor for.
    if (!(error instanceof AssayError)) throw error;
    return [
      { what: 'keys and index', isThere: false, found: error.message, serves, remedy: 'assay verify --all says more' },
    ];
  }
}

function signingKeyAnswer(workspace: Workspace): MachineAnswer {
  const head = new TextDecoder('latin1').decode(readWhole(signingKeyPath(workspace), limits.signatureBytes.value));
  const isSealed = /ENCRYPTED|^age-encryption/.test(head);
  return {
    what: 'signing key',
    isThere: true,
    found: isSealed
      ? 'a file that is sealed'
      : 'a file that whoever can read it signs with; assay init --seal seals it',
    serves: 'signing what is recorded',
  };
}

async function indexAnswer(workspace: Workspace): Promise<MachineAnswer> {
  const { kind } = workspace.config.index;
  const what = kind === 'sqlite' ? 'SQLite' : 'PostgreSQL';
  const serves = 'the index of the workspace; SQLite comes with Node.js';
  try {
    const index = await workspace.indexAsItIs();
    await index.cursor();
    return { what, isThere: true, found: 'answers', serves };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return { what, isThere: false, found: error.message, serves, remedy: 'assay reindex, or start the server' };
  }
}

interface Program {
  readonly name: string;
  readonly serves: string;
  readonly remedy: string;
}

const programs: readonly Program[] = [
  { name: 'age', serves: 'making age identities for sealed keys', remedy: 'install the package age' },
  { name: 'git', serves: 'whose signature is under a commit (assay import-commit)', remedy: 'install the package git' },
  {
    name: 'python3',
    serves: 'comparing with the Python tools in the slow tests; no command needs it',
    remedy: 'install python3',
  },
  {
    name: 'bwrap',
    serves: 'a sandbox; nothing runs in one yet: jobs run without isolation, and say so',
    remedy: 'install the package bubblewrap',
  },
];

async function engineAnswer(kind: EngineKind, serves: string, remedy: string): Promise<MachineAnswer> {
  try {
    const { name, version, processor } = await openEngine({ threads: 1, kind });
    return { what: kind, isThere: true, found: `${name} ${version} on ${processor}`, serves };
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    return { what: kind, isThere: false, found: 'not installed, or does not start', serves, remedy };
  }
}

function libraryAnswer(name: string, serves: string, remedy: string): MachineAnswer {
  try {
    createRequire(import.meta.url)(name);
    return { what: name, isThere: true, found: 'installed', serves };
  } catch {
    // Whatever it is that keeps it from loading, it cannot be used.
    return { what: name, isThere: false, found: 'not installed, or does not start', serves, remedy };
  }
}

function programAnswer({ name, serves, remedy }: Program, searchPath: string): MachineAnswer {
  const place = findProgram(name, searchPath);
  return place === undefined
    ? { what: name, isThere: false, found: 'not on the search path', serves, remedy }
    : { what: name, isThere: true, found: place, serves };
}
