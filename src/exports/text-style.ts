// How the text report looks: colours or none, and how wide.
import type { Verdict } from '#core/scan-report';

export interface TextStyle {
  readonly color: boolean;
  /** Columns that may be used. */
  readonly width: number;
}

export type Paint = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue';

/** `text` in ANSI colours (ECMA-48 SGR) when the style has them. */
export function paint(text: string, paints: readonly Paint[], style: TextStyle): string {
  if (!style.color || paints.length === 0) return text;
  return `${paints.map((one) => `\u001b[${codes[one]}m`).join('')}${text}\u001b[0m`;
}

/** The paints a verdict is shown in. */
export const verdictPaints: Readonly<Record<Verdict, readonly Paint[]>> = {
  malicious: ['bold', 'red'],
  suspicious: ['bold', 'yellow'],
  incomplete: ['bold', 'blue'],
  clean: ['green'],
};

/** Worst first: the order in which files are shown. */
export const verdictOrder: readonly Verdict[] = ['malicious', 'suspicious', 'incomplete', 'clean'];

const codes: Readonly<Record<Paint, number>> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34 };
