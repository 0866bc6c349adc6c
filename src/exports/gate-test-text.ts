// The result of a test of a gate, for people.
import { escapeInvisible } from '#core/quote';
import { paint, type TextStyle } from './text-style.ts';

interface PrintedGateTest {
  readonly gate: string;
  readonly outcome: 'pass' | 'fail';
  readonly cases: readonly {
    readonly name: string;
    readonly outcome: 'pass' | 'fail';
    readonly differences: readonly string[];
  }[];
  readonly properties: readonly {
    readonly property: string;
    readonly outcome: 'pass' | 'fail';
    readonly because?: string;
  }[];
  readonly untested: readonly string[];
}

export function gateTestLines(
  { gate, cases, properties, untested }: PrintedGateTest,
  style: TextStyle,
): readonly string[] {
  const mark = (outcome: 'pass' | 'fail'): string =>
    outcome === 'pass' ? paint('pass', ['green'], style) : paint('fail', ['bold', 'red'], style);
  return [
    gate,
    ...cases.flatMap(({ name, outcome, differences }) => [
      `${mark(outcome)}  ${escapeInvisible(name)}`,
      ...differences.map((one) => `      ${escapeInvisible(one)}`),
    ]),
    ...properties.map(
      ({ property, outcome, because }) =>
        `${mark(outcome)}  ${property}${because === undefined ? '' : `: ${escapeInvisible(because)}`}`,
    ),
    ...(untested.length === 0 ? [] : [`no case sees these hold something back: ${untested.join(', ')}`]),
  ];
}
