// Python source to a syntax tree, with the parser's work bounded.
import type { Tree } from '@lezer/common';
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';
import type { WorkBudget } from '#core/work-budget';

/**
 * Parses `source` as Python 3; what is no Python becomes error nodes, not an exception.
 * @throws {FormatError} FORMAT_LIMIT when it is longer than `limits.pythonBytes` or costs the parser too many steps
 * @source Python 3.14 grammar as @lezer/python implements it
 */
export async function parsePython(source: string, budget: WorkBudget): Promise<Tree> {
  if (source.length > limits.pythonBytes.value) {
    throw new FormatError('FORMAT_LIMIT', `Python source of ${source.length} characters`, {
      offset: 0,
      limit: 'pythonBytes',
    });
  }
  assertParsable(source);
  const { parser } = await import('@lezer/python');
  const parse = parser.startParse(source);
  // Measured: one step per token, up to three where the parser tries several readings of broken text.
  const maxSteps = 4 * source.length + 10_000;
  for (let steps = 0; steps < maxSteps; steps += 1) {
    const tree = parse.advance();
    if (tree !== null) return tree;
    if (steps % 4096 === 0) budget.spend(4096 * stepsPerAdvance);
  }
  throw new FormatError('FORMAT_LIMIT', 'parsing the Python source costs too much', {
    offset: 0,
    limit: 'pythonBytes',
  });
}

/** Refuses what is no program but a load on the parser: brackets without end, or more tokens than any program has. */
function assertParsable(source: string): void {
  let depth = 0;
  let tokens = 0;
  let inWord = false;
  let signs = 0;
  for (let at = 0; at < source.length; at += 1) {
    const code = source.charCodeAt(at);
    if (isWordCode(code) || code > 126) {
      if (!inWord) tokens += prefixWords.test(source.slice(at, at + 8)) ? prefixCost : 1;
      inWord = true;
      signs = 0;
      continue;
    }
    inWord = false;
    if (code <= 32) continue;
    tokens += 1;
    if (code === 0x28 || code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x29 || code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1);
    if (code === 0x2d || code === 0x2b || code === 0x7e) tokens += ++signs > 2 ? prefixCost : 0;
    else signs = 0;
    if (depth > limits.pythonBrackets.value) throw tooCostly(at, 'pythonBrackets');
    if (tokens > limits.pythonTokens.value) throw tooCostly(at, 'pythonTokens');
  }
  if (tokens > limits.pythonTokens.value) throw tooCostly(source.length, 'pythonTokens');
}

function tooCostly(offset: number, limit: string): FormatError {
  return new FormatError('FORMAT_LIMIT', 'Python source that costs the parser too much', { offset, limit });
}

/** Operators in front of an expression, which nest without a bracket; each level costs the parser 4 KB. [measured] */
const prefixWords = /^(?:not|lambda|await|else)\b/;
const prefixCost = 12;

function isWordCode(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || (code >= 0x61 && code <= 0x7a)
  );
}

/** Elementary steps of the budget that one step of the parser stands for. */
const stepsPerAdvance = 8;
