// Is what is there now what was pinned?
import { registrableDomain } from './owner.ts';
import type { ContentSighting } from './pin.ts';
import type { Comparison, PinCheck, PinState } from './pin-check.ts';

/** Owner before content: a parked domain may well answer with a page that nobody has seen before. */
export function checkPin({ pin, now }: Comparison): PinCheck {
  const { row, url, sighting } = pin;
  const pinned = sighting.state === 'content' ? { pinned: sighting.sha256 } : {};
  if (now.state !== 'content') {
    const state = now.state === 'gone' ? 'gone' : 'unreachable';
    return { row, url, state, content: 'unknown', use: useOf[state], reasons: [now.reason], ...pinned };
  }
  const content = contentOf(pin, now);
  const others = sighting.state === 'content' ? otherOwner(sighting, now) : [];
  const moved = sighting.state === 'content' && sighting.finalUrl !== now.finalUrl;
  const state = stateOf(content, others.length > 0, moved);
  const reasons = [
    ...others,
    ...(moved && others.length === 0 ? [`answered from ${now.finalUrl}, pinned from ${sighting.finalUrl}`] : []),
    ...(sighting.state === 'content' && content === 'changed' ? differences(sighting, now) : []),
    ...(now.isExpected === false ? ['not the hash that the list gives'] : []),
    ...(sighting.state === 'content' ? [] : [`nothing was pinned: ${sighting.reason}`]),
    ...(now.isOpenEnded === true && content === 'changed' ? ['no length was declared, so it may have been cut'] : []),
  ];
  return { row, url, state, content, use: useOf[state], reasons, ...pinned, found: now.sha256 };
}

/** With a pin by the pin; without one by what the list expects. */
function contentOf({ sighting }: Comparison['pin'], now: ContentSighting): PinCheck['content'] {
  if (sighting.state === 'content') return sighting.sha256 === now.sha256 ? 'same' : 'changed';
  return now.isExpected === undefined ? 'unknown' : now.isExpected ? 'same' : 'changed';
}

function stateOf(content: PinCheck['content'], isOtherOwner: boolean, moved: boolean): PinState {
  if (isOtherOwner) return 'other-owner';
  if (content === 'unknown') return 'unpinned';
  if (content === 'changed') return 'changed';
  return moved ? 'redirected' : 'same';
}

/** Reasons to believe that somebody else answers. */
function otherOwner(pinned: ContentSighting, now: ContentSighting): readonly string[] {
  const reasons: string[] = [];
  const [before, after] = [domainOf(pinned.finalUrl), domainOf(now.finalUrl)];
  if (before !== after) reasons.push(`answered from ${after}, pinned from ${before}`);
  const [owner, other] = [pinned.certificate, now.certificate];
  if (
    before === after &&
    owner !== undefined &&
    other !== undefined &&
    owner !== other &&
    !isNamedAfter(other, after)
  ) {
    reasons.push(`the certificate names ${other}, pinned with ${owner}`);
  }
  return reasons;
}

/** A certificate for the domain itself is what renewal gives. */
function isNamedAfter(certificate: string, domain: string): boolean {
  return registrableDomain(certificate.replace(/^\*\./, '')) === domain;
}

function differences(pinned: ContentSighting, now: ContentSighting): readonly string[] {
  const reasons = [`${pinned.size} bytes pinned, ${now.size} found`];
  if (now.isPage === true && pinned.isPage !== true) reasons.push('an HTML page stands in its place');
  const [before = 'none', after = 'none'] = [pinned.contentType, now.contentType];
  if (before !== after) reasons.push(`content type ${after}, pinned as ${before}`);
  const [plain = 'none', encoded = 'none'] = [pinned.contentEncoding, now.contentEncoding];
  if (plain !== encoded)
    reasons.push(`content encoding ${encoded}, pinned with ${plain}: the same content may be encoded otherwise`);
  return reasons;
}

function domainOf(url: string): string {
  return registrableDomain(URL.parse(url)?.hostname ?? url);
}

const useOf: Readonly<Record<PinState, PinCheck['use']>> = {
  changed: 'exclude',
  'other-owner': 'exclude',
  gone: 'exclude',
  unreachable: 'escalate',
  unpinned: 'escalate',
  redirected: 'keep',
  same: 'keep',
};
