// Requirement files that take packages from somewhere else than the package index.
import type { Check, CheckContext, Observation } from '#checks/check';
import { quote } from '#core/quote';
import { baseName } from '#formats/text/text-name';
import type { TextView } from '#formats/views/text';

export const check: Check<'text'> = {
  id: 'package-source',
  title: 'Does a requirements file fetch packages from an address of its own?',
  why: 'A package runs code while it is installed; an extra index or an address decides whose code that is.',
  remedy: 'Pin packages by version and hash from an index you trust.',
  references: ['CWE-829', 'CWE-427'],
  controls: ['OWASP-SUPPLYCHAINMANAGE-30', 'OWASP-DEVSECURITY-05'],
  views: ['text'],
  check(view: TextView, context: CheckContext): readonly Observation[] {
    if (view.format !== 'text' || !requirementNames.test(baseName(context.name))) return [];
    const found: Observation[] = [];
    for (const [index, line] of view.text.split('\n').entries()) {
      const message = judgeLine(line.slice(0, 2000));
      if (message !== undefined && found.length < 50)
        found.push({ severity: 'medium', message, where: { line: index + 1 } });
    }
    return found;
  },
};

function judgeLine(line: string): string | undefined {
  const text = line.replace(/(?:^|\s)#(?!sha256=|egg=|subdirectory=).*$/, '').trim();
  if (text === '') return undefined;
  const index = /(?:--(?:extra-)?index-url|^-i|--find-links|^-f|^\s*(?:extra-)?index-url)\s{0,4}[= ]\s{0,4}(\S+)/.exec(
    text,
  );
  if (index !== null && !isTrustedHost(index[1] ?? '')) return `packages also come from ${quote(index[1] ?? '')}`;
  if (/--trusted-host|^trusted-host\s{0,4}=/.test(text))
    return `the certificate of a host is not checked: ${quote(text)}`;
  const address =
    /(?:^|[\s@"'=-])((?:(?:git|hg|svn|bzr)\+[a-z+]{2,6}|https?|ftp|file|git|ssh):\/\/[^\s"',;]{1,500})/.exec(text)?.[1];
  if (address === undefined || index !== null) return undefined;
  if (!isDependency(text, address)) return undefined;
  if (address.startsWith('http://') || /^\w+\+http:/.test(address))
    return `a package is fetched without encryption from ${quote(address)}`;
  if (isPinned(text, address) || isTrustedHost(address)) return undefined;
  return `a package is fetched from ${quote(address)}, which may change under the same name`;
}

/** In TOML and INI files an address may be the project's home page; a dependency has a name and an at sign, a VCS scheme, or is an archive. */
function isDependency(text: string, address: string): boolean {
  return (
    /^(?:git|hg|svn|bzr)\+/.test(address) ||
    /@\s{0,4}(?:\w+\+)?[a-z]+:\/\//.test(text) ||
    /\.(?:whl|zip|tar\.gz|tgz|egg)(?:$|[#?])/.test(address) ||
    text.startsWith(address) ||
    /^-e\s/.test(text)
  );
}

/** A full commit id or a digest names one content only. */
function isPinned(text: string, address: string): boolean {
  return (
    /@[0-9a-f]{40}(?:$|[#?&])/.test(address) ||
    /(?:#|&)sha256=[0-9a-f]{64}/.test(address) ||
    /--hash=sha256:[0-9a-f]{64}/.test(text)
  );
}

function isTrustedHost(address: string): boolean {
  return /^(?:git\+)?https:\/\/(?:pypi\.org|pypi\.python\.org|files\.pythonhosted\.org|download\.pytorch\.org|pypi\.nvidia\.com|pypi\.ngc\.nvidia\.com|data\.pyg\.org|storage\.googleapis\.com\/(?:jax-releases|libtpu)|github\.com\/explosion\/spacy-models\/releases)(?:\/|$)/.test(
    address,
  );
}

const requirementNames =
  /^(?:.{0,60}requirements.{0,60}\.(?:txt|in)|requirements|constraints?.{0,40}\.txt|pyproject\.toml|setup\.cfg|pipfile|pip\.conf|pip\.ini|.{0,40}environment.{0,40}\.ya?ml|conda.{0,40}\.ya?ml|python_env\.ya?ml|uv\.toml)$/;
