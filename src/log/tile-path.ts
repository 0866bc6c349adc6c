// Where tiles and entry bundles stand: C2SP tlog-tiles, "Merkle Tree" and "Log Entries".

/** Hashes of a full tile, entries of a full bundle. */
export const tileWidth = 256;

/** A hash tile of a level (0..63), or a bundle of entries. */
export interface TileName {
  readonly level: number | 'entries';
  /** Tiles of the level that stand before it. */
  readonly index: number;
  /** 1..256; below 256 the tile is partial. */
  readonly width: number;
}

/** Relative path, for example `tile/0/x001/234/067` or `tile/entries/000.p/8`. */
export function tilePath({ level, index, width }: TileName): string {
  const last = String(index % 1000).padStart(3, '0');
  const groups = [last];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  }
  return `tile/${level}/${groups.join('/')}${width < tileWidth ? `.p/${width}` : ''}`;
}

/** The tile that stands at `path`; undefined when no tile has that path. */
export function parseTilePath(path: string): TileName | undefined {
  const found = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(path);
  if (found === null) return undefined;
  const [, level = '', groups = '', width = String(tileWidth)] = found;
  const name: TileName = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.replace(/[x/]/g, '')),
    width: Number(width),
  };
  // One tile has one path: whatever would be written otherwise is none.
  return tilePath(name) === path && (name.level === 'entries' || name.level < 64) ? name : undefined;
}
