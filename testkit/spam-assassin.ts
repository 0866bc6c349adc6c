// The real mails of SpamAssassin's public corpus, from a package that only tests and measurements use.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface Mail {
  /** `easy-ham-1/00001.7c53…` */
  readonly id: string;
  readonly spam: boolean;
  /** Header and body. */
  readonly text: string;
}

/** True where the package is installed. */
export const hasSpamAssassin: boolean = dataFolder() !== undefined;

/**
 * Mails in the order of the package: three kinds of ham, then spam.
 * @param every - of each kind only the 1st, (every + 1)th and so on
 */
export function readSpamAssassin(every: number = 1): readonly Mail[] {
  const folder = dataFolder() ?? '';
  const names: readonly string[] = JSON.parse(readFileSync(join(folder, 'file_list.json'), 'utf8'));
  const chosen = names.filter((_, at) => at % every === 0);
  return chosen.map((name) => {
    const id = name.replace(/\.txt$/, '');
    return { id, spam: id.startsWith('spam'), text: textOf(join(folder, `${id}.json`)) };
  });
}

function textOf(path: string): string {
  const mail: { readonly text: string } = JSON.parse(readFileSync(path, 'utf8'));
  return mail.text;
}

function dataFolder(): string | undefined {
  const folder = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), '..');
  const data = join(folder, '@stdlib', 'datasets-spam-assassin', 'data');
  return existsSync(data) ? data : undefined;
}
