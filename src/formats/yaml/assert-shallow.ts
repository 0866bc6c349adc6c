// A first pass over YAML text that bounds what the recursive reader behind it will do.
import { FormatError } from '#core/errors';
import * as limits from '#core/limits';

/** @throws {FormatError} FORMAT_LIMIT when there are more than `limits.yamlMarks` pieces, brackets or dashes nest deeper than `limits.treeDepth`, or a line is indented absurdly */
export function assertShallow(text: string): void {
  let open = 0;
  let indent = 0;
  let atLineStart = true;
  let deepest = 0;
  let marks = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (isMark(character)) marks += 1;
    if (marks > limits.yamlMarks.value) {
      const fields = { offset: at, limit: 'yamlMarks' };
      throw new FormatError('FORMAT_LIMIT', 'YAML of more pieces than any configuration has', fields);
    }
    if (character === 10) {
      atLineStart = true;
      indent = 0;
    } else if (character === 0x5b || character === 0x7b) {
      open += 1;
      deepest = Math.max(deepest, open);
      atLineStart = false;
    } else if (character === 0x5d || character === 0x7d) {
      open = Math.max(0, open - 1);
      atLineStart = false;
    } else if (atLineStart && (character === 0x20 || character === 0x2d || character === 0x3f)) {
      indent += 1;
      deepest = Math.max(deepest, indent >> 1);
    } else {
      atLineStart = false;
    }
    if (deepest > limits.treeDepth.value * 2) {
      throw new FormatError('FORMAT_LIMIT', 'YAML nested deeper than any configuration', {
        offset: at,
        limit: 'treeDepth',
      });
    }
  }
}

/** Whether a piece of the document may end or begin here: each costs the reader some 500 bytes. */
function isMark(character: number): boolean {
  return character < 0x80 && marks.has(character);
}

const marks: ReadonlySet<number> = new Set([...'\n,[]{}:-?&*!%|>"\''].map((mark) => mark.charCodeAt(0)));
