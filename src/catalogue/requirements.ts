// All requirements, each with what its section says of it.
import type { Requirement, Section, SectionRequirement } from './requirement.ts';
import { sections } from './sections.generated.ts';

/** In the order of the sections' files. */
export function allRequirements(): readonly Requirement[] {
  return sections.flatMap((section) => section.requirements.map((requirement) => completed(requirement, section)));
}

/** undefined for an id that is none */
export function findRequirement(id: string): Requirement | undefined {
  return allRequirements().find((requirement) => requirement.id === id);
}

function completed(requirement: SectionRequirement, section: Section): Requirement {
  const {
    document = section.document,
    permalink = section.permalink,
    lines,
    gates = [],
    commands = [],
    references = [],
    ...own
  } = requirement;
  return {
    ...own,
    section: section.id,
    secondary: section.secondary,
    source: { document, section: section.title, permalink, lines },
    gates,
    commands,
    references: [...section.references, ...references],
    ...(section.note === undefined ? {} : { note: section.note }),
  };
}
