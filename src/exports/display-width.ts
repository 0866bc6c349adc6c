// How much room text takes on a terminal, and how to make it fit.

/** Columns `text` takes: 2 for wide characters (Unicode TR 11, classes W and F), 0 for combining marks, else 1. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** `text` with spaces after it up to `width` columns. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** `text` in at most `width` columns; an ellipsis stands for what is left out in the middle. */
export function shorten(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  const characters = [...text];
  const tailWidth = Math.floor((width - 1) * 0.6);
  const tail = takeWidth(characters.toReversed(), tailWidth).toReversed();
  return `${takeWidth(characters, width - 1 - tailWidth).join('')}…${tail.join('')}`;
}

/** Breaks `text` at spaces into lines of at most `width` columns; a longer word is cut. */
export function wrap(text: string, width: number): readonly string[] {
  const room = Math.max(width, 16);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((long) => cut(long, room))) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function cut(word: string, width: number): readonly string[] {
  if (displayWidth(word) <= width) return [word];
  const pieces: string[] = [];
  let rest = [...word];
  while (rest.length > 0) {
    const piece = takeWidth(rest, width);
    pieces.push(piece.join(''));
    rest = rest.slice(Math.max(piece.length, 1));
  }
  return pieces;
}

function takeWidth(characters: readonly string[], width: number): string[] {
  let used = 0;
  const end = characters.findIndex((character) => {
    used += characterWidth(character);
    return used > width;
  });
  return end === -1 ? [...characters] : characters.slice(0, end);
}

function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (/^\p{M}$/u.test(character)) return 0;
  return wideRanges.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

/** Code points [from, to] that East Asian Width (Unicode 16) has as wide or fullwidth, rounded to blocks. */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
];
