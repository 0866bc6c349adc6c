// Whether a path inside an archive leads out of the folder it is unpacked in, on any system. @source CWE-22, CWE-59

/** What is wrong with a member's path, to follow its name in a sentence; undefined when it stays inside. */
export function describeEscape(path: string): string | undefined {
  const plain = path.replaceAll('\\', '/');
  if (plain.startsWith('//')) return 'has an absolute path (network share)';
  if (plain.startsWith('/')) return 'has an absolute path';
  if (/^[A-Za-z]:/.test(plain)) return 'has a path with a drive letter';
  return leavesFolder(plain, 0) ? 'leads out of the folder it is unpacked in' : undefined;
}

/**
 * What is wrong with the target of a symbolic link; undefined when it stays inside.
 * @param path - path of the link itself inside the archive
 */
export function describeLinkEscape(path: string, target: string): string | undefined {
  const plain = target.replaceAll('\\', '/');
  if (plain.startsWith('/') || /^[A-Za-z]:/.test(plain)) return 'points to an absolute path';
  const depth = components(path.replaceAll('\\', '/')).length - 1;
  if (leavesFolder(plain, Math.max(0, depth))) return 'points out of the folder it is unpacked in';
  return goesBack(plain) ? 'points back through a folder that may itself be a link' : undefined;
}

/** True when `..` follows a name: if that name is a link, `..` leads elsewhere than the text suggests. */
function goesBack(path: string): boolean {
  const names = components(path);
  const first = names.findIndex((name) => name !== '..');
  return first >= 0 && names.indexOf('..', first) >= 0;
}

/** Folder names in a path, without `.` and empty ones. */
function components(path: string): string[] {
  return path.split('/').filter((component) => component !== '' && component !== '.');
}

function leavesFolder(path: string, startDepth: number): boolean {
  let depth = startDepth;
  for (const component of components(path)) {
    depth += component === '..' ? -1 : 1;
    if (depth < 0) return true;
  }
  return false;
}

/**
 * What a symbolic link that leads out of its archive is. Unpackers refuse an absolute one or leave it alone, and caches of
 * tools hold them; one to accounts, keys or devices is there to be read or written through.
 */
export function linkEscapeKind(target: string): 'tolerated' | 'path-escape' {
  return target.startsWith('/') && !sensitiveFolder.test(target) ? 'tolerated' : 'path-escape';
}

const sensitiveFolder = /^\/+(?:\.\/)*(?:etc|root|home|Users|proc|sys|dev|boot|run|var\/run)(?:\/|$)/;
