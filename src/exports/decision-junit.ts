// A decision as JUnit XML, as build servers read it: a test case for each requirement. What is not known is an error, not a pass and not
// skipped; what was waived passes and says by whom.
// Shape: the schema of the Jenkins xUnit plugin, junit-10.xsd.
import { escapeInvisible } from '#core/quote';
import type { PrintedDecision, PrintedReason } from './printed-decision.ts';

export function encodeDecisionJunit({ gate, label, decision, decidedAt, because }: PrintedDecision): string {
  const held = because.filter(({ waiver }) => waiver === undefined);
  const count = (outcome: PrintedReason['outcome']): number => held.filter((one) => one.outcome === outcome).length;
  const skipped = because.filter(({ outcome }) => outcome === 'not-applicable').length;
  const counts = `tests="${because.length}" failures="${count('fail')}" errors="${count('inconclusive')}"`;
  const suite = `assay gate ${gate}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="assay" ${counts}>`,
    `  <testsuite name="${text(suite)}" ${counts} skipped="${skipped}" timestamp="${decidedAt.slice(0, 19)}">`,
    '    <properties>',
    `      <property name="decision" value="${text(decision)}"/>`,
    `      <property name="asset" value="${text(label)}"/>`,
    '    </properties>',
    ...because.flatMap((reason) => testCase(reason, `${suite}.${label}`)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(reason: PrintedReason, className: string): readonly string[] {
  const open = `    <testcase name="${text(reason.rule)}" classname="${text(className)}"`;
  const inner = innerOf(reason);
  return inner === undefined ? [`${open}/>`] : [`${open}>`, `      ${inner}`, '    </testcase>'];
}

function innerOf({ outcome, cause = 'unknown', because, remedy, waiver }: PrintedReason): string | undefined {
  if (waiver !== undefined) {
    const said = `${because}; waived by ${waiver.approvers.join(' and ')} until ${waiver.expiresAt}: ${waiver.reason}`;
    return `<system-out>${text(said)}</system-out>`;
  }
  if (outcome === 'pass') return undefined;
  if (outcome === 'not-applicable') return `<skipped message="${text(because)}"/>`;
  const element = outcome === 'fail' ? 'failure' : 'error';
  const more = remedy === undefined ? '' : `what would show it: ${remedy}`;
  return `<${element} type="${text(cause)}" message="${text(because)}">${text(more)}</${element}>`;
}

/** For attributes and content: XML 1.0 takes no control characters, in no form. */
function text(raw: string): string {
  return escapeInvisible(raw.toWellFormed())
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
