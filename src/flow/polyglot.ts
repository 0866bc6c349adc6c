// A file that several loaders would each take for their own format: which reading counts depends on who opens it.
import type { Finding } from '#core/finding';
import type { Format } from '#formats/format';
import type { View } from '#formats/views/view';

/** Text-like views describe the same bytes in more detail; two of them are no second reading. */
const textual: readonly View['kind'][] = ['text', 'tree', 'code', 'template'] as readonly View['kind'][];

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
