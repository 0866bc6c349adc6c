// The little XML that S3 answers with: elements by name, texts without mark-up. Not a parser: names and attributes that are not
// asked for are passed over, which is what a client that only looks for a few texts needs.

/** What stands between the first `<name>` and its end; undefined when there is none. */
export function textOf(xml: string, name: string): string | undefined {
  return elementsOf(xml, name)[0];
}

/** What stands between each `<name>` and its end, undecoded when it holds elements itself. */
export function elementsOf(xml: string, name: string): readonly string[] {
  const found: string[] = [];
  const start = `<${name}>`;
  const end = `</${name}>`;
  for (let at = xml.indexOf(start); at >= 0; ) {
    const stop = xml.indexOf(end, at);
    if (stop < 0) break;
    const content = xml.slice(at + start.length, stop);
    found.push(content.includes('<') ? content : decode(content));
    at = xml.indexOf(start, stop);
  }
  return found;
}

/** Text for an element. */
export function encodeText(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}

function decode(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));/g,
    (whole, hex, decimal, name) => {
      if (name !== undefined) return names.get(name) ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

const names: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);
