// threat -> control -> requirement, both ways. Each link is written down once, on one side; the other side is found here.
import type { Control } from './control.ts';
import { controls } from './controls.generated.ts';
import type { Requirement } from './requirement.ts';
import { allRequirements } from './requirements.ts';
import type { NamedBy, Threat } from './threat.ts';
import { threats } from './threats.generated.ts';

/** Controls against the threat that somebody names, then those that hold for every threat. */
export function controlsAgainst(threat: Threat): readonly Control[] {
  const named = new Set(threat.controls.map(({ control }) => control));
  return [
    ...controls.filter(({ id }) => named.has(id)),
    ...controls.filter(({ id, scope }) => scope === 'life-cycle' && !named.has(id)),
  ];
}

/** Threats that the control stands against. */
export function threatsOf(control: Control): readonly Threat[] {
  return threats.filter(
    (threat) => control.scope === 'life-cycle' || threat.controls.some((link) => link.control === control.id),
  );
}

/** Requirements that are part of the control. */
export function requirementsOf(control: Control): readonly Requirement[] {
  return allRequirements().filter((requirement) => requirement.controls.includes(control.id));
}

/** Where two lists of the same source name different controls against one threat. */
export interface Disagreement {
  readonly control: string;
  readonly namedBy: NamedBy;
  readonly notBy: NamedBy;
}

/** Empty where text and table of the source agree, or only one of them speaks of the threat. */
export function disagreementsOn(threat: Threat): readonly Disagreement[] {
  const speaks = (who: NamedBy): boolean => threat.controls.some(({ namedBy }) => namedBy.includes(who));
  if (!speaks('text') || !speaks('table')) return [];
  return threat.controls.flatMap(({ control, namedBy }): readonly Disagreement[] => {
    const [inText, inTable] = [namedBy.includes('text'), namedBy.includes('table')];
    if (inText === inTable) return [];
    return [inText ? { control, namedBy: 'text', notBy: 'table' } : { control, namedBy: 'table', notBy: 'text' }];
  });
}
