// What `assay doctor` does; loaded when it is called.
import { escapeInvisible } from '#core/quote';
import { columns } from '#exports/columns';
import { paint } from '#exports/text-style';
import { examineMachine } from '#flow/doctor';
import { answer } from './answer.ts';
import type { AssayContext } from './context.ts';
import { textStyleOf } from './text-style-of.ts';

export async function runDoctor(this: AssayContext, { json }: { readonly json?: boolean }): Promise<void> {
  const report = await examineMachine({ searchPath: this.process.env.PATH ?? '', folder: '.' });
  const style = textStyleOf(this.process, undefined);
  const rows = report.answers.map(({ what, isThere, found, serves, remedy }) => [
    isThere ? paint('there', ['green'], style) : paint('missing', ['yellow'], style),
    what,
    serves,
    escapeInvisible(remedy === undefined || isThere ? found : `${found}: ${remedy}`),
  ]);
  answer(this, json, report, columns(['STATE', 'WHAT', 'FOR', 'FOUND'], rows, style));
}
