// HTML text that cannot be broken out of: every value from data goes through here.
import { escapeInvisible } from '#core/quote';

/** Markup that was built here, as opposed to text from data. */
export interface Markup {
  readonly markup: string;
}

/** A template of markup; values are escaped unless they are `Markup`. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Markup | readonly Markup[])[]
): Markup {
  return { markup: parts.reduce((text, part, at) => text + markupOf(values[at - 1] ?? '') + part) };
}

function markupOf(value: string | number | Markup | readonly Markup[]): string {
  if (typeof value === 'object') return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
  const lines = String(value).split('\n').map(escapeInvisible);
  return lines.join('\n').replace(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A whole page: no script, no address outside itself, light and dark. */
export function pageOf(title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body><main>${body}</main></body>
</html>
`.markup;
}

const style = `
:root { color-scheme: light dark; --ink: #1d2329; --soft: #59636e; --ground: #fff; --panel: #f5f6f8; --line: #d9dee3; --bad: #b42318; --warn: #9a5b00; --good: #1f6f43; --bar: #3b6fb6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --soft: #a3adb7; --ground: #14181c; --panel: #1d2329; --line: #343c44; --bad: #ff8a7a; --warn: #f0b357; --good: #7fd1a2; --bar: #7ba7e0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 70rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin: 2.5rem 0 .75rem; }
p { margin: .25rem 0; } .soft { color: var(--soft); } .bad { color: var(--bad); font-weight: 600; } .warn { color: var(--warn); font-weight: 600; } .good { color: var(--good); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; } th { text-align: left; font-weight: 600; color: var(--soft); }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; } td:last-child { overflow-wrap: anywhere; } td.bad, td.soft { white-space: nowrap; } td:last-child.soft, td.soft:nth-child(4) { white-space: normal; } td.number, th.number { text-align: right; white-space: nowrap; }
.wide { overflow-x: auto; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem; margin: 1.25rem 0; } .facts div { background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; } .facts b { display: block; font-size: 1.35rem; }
.sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: .9rem; } figure { margin: 0; } figcaption { font-size: .8rem; color: var(--soft); overflow-wrap: anywhere; }
.picture { position: relative; width: 100%; } .picture img, .found img { width: 100%; display: block; image-rendering: pixelated; border: 1px solid var(--line); } .picture span { position: absolute; border: 2px solid #e5484d; box-shadow: 0 0 0 1px #fff; }
.triggers { display: grid; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); gap: 1.25rem; } .found { max-width: 12rem; margin-top: .5rem; } mark { background: #ffd7a8; color: #1d2329; padding: 0 .15rem; } pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--panel); border: 1px solid var(--line); padding: .75rem; border-radius: .5rem; margin: .25rem 0 1rem; }
svg { display: block; max-width: 100%; height: auto; } svg text { fill: var(--soft); font: 11px system-ui, sans-serif; }
`;
