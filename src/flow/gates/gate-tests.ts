// Tests of gates from YAML.
import { AssayError } from '#core/errors';
import { type GateTest, parseGateTest } from '#gates/gate-test';
import { parseYaml } from './known-gates.ts';

export { type GateTestReport, runGateTest } from '#gates/gate-test';

/** @throws {AssayError} GATE_FIXTURE */
export async function parseGateTestText(text: string): Promise<GateTest> {
  return parseGateTest(
    await parseYaml(text, (reason) => new AssayError('GATE_FIXTURE', `the test of the gate ${reason}`)),
  );
}
