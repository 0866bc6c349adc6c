// What `assay gate test` does; loaded when it is called.

import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AssayError } from '#core/errors';
import { gateTestLines } from '#exports/gate-test-text';
import { type GateTestReport, parseGateTestText, runGateTest } from '#flow/gates/gate-tests';
import type { Gate } from '#flow/gates/known-gates';
import { answer } from '../answer.ts';
import type { AssayContext } from '../context.ts';
import { exitCodes } from '../exit-code.ts';
import { textStyleOf } from '../text-style-of.ts';
import { findGate, readGateFile } from './find-gate.ts';

/** @throws {AssayError} GATE_FIXTURE, GATE_UNKNOWN, GATE_INVALID */
export async function runGateTestFile(
  this: AssayContext,
  { json }: { readonly json?: boolean },
  path: string,
): Promise<void> {
  const test = await parseGateTestText(readGateFile(path));
  const report: GateTestReport = runGateTest(await gateOf(test.gate, path), test);
  answer(this, json, report, gateTestLines(report, textStyleOf(this.process, undefined)));
  if (report.outcome === 'fail') this.answer = exitCodes.no;
}

/** A name, or a file beside the test. */
async function gateOf(word: string, path: string): Promise<Gate> {
  const beside = resolve(dirname(path), word);
  if (/[.]ya?ml$/.test(word) && !existsSync(beside))
    throw new AssayError('GATE_UNKNOWN', `there is no file ${beside}`, { value: word });
  return findGate(existsSync(beside) && /[.]ya?ml$/.test(word) ? beside : word);
}
