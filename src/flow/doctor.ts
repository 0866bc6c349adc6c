// `assay doctor`: what this machine offers, and what cannot be done without the rest. Libraries are loaded and engines opened, because
// what is installed need not start.
import { createRequire } from 'node:module';
import { AssayError } from '#core/errors';
import { type EngineKind, openEngine } from '#jobs/engines/open-engine';
import { findProgram } from '#store/find-program';
import { findWorkspaceRoot } from '#store/workspace-folder';

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
      ...programs.map((program) => programAnswer(program, searchPath)),
    ],
  };
}

interface Program {
  readonly name: string;
  readonly serves: string;
  readonly remedy: string;
}

const programs: readonly Program[] = [
  { name: 'age', serves: 'making age identities for sealed keys', remedy: 'install the package age' },
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
