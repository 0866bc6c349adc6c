// The metadata of a model card: what stands between the two lines of dashes at the top of a README.
import { isMembers, type JsonMembers } from '#attest/canonical-value';
import * as limits from '#core/limits';
import { assertShallow } from '#formats/yaml/assert-shallow';
import { type Delivery, readSmall } from '../delivery.ts';

export interface ModelCard {
  /** Path of the file. */
  readonly path: string;
  readonly metadata: JsonMembers;
}

/** @returns undefined when there is none, or none that can be read */
export async function readCard(delivery: Delivery): Promise<ModelCard | undefined> {
  const file = delivery.files.find(({ path }) => /^(?:readme|model_?card)\.(?:md|markdown)$/i.test(path));
  const bytes = file === undefined ? undefined : readSmall(file, limits.claimBytes.value);
  if (file === undefined || bytes === undefined) return undefined;
  const text = Buffer.from(bytes).toString('utf8');
  const front = /^---\r?\n([\s\S]{0,65536}?)\r?\n---\s*(?:\r?\n|$)/.exec(text)?.[1];
  if (front === undefined) return undefined;
  const metadata = await parseFront(front);
  return metadata === undefined ? undefined : { path: file.path, metadata };
}

/** ATTACKER: aliases and depth make YAML cost more than it is long. */
async function parseFront(front: string): Promise<JsonMembers | undefined> {
  try {
    assertShallow(front);
    const { parse } = await import('yaml');
    const value = JSON.parse(JSON.stringify(parse(front, { maxAliasCount: 0, schema: 'core' })));
    return isMembers(value) ? value : undefined;
  } catch {
    // A card that cannot be read claims nothing; that there is none is said where it is asked for.
    return undefined;
  }
}

/** The text of a member; of a list its texts. */
export function textsOf(card: ModelCard | undefined, member: string): readonly string[] {
  const value = card?.metadata[member];
  const list = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === 'string');
}
