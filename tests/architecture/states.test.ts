// A step cannot be skipped: what one step makes cannot be written down by hand where the next asks for it. Each case is compiled
// and has to be refused, for the reason that stands beside it.
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const configuration = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config,
  ts.sys,
  root,
);

const head = `
import type { Imported } from '#attest/import-attestation';
import { foreignAttestationOf } from '#attest/import-attestation';
import { Trust } from '#attest/trust';
import { isOfKind, type Verified } from '#attest/verified';
import { parseSha256 } from '#core/digest';
import { predicate as referenceMove } from '#predicates/reference-move';
import { predicate as keyChange } from '#predicates/key-change';
declare const verified: Verified;
declare const trust: Trust;
const digest = parseSha256('0'.repeat(64));
const statement = { subjects: [{ sha256: digest }], predicateType: '', body: {} };
const facts = { ...statement, evidence: digest, index: 0, at: '', signedBy: [digest], kind: 'key-change' };
export function decide(_: Verified): void {}
`;

/** What compiles: without it a case could be refused because nothing compiles at all. */
const sound = `${head}
decide(verified);
trust.apply(verified);
if (isOfKind(verified, referenceMove)) decide({ ...verified, body: verified.body.version });
`;

const refused: readonly (readonly [what: string, lines: string, reason: RegExp])[] = [
  ['a plain object for a verified statement', 'decide(facts);', /not assignable to parameter of type 'Verified/],
  ['a statement that nobody signed', 'decide(statement);', /not assignable to parameter of type 'Verified/],
  ['a plain object for a change of keys', 'trust.apply(facts);', /not assignable to parameter of type 'Verified/],
  ['a trust that is made by hand', 'new Trust({});', /Constructor of class 'Trust' is private/],
  ['the body before its kind is known', 'verified.body.version;', /'verified.body' is of type 'unknown'/],
  [
    'the body of another kind',
    'if (isOfKind(verified, keyChange)) verified.body.version;',
    /Property 'version' does not exist/,
  ],
  [
    'an attestation of others that nobody verified',
    "foreignAttestationOf({ ...statement, statementType: '', format: 'dsse', attestation: digest, signer: { method: 'key', keyIds: [] }, subjects: [] }, '', '');",
    /not assignable to parameter of type 'Imported'/,
  ],
  [
    'a text for a digest',
    "const wrong: Imported['attestation'] = 'a'; export { wrong };",
    /not assignable to type 'Sha256'/,
  ],
];

/** @returns what the compiler says of each text, as one module each */
function compile(texts: readonly string[]): readonly (readonly string[])[] {
  const names = texts.map((_, index) => join(root, `src/flow/case-${index}.ts`));
  const options = { ...configuration.options, noEmit: true };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  const textOf = (name: string): string | undefined => texts[names.indexOf(name)];
  host.fileExists = (name) => textOf(name) !== undefined || fileExists(name);
  host.readFile = (name) => textOf(name) ?? readFile(name);
  host.getSourceFile = (name, version, ...rest) => {
    const text = textOf(name);
    return text === undefined ? getSourceFile(name, version, ...rest) : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram(names, options, host);
  return names.map((name) => {
    const file = program.getSourceFile(name);
    const found = file === undefined ? [] : program.getSemanticDiagnostics(file);
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  });
}

const [ofSound, ...ofRefused] = compile([sound, ...refused.map(([, lines]) => `${head}\n${lines}\n`)]);

test('what verification made is taken', () => {
  expect(ofSound).toEqual([]);
});

test.each(refused.map(([what, , reason], index) => [what, reason, index] as const))(
  '%s is refused',
  (_, reason, index) => {
    expect(ofRefused[index]?.join('\n')).toMatch(reason);
  },
);
