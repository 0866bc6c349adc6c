// Every command that a gate names as a remedy is one of this command line: the parser takes it, flags and all.
import { expect, test } from 'vitest';
import { remedyForMissing, remedyOf } from '#gates/remedy-of';
import { shippedGates } from '#gates/shipped-gates';
import { assayHere } from './assay-here.ts';

/** What stands for something in a remedy, as somebody would write it. */
const given: Readonly<Record<string, string>> = {
  PATH: '/nonexistent/path',
  FILE: '/nonexistent/file.json',
  NAME: 'name',
  ID: 'MIT',
  ASSET: 'reviews',
  SYSTEM: 'helper',
  'JUNIT.xml': '/nonexistent/junit.xml',
  COMMIT: 'a'.repeat(40),
};

const remedies = shippedGates.flatMap((gate) =>
  gate.requires.flatMap((requirement) => {
    const least = requirement.subject === undefined ? [] : [remedyForMissing(requirement)];
    return [remedyOf(requirement, { label: 'reviews@1' }), ...least].map(
      (remedy) => [gate.name, requirement.id, remedy] as const,
    );
  }),
);
const different = [...new Map(remedies.map((one) => [one[2], one])).values()];

test.each(different)('%s, %s: %s', async (_, _id, remedy) => {
  const [assay, ...words] = remedy
    .split(' ')
    .map((word) => word.replace(/[A-Z]{2,}([.]xml)?$/, (name) => given[name] ?? name));
  expect(assay).toBe('assay');
  // There is no workspace in this folder: whatever the command says, it was understood.
  const { code, stderr } = await assayHere(words);
  expect(stderr, remedy).not.toMatch(/No flag registered|Unexpected|no command|Expected input|cannot name an asset/);
  expect(code, `${remedy}: ${stderr}`).toBe(2);
});

test('a word that is no flag is not understood', async () => {
  expect((await assayHere(['verify', 'reviews', '--recrod'])).code).toBe(64);
});
