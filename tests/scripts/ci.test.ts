// The files in examples/ci do what they say: their shell steps run as they stand there, in a clone, with `assay` in the path.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { launcher, root, runProgram } from './assay-process.ts';

// Some twenty processes of `assay`, each a second or more when it runs from its sources.
const tooSlow = process.env.ASSAY_SLOW === undefined;
const folder = mkdtempSync(join(tmpdir(), 'assay-ci-'));
const bin = join(folder, 'bin');
const origin = join(folder, 'origin');
const examples = join(root, 'examples/ci');
const environment = {
  PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
};

afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  mkdirSync(bin);
  const node = `#!/bin/sh\nexec '${process.execPath}' "$@"\n`;
  writeFileSync(join(bin, 'node'), node, { mode: 0o755 });
  writeFileSync(join(bin, 'assay'), `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$@"\n`, { mode: 0o755 });
  mkdirSync(origin);
  shell('git init -q -b main .', origin);
  commit('train.py', 'def step(weight, rate):\n    return weight - rate\n');
  commit('adds.test.mjs', testFile('4'));
});

/** Asserts that one and three are as many as it says. */
function testFile(sum: string): string {
  return `import assert from 'node:assert';\nimport test from 'node:test';\ntest('adds', () => assert.equal(1 + 3, ${sum}));\n`;
}

function commit(name: string, text: string): string {
  writeFileSync(join(origin, name), text);
  shell(`git add -A && git commit -q -m 'change ${name}'`, origin);
  return shell('git rev-parse HEAD', origin).trim();
}

function shell(script: string, cwd: string, env: Readonly<Record<string, string>> = {}): string {
  const { stdout, stderr, code } = runProgram('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd,
    env: { ...environment, ...env },
  });
  expect([code, stderr], script).toEqual([0, expect.anything()]);
  return stdout;
}

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

/** Runs the steps of the workflow as GitHub would: `run` in bash, our action from its file. Actions of others are not ours to test. */
function runWorkflow(
  name: string,
  sha: string,
  workspace: string,
): { readonly code: number | null; readonly temporary: string } {
  const clone = join(folder, name);
  shell(`git clone -q '${origin}' '${clone}' && git -C '${clone}' checkout -q ${sha}`, folder);
  const temporary = join(folder, `${name}-temporary`);
  mkdirSync(temporary);
  const { jobs } = parse(readFileSync(join(examples, 'github-action/workflow.yml'), 'utf8'));
  const env = {
    ...{ RUNNER_TEMP: temporary, GITHUB_SHA: sha, ASSET: jobs.gate.env.ASSET, ASSAY_WORKSPACE: workspace },
    ...{ GITHUB_OUTPUT: join(temporary, 'output'), GITHUB_STEP_SUMMARY: join(temporary, 'summary.md') },
  };
  for (const step of jobs.gate.steps as readonly Step[]) {
    if (step.run !== undefined) shell(step.run, clone, env);
    if (step.uses?.includes('assay-gate'))
      return { code: runAction(step, clone, { ...env, WORKSPACE: workspace }), temporary };
  }
  throw new Error('the workflow has no gate');
}

function runAction(step: Step, cwd: string, env: Readonly<Record<string, string>>): number | null {
  const { inputs, runs } = parse(readFileSync(join(examples, 'github-action/action.yml'), 'utf8'));
  const [decide] = runs.steps as readonly Step[];
  const value = (text: string): string => {
    const [, input = ''] = /^\$\{\{ inputs[.]([a-z-]+) \}\}$/.exec(text) ?? [];
    return step.with?.[input] ?? inputs[input].default;
  };
  const given = Object.fromEntries(Object.entries(decide?.env ?? {}).map(([name, text]) => [name, value(text)]));
  const all = { ...environment, ...given, ...env };
  return runProgram(
    'bash',
    ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', `set +e\n${decide?.run ?? 'exit 99'}`],
    { cwd, env: all },
  ).code;
}

function newWorkspace(name: string): string {
  const workspace = join(folder, name);
  shell(`assay init '${workspace}'`, folder);
  return workspace;
}

test.skipIf(tooSlow)(
  'the workflow lets a commit through whose tests passed, and stops one whose tests failed',
  () => {
    const workspace = newWorkspace('github');
    const good = shell('git rev-parse HEAD', origin).trim();
    const bad = commit('adds.test.mjs', testFile('5'));
    const passed = runWorkflow('good', good, workspace);
    expect(passed.code).toBe(0);
    expect(
      JSON.parse(readFileSync(join(passed.temporary, 'assay-gate.sarif'), 'utf8')).runs[0].properties.decision,
    ).toBe('allow');
    expect(readFileSync(join(passed.temporary, 'summary.md'), 'utf8')).toContain(
      'training-code&#64;1 at enter-training: allow',
    );
    expect(readFileSync(join(passed.temporary, 'output'), 'utf8')).toContain('code=0');
    const failed = runWorkflow('bad', bad, workspace);
    expect(failed.code).toBe(1);
    expect(readFileSync(join(failed.temporary, 'assay-gate.xml'), 'utf8')).toContain('failures="1"');
  },
  300_000,
);

test.skipIf(tooSlow)(
  'the GitLab job does the same',
  () => {
    const workspace = newWorkspace('gitlab');
    const good = commit('adds.test.mjs', testFile('4'));
    const clone = join(folder, 'gitlab-clone');
    shell(`git clone -q '${origin}' '${clone}'`, folder);
    const template = parse(readFileSync(join(examples, 'gitlab/assay.gitlab-ci.yml'), 'utf8'));
    const env = { ...template.variables, ASSAY_WORKSPACE: workspace, CI_PROJECT_DIR: clone, CI_COMMIT_SHA: good };
    shell(template['assay-gate'].script.join('\n'), clone, env);
    expect(existsSync(join(clone, 'assay-gate.xml'))).toBe(true);
    expect(template['assay-gate'].artifacts.reports.junit).toEqual(['tests.xml', 'assay-gate.xml']);
  },
  300_000,
);

test('nothing that comes from outside stands in a script', () => {
  const { runs } = parse(readFileSync(join(examples, 'github-action/action.yml'), 'utf8'));
  const { jobs } = parse(readFileSync(join(examples, 'github-action/workflow.yml'), 'utf8'));
  for (const { run = '' } of [...runs.steps, ...jobs.gate.steps] as readonly Step[]) expect(run).not.toContain('${{');
});
