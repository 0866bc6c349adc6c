// A file that several loaders would each take for their own format: which reading counts depends on who opens it.
import type { Finding } from '#core/finding';
import { gaps, type Range } from '#core/ranges';
import type { Format } from '#formats/format';
import type { ArchiveView } from '#formats/views/archive';
import type { View } from '#formats/views/view';

/** Text-like views describe the same bytes in more detail; two of them are no second reading. */
const textual: readonly View['kind'][] = ['text', 'tree', 'code', 'template'] as readonly View['kind'][];

/**
 * The readings without archives that lie in a constant of a pickle which runs to the end of the file: they are followed as
 * what they are, and readers that look for an archive's end record find it there by accident.
 */
export function withoutEmbedded<R extends { readonly view: View }>(readings: readonly R[], size: number): R[] {
  const programs = readings.flatMap(({ view }) =>
    view.kind === 'program' && gaps(view.covered ?? [], size).length === 0 ? [view] : [],
  );
  return readings.filter(({ view }) => {
    if (view.kind !== 'archive' || view.parts.length === 0) return true;
    return !programs.some((program) =>
      program.parts.some(({ range: outer }) => (outer === undefined ? false : liesInside(view, outer))),
    );
  });
}

/** All members lie inside; what stands before and behind the archive is the pickle around it. */
function liesInside({ parts }: ArchiveView, outer: Range): boolean {
  const ranges = parts.flatMap(({ range }) => range ?? []);
  const inside = ranges.filter(({ from, to }) => outer.from <= from && to <= outer.to);
  const around = ranges.filter(({ from, to }) => to <= outer.from || from >= outer.to);
  return inside.length > 0 && inside.length + around.length === parts.length;
}

/** @returns a finding when two binary formats match by content and neither says that it normally coincides with the other */
export function findPolyglot(
  readings: readonly { readonly format: Format; readonly match: string; readonly view: View }[],
): Finding | undefined {
  const binary = readings.filter(({ match, view }) => match === 'content' && !textual.includes(view.kind));
  for (const [index, one] of binary.entries()) {
    for (const other of binary.slice(index + 1)) {
      if (!coincide(one.format, other.format)) return polyglotFinding(one.format, other.format);
    }
  }
  return undefined;
}

function coincide(one: Format, other: Format): boolean {
  return (one.coincidesWith ?? []).includes(other.id) || (other.coincidesWith ?? []).includes(one.id);
}

function polyglotFinding(one: Format, other: Format): Finding {
  return {
    check: 'polyglot',
    outcome: 'fail',
    severity: 'high',
    message: `The same bytes are both ${one.title} and ${other.title}; which one is loaded depends on the loader.`,
    where: {},
    remedy: 'Do not load it. Ask the supplier for a file that is one format only.',
    references: ['CWE-436'],
    controls: ['OWASP-SUPPLYCHAINMANAGE-29'],
  };
}
