// Brings template text into the part of Jinja that the parser library reads, without changing what it does.
import type { TemplateFact } from '../views/template.ts';

export interface PreparedTemplate {
  readonly text: string;
  readonly facts: readonly TemplateFact[];
}

/**
 * Decodes string escapes inside tags, drops raw blocks, rewrites `do` and `with`, and takes out statements that pull in
 * other templates, as facts. Linear; runs of white space are shortened because the library is quadratic in them.
 */
export function prepareTemplate(source: string): PreparedTemplate {
  const facts: TemplateFact[] = [];
  let text = '';
  let raw = false;
  let line = 1;
  for (const tag of splitTags(source)) {
    const inside = tag.kind === 'text' ? '' : tag.text.slice(2, -2).replace(/^[-+]/, '').replace(/[-+]$/, '').trim();
    const word = tag.kind === 'statement' ? (/^\w+/.exec(inside)?.[0] ?? '') : '';
    if (word === 'endraw') raw = false;
    else if (raw || word === 'autoescape' || word === 'endautoescape' || word === 'endwith') text += '';
    else if (word === 'raw') raw = true;
    else if (otherTemplate.has(word)) facts.push(otherTemplateFact(word, inside, line));
    else if (word === 'do') text += `{{ ${rewrite(inside.slice(2))} }}`;
    else if (word === 'with') text += inside.slice(4).trim() === '' ? '' : `{% set ${rewrite(inside.slice(4))} %}`;
    else if (word === 'block' || word === 'endblock') text += '';
    else if (tag.kind === 'comment') text += '';
    else
      text +=
        tag.kind === 'text'
          ? shorten(tag.text)
          : tag.kind === 'statement'
            ? `{% ${rewrite(inside)} %}`
            : `{{ ${rewrite(inside)} }}`;
    line += countLines(tag.text);
  }
  return { text, facts };
}

interface Tag {
  readonly kind: 'text' | 'statement' | 'expression' | 'comment';
  readonly text: string;
}

/** Text and tags in order; quotes inside tags are respected, as Jinja's lexer does. An unclosed tag runs to the end. */
function* splitTags(source: string): Generator<Tag> {
  let from = 0;
  while (from < source.length) {
    const open = nextOpen(source, from);
    if (open > from) yield { kind: 'text', text: source.slice(from, open) };
    if (open === source.length) return;
    const kind = source[open + 1] === '%' ? 'statement' : source[open + 1] === '#' ? 'comment' : 'expression';
    const end =
      kind === 'comment' ? endOfComment(source, open) : endOfTag(source, open + 2, kind === 'statement' ? '%}' : '}}');
    yield { kind, text: source.slice(open, end) };
    from = end;
  }
}

function nextOpen(source: string, from: number): number {
  for (let at = source.indexOf('{', from); at !== -1; at = source.indexOf('{', at + 1)) {
    const next = source[at + 1];
    if (next === '%' || next === '{' || next === '#') return at;
  }
  return source.length;
}

function endOfComment(source: string, from: number): number {
  const end = source.indexOf('#}', from + 2);
  return end === -1 ? source.length : end + 2;
}

function endOfTag(source: string, from: number, close: string): number {
  let braces = 0;
  for (let at = from; at < source.length; at += 1) {
    const character = source[at];
    if (character === '"' || character === "'") at = endOfString(source, at);
    else if (braces === 0 && source.startsWith(close, at)) return at + 2;
    else if (character === '{') braces += 1;
    else if (character === '}' && braces > 0) braces -= 1;
  }
  return source.length;
}

/** Index of the closing quote. */
function endOfString(source: string, from: number): number {
  for (let at = from + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === source[from]) return at;
  }
  return source.length;
}

function rewrite(code: string): string {
  return shorten(decodeEscapes(code)).replaceAll(
    /\bis\s+(?:not\s+)?(?:sameas|divisibleby|eq|equalto|ne|lt|gt|ge|le|greaterthan|lessthan|in)\s*\(/g,
    '== (',
  );
}

/** `\x5f`, `\u005f`, `\137` and the like as the characters they stand for, where that does not disturb the quotes. */
function decodeEscapes(code: string): string {
  return code.replaceAll(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{([^}]{1,60})\}|([0-7]{1,3}))/g,
    (_, x, u, U, name, octal) => {
      if (typeof name === 'string') return name.toUpperCase() === 'LOW LINE' ? '_' : '?';
      const point = octal === undefined ? Number.parseInt(x ?? u ?? U, 16) : Number.parseInt(octal, 8);
      const character = point <= 0x10ffff ? String.fromCodePoint(point) : '?';
      return /["'\\\n]/.test(character) ? ' ' : character;
    },
  );
}

function shorten(text: string): string {
  return text.replaceAll(/\s{2,}/g, ' ');
}

function otherTemplateFact(statement: string, inside: string, line: number): TemplateFact {
  const target = /^\w+\s+(?:"([^"]*)"|'([^']*)')/.exec(inside);
  const name = target?.[1] ?? target?.[2];
  return { what: 'other-template', statement, line, ...(name === undefined ? {} : { target: name }) };
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

const otherTemplate: ReadonlySet<string> = new Set(['include', 'import', 'from', 'extends']);
