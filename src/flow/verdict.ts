// From findings and coverage to the one word that is said of a file.
import type { Finding } from '#core/finding';
import type { Coverage, Verdict } from '#core/scan-report';

/**
 * The worst that is known wins over what is not known: a payload that was found makes a file malicious even if the rest
 * of it could not be read.
 */
export function decideVerdict(findings: readonly Finding[], coverage: Coverage): Verdict {
  const failed = findings.filter((finding) => finding.outcome === 'fail');
  if (failed.some(({ severity }) => severity === 'critical' || severity === 'high')) return 'malicious';
  if (failed.some(({ severity }) => severity === 'medium')) return 'suspicious';
  const untold = findings.some(({ outcome }) => outcome === 'inconclusive' || outcome === 'error');
  return untold || coverage.notCovered.length > 0 ? 'incomplete' : 'clean';
}
