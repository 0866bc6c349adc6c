// Some requirements are for some kinds of assets only.
import type { Rule } from './rule.ts';

export const rule: Rule = {
  id: 'asked-of-this-kind',
  question: 'Is it asked of assets of this kind?',
  ask: ({ requirement: { assets }, about: { facts } }) =>
    assets === undefined || assets.some((kind) => kind === facts.kind)
      ? undefined
      : {
          outcome: 'not-applicable',
          cause: 'not-asked',
          because: `asked of ${assets.join(', ')} only; this is a ${facts.kind || 'thing of unknown kind'}`,
        },
};
