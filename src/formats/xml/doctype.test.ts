import { describe, expect, it } from 'vitest';
import { WorkBudget } from '#core/work-budget';
import { parseDoctype } from './doctype.ts';

const parse = (text: string): ReturnType<typeof parseDoctype> => parseDoctype(text, new WorkBudget(text.length));

describe('parseDoctype', () => {
  it('reads the external subset of both kinds', () => {
    expect(parse(' a SYSTEM "x.dtd"').external).toBe('x.dtd');
    expect(parse(" a PUBLIC '-//X' 'http://h/x.dtd'").external).toBe('http://h/x.dtd');
    expect(parse(' html').external).toBeUndefined();
  });

  it('reads entities of every kind', () => {
    const { entities } = parse(
      ' a [<!ENTITY i "v"><!ENTITY e SYSTEM "file:///x"><!ENTITY % p PUBLIC "q" \'http://h\'><!ENTITY % w "z">]',
    );
    expect(entities).toEqual([
      { name: 'i', parameter: false, expandedLength: 1 },
      { name: 'e', parameter: false, external: 'file:///x', expandedLength: 0 },
      { name: 'p', parameter: true, external: 'http://h', expandedLength: 0 },
      { name: 'w', parameter: true, expandedLength: 1 },
    ]);
  });

  it('measures nested and endless entities without expanding them', () => {
    const nested = Array.from(
      { length: 60 },
      (_, index) => `<!ENTITY e${index} "&e${index + 1};&e${index + 1};">`,
    ).join('');
    expect(parse(` a [${nested}<!ENTITY e60 "x">]`).entities[0]?.expandedLength).toBeGreaterThan(2 ** 59);
    expect(parse(' a [<!ENTITY a "&b;"><!ENTITY b "&a;">]').entities[0]?.expandedLength).toBe(Number.POSITIVE_INFINITY);
  });

  it('does not pass over a declaration that it cannot read', () => {
    expect(parse(' a [<!ENTITY weird=1>]').entities).toEqual([
      { name: 'unreadable declaration', parameter: true, expandedLength: 0 },
    ]);
  });
});
