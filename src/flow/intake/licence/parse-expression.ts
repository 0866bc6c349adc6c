// SPDX licence expressions: which licences are named, and how they are combined. SPDX 2.3, annex D.

export interface LicenceExpression {
  /** Ids in the order they stand, without the licences of exceptions. */
  readonly ids: readonly string[];
  /** Whether somebody may choose between them. */
  readonly hasChoice: boolean;
}

/** @returns undefined for a text that is no expression */
export function parseExpression(text: string): LicenceExpression | undefined {
  if (text.length > longest) return undefined;
  const tokens = text.replace(/[()]/g, ' $& ').trim().split(/\s+/);
  const parser = { tokens, at: 0, ids: [] as string[], hasChoice: false, depth: 0 };
  const isWhole = readOr(parser) && parser.at === tokens.length;
  return isWhole ? { ids: parser.ids, hasChoice: parser.hasChoice } : undefined;
}

interface Parser {
  readonly tokens: readonly string[];
  readonly ids: string[];
  at: number;
  hasChoice: boolean;
  depth: number;
}

function readOr(parser: Parser): boolean {
  if (!readAnd(parser)) return false;
  while (/^or$/i.test(parser.tokens[parser.at] ?? '')) {
    parser.at += 1;
    parser.hasChoice = true;
    if (!readAnd(parser)) return false;
  }
  return true;
}

function readAnd(parser: Parser): boolean {
  if (!readOne(parser)) return false;
  while (/^and$/i.test(parser.tokens[parser.at] ?? '')) {
    parser.at += 1;
    if (!readOne(parser)) return false;
  }
  return true;
}

function readOne(parser: Parser): boolean {
  const token = parser.tokens[parser.at] ?? '';
  parser.at += 1;
  if (token === '(') {
    // ATTACKER: brackets are not followed without end.
    parser.depth += 1;
    if (parser.depth > deepest || !readOr(parser) || parser.tokens[parser.at] !== ')') return false;
    parser.depth -= 1;
    parser.at += 1;
    return true;
  }
  if (!/^(?:DocumentRef-[A-Za-z0-9.-]+:)?[A-Za-z0-9.-]+\+?$/.test(token) || /^(?:and|or|with)$/i.test(token))
    return false;
  parser.ids.push(token);
  if (/^with$/i.test(parser.tokens[parser.at] ?? '')) {
    const exception = parser.tokens[parser.at + 1] ?? '';
    parser.at += 2;
    return /^[A-Za-z0-9.-]+$/.test(exception);
  }
  return true;
}

const longest = 1024;
const deepest = 32;
