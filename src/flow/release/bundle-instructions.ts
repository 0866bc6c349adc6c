// What stands in a bundle for people: what it is, how to verify it, and what that does not show.
import { escapeInvisible } from '#core/quote';
import type { BundleDocument } from './bundle-document.ts';
import type { ReleaseRecord } from './read-releases.ts';

export function bundleInstructions(
  { system, version, channel, composition, at, body }: ReleaseRecord,
  { parts, withheld, contact }: BundleDocument,
  logKey: string,
): string {
  return [
    `# ${plain(system)} ${plain(version)} (${plain(channel)})`,
    '',
    `Released ${at}. Composition \`sha256:${composition}\`.`,
    ...(body.supportedUntil === undefined ? [] : ['', `Supported until ${body.supportedUntil}.`]),
    ...(contact === undefined ? [] : ['', `Report problems to ${plain(contact)}.`]),
    '',
    '## Parts',
    '',
    '| role | name | sha256 of the asset |',
    '|---|---|---|',
    ...body.closure.map(({ role, name, sha256 }) => `| ${plain(role)} | ${plain(name)} | \`${sha256}\` |`),
    ...body.services.map(
      ({ name, url, identity }) => `| service | ${plain(name)} | ${plain(url)}, ${plain(identity)} |`,
    ),
    '',
    '## Verify',
    '',
    '    npx assay verify-release . --key VKEY',
    '',
    'VKEY is the key of the log. Take it from where you trust it, not from here: whoever could change this bundle could change this line.',
    `The key that signed this log calls itself \`${logKey}\`.`,
    'With `--signer KEYID` the release has to be signed by that key as well.',
    '',
    'It needs no network and no workspace. It shows that every byte of every part is what was released, that the release and the decision',
    'that let it through were signed and logged, and which evidence the decision stands on.',
    '',
    '## What that does not show',
    '',
    `- what was learnt after it was bundled: a recall or a new weakness of any of the ${parts.length} parts;`,
    '- that whoever signed should have; `--signer` says who you expect;',
    ...(withheld.length === 0
      ? []
      : [`- the content of ${withheld.length} statements that are kept back; their digests are named;`]),
    '- what nobody tested: each evaluation says what it does not cover.',
    '',
  ].join('\n');
}

function plain(raw: string): string {
  return escapeInvisible(raw).replace(/[\\`*_{}[\]<>|]/g, (one) => `\\${one}`);
}
