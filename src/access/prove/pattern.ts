// Text, and what `like` asks of it.
import { OutsideFragment } from './outside-fragment.ts';
import { type Term, text } from './terms.ts';
import type { World } from './world.ts';

/** @throws {OutsideFragment} where a character is beyond what solvers know */
export function textTerm(value: string): Term {
  const term = text(value);
  if (term === undefined) throw new OutsideFragment('a character beyond U+2FFFF');
  return term;
}

/** @param pattern - pieces of text; `undefined` stands for any text */
export function matchesPattern(world: World, value: Term, pattern: readonly (string | undefined)[]): Term {
  const pieces = pattern.map((piece) => (piece === undefined ? 're.all' : `(str.to_re ${textTerm(piece).text})`));
  const whole = ['(str.to_re "")', '(str.to_re "")', ...pieces].join(' ');
  return world.terms.apply('Bool', 'str.in_re', value, { text: `(re.++ ${whole})`, sort: 'RegLan' });
}
