// Who answers for an address, as far as its name tells.

/**
 * The part of a host name that somebody registers: its last two labels, or three below endings where registries or hosts of many
 * tenants give out the third. An approximation of the public suffix list, which changes weekly: where it is wrong, one owner may be
 * taken for two.
 */
export function registrableDomain(host: string): string {
  const name = host.toLowerCase().replace(/^\[|\]$|\.$/g, '');
  if (name.includes(':') || /^[0-9.]+$/.test(name)) return name;
  const labels = name.split('.');
  const ending = labels.slice(-2).join('.');
  const isShared = secondLevel.test(ending) || tenants.has(ending);
  return labels.slice(isShared ? -3 : -2).join('.');
}

/** `co.uk`, `com.au`, `ac.jp` ...: a word of a registry below a country. */
const secondLevel = /^(?:ac|co|com|edu|gob|gov|gouv|go|ltd|me|mil|ne|net|nom|or|org|plc|sch)\.[a-z]{2}$/;
/** Hosts whose customers have a name each. */
const tenants: ReadonlySet<string> = new Set([
  'amazonaws.com',
  'appspot.com',
  'azureedge.net',
  'blogspot.com',
  'cloudfront.net',
  'fastly.net',
  'github.io',
  'githubusercontent.com',
  'gitlab.io',
  'herokuapp.com',
  'netlify.app',
  'pages.dev',
  'r2.dev',
  'tumblr.com',
  'vercel.app',
  'weebly.com',
  'windows.net',
  'wixsite.com',
  'wordpress.com',
  'workers.dev',
]);
