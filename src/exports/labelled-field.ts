// A label and what it stands for, wrapped beside it.
import { padTo, wrap } from './display-width.ts';
import { paint, type TextStyle } from './text-style.ts';

/** @returns no line for an empty text */
export function labelledField(label: string, text: string, style: TextStyle): readonly string[] {
  if (text === '') return [];
  return wrap(text, style.width - 12).map(
    (line, index) => `  ${paint(padTo(index === 0 ? label : '', 10), ['dim'], style)}${line}`,
  );
}
