// Whether a file system tells by ctime and inode that a file is still what it was.
import { statfsSync } from 'node:fs';

/**
 * True for file systems of Linux that live on a disk of this machine. Network file systems answer from caches, some others make
 * up inodes, and memory keeps the ctime of files that are written through a mapping.
 * @throws the system's error
 * @source statfs(2)
 */
export function hasStableStat(path: string): boolean {
  return process.platform === 'linux' && stable.has(statfsSync(path).type);
}

const stable: ReadonlySet<number> = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // XFS
  0x9123683e, // btrfs
  0xf2f52010, // F2FS
  0x2fc12fc1, // ZFS
  0x794c7630, // overlayfs: what is copied up gets another inode, so it is read again
]);
