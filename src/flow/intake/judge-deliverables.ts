// What the supplier was asked to send with an asset, and what of it came.
import { isMembers } from '#attest/canonical-value';
import type { Imported } from '#attest/import-attestation';
import type { Json } from '#core/canonical-json';
import type { IntakeItem } from '#predicates/intake';
import type { Deliverable, Supplier } from '#predicates/supplier';
import type { ClaimSource } from './claims/digest-claim.ts';
import type { Delivery } from './delivery.ts';
import type { SignatureFile } from './signatures/signature-files.ts';

export interface Received {
  readonly delivery: Delivery;
  readonly sources: readonly ClaimSource[];
  readonly signatures: readonly SignatureFile[];
  /** Verified, and about these very bytes. */
  readonly attestations: readonly Imported[];
  /** Verified, and about other bytes. */
  readonly elsewhere: readonly Imported[];
  readonly now: Date;
}

export interface JudgedDeliverables {
  readonly items: readonly IntakeItem[];
  readonly missing: readonly Deliverable[];
}

/** What it was not asked for is not missed. A refusal is on record, and something that is not there all the same. */
export function judgeDeliverables(supplier: Supplier | undefined, received: Received): JudgedDeliverables {
  const items: IntakeItem[] = [];
  const missing: Deliverable[] = [];
  for (const deliverable of supplier?.deliverables ?? []) {
    const found = stateOf(deliverable, received);
    if (found.outcome === 'pass') items.push(item(deliverable, 'received', 'pass', found.observed));
    else {
      missing.push(deliverable);
      const refusal = supplier?.refusals.findLast((one) => one.deliverable === deliverable);
      const why =
        refusal === undefined ? '' : `; on ${refusal.at.slice(0, 10)} the supplier refused it: ${refusal.why}`;
      items.push(
        item(deliverable, refusal === undefined ? found.state : 'refused', found.outcome, `${found.observed}${why}`),
      );
    }
  }
  return { items, missing };
}

interface State {
  readonly state: string;
  readonly outcome: 'pass' | 'inconclusive' | 'fail';
  readonly observed: string;
}

function stateOf(deliverable: Deliverable, received: Received): State {
  const { delivery, sources, signatures, attestations } = received;
  switch (deliverable) {
    case 'signature':
      return there(signatures[0]?.name);
    case 'checksums':
      return there(sources.find(({ name }) => /sum|sha\d|md5|digest/i.test(name))?.name);
    case 'bom':
      return there(fileNamed(delivery, /(?:bom|cdx|spdx)[\w.-]*\.(?:json|xml)$/i));
    case 'model-card':
      return there(fileNamed(delivery, /(?:^|\/)(?:readme|model.?card)\.(?:md|markdown|json)$/i));
    case 'licence':
      return there(fileNamed(delivery, /(?:^|\/)(?:licen[cs]e|copying)(?:\.\w+)?$/i));
    case 'provenance':
      return there(attestations.find(({ predicateType }) => predicateType.includes('/provenance/'))?.predicateType);
    case 'security-assessment':
      return assessmentState(received);
  }
}

/** An assessment counts when somebody who is registered signed it, about these bytes, and its time is not over. */
function assessmentState({ attestations, elsewhere, delivery, now }: Received): State {
  const own = attestations.filter(isAssessment);
  const valid = own.find((one) => !isOver(one.body, now));
  if (valid !== undefined) return there(valid.predicateType);
  const [over] = own;
  if (over !== undefined)
    return { state: 'expired', outcome: 'inconclusive', observed: `${over.predicateType}: its time is over` };
  const [other] = elsewhere.filter(isAssessment);
  if (other !== undefined) {
    return {
      state: 'other-version',
      outcome: 'inconclusive',
      observed: `${other.predicateType} is about other bytes than these`,
    };
  }
  const unsigned = fileNamed(delivery, /assessment|pentest|penetration|audit.?report/i);
  if (unsigned === undefined) return there(undefined);
  return { state: 'unsigned', outcome: 'inconclusive', observed: `${unsigned} is no document that anybody signed` };
}

function isAssessment({ predicateType }: Imported): boolean {
  return (
    /assessment|\/svr\/|cyclonedx\.org\/bom|vulns|test-result|audit/i.test(predicateType) &&
    !predicateType.includes('/provenance/')
  );
}

/** Whatever the kind calls the end of its time. */
function isOver(body: Json, now: Date): boolean {
  if (!isMembers(body)) return false;
  return ['expiresAt', 'expires', 'nextReview', 'validUntil'].some((name) => {
    const at = Date.parse(typeof body[name] === 'string' ? body[name] : '');
    return !Number.isNaN(at) && at <= now.getTime();
  });
}

function there(what: string | undefined): State {
  return what === undefined
    ? { state: 'missing', outcome: 'inconclusive', observed: 'it did not come' }
    : { state: 'received', outcome: 'pass', observed: what };
}

function fileNamed({ files }: Delivery, pattern: RegExp): string | undefined {
  return files.find(({ path }) => pattern.test(path))?.path;
}

function item(deliverable: Deliverable, state: string, outcome: State['outcome'], observed: string): IntakeItem {
  return { topic: 'deliverable', path: deliverable, state, outcome, observed };
}
