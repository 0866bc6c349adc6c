// What a shell command line does, as far as that decides a verdict. Patterns are linear: every repetition is bounded.

/**
 * - `runs-download`: what it fetches is run without being looked at
 * - `runs-file`: downloads a file, then makes it executable or hands it to an interpreter
 * - `runs-decoded`: what it decodes is run
 * - `reverse-shell`: gives a shell to whoever is at the other end
 * - `sends-secrets`: uploads keys, credentials or the environment
 * - `plants-start-up`: writes where shells, schedulers or sessions start programs
 * - `destroys`: deletes or overwrites whole folders or disks
 * - `foreign-packages`: installs from an index or address of its own
 */
export type CommandEffect =
  | 'runs-download'
  | 'runs-file'
  | 'runs-decoded'
  | 'reverse-shell'
  | 'sends-secrets'
  | 'plants-start-up'
  | 'destroys'
  | 'foreign-packages';

/** What a command of each effect does, to follow a subject in a sentence. */
export const commandMeanings: Readonly<Record<CommandEffect, string>> = {
  'runs-download': 'runs what it downloads',
  'runs-file': 'downloads a file and runs it',
  'runs-decoded': 'runs what it decodes',
  'reverse-shell': 'hands a shell to another machine',
  'sends-secrets': 'sends secrets away',
  'plants-start-up': 'writes to a place from which programs start by themselves',
  destroys: 'destroys data',
  'foreign-packages': 'installs packages from an address of its own',
};

/** The first effect, worst first, that `command` shows; undefined for everyday commands. */
export function commandEffect(command: string): CommandEffect | undefined {
  const text = command
    .slice(0, maxCommand)
    .replaceAll(/\\\r?\n/g, ' ')
    .replaceAll(quotedTalk, ' ')
    .replaceAll(knownInstaller, ' ');
  return patterns.find(([, pattern]) => pattern.test(text))?.[0];
}

/** True when the effect needs no decision: nobody does this in good faith. */
export function isHostile(effect: CommandEffect): boolean {
  return effect !== 'foreign-packages' && effect !== 'runs-file';
}

/**
 * What commands do together, one per line: a file is downloaded by one and run by a later one.
 * `runs-download` when it comes without encryption or from a bare address, `runs-file` when it may be an installer.
 */
export function downloadedFileEffect(commands: string): CommandEffect | undefined {
  for (const match of commands.slice(0, maxCommand).matchAll(downloadToFile)) {
    const address = match[2] ?? '';
    const file = match[1] ?? match[3] ?? address.slice(address.lastIndexOf('/') + 1);
    const name = file.replaceAll(/["']/g, '').replace(/^\.\//, '');
    if (name.length < 1 || !isRun(commands.slice(match.index + match[0].length, match.index + maxCommand), name))
      continue;
    if (
      /^https:\/\/(?:repo\.(?:anaconda|continuum)\.|github\.com\/conda-forge|developer\.download\.nvidia\.com|dl\.google\.com)/.test(
        address,
      )
    )
      continue;
    return /^https:\/\/(?!\d{1,3}\.)/.test(address) ? 'runs-file' : 'runs-download';
  }
  return undefined;
}

/** True when a later command makes `name` executable, starts it, or hands it to an interpreter. */
function isRun(later: string, name: string): boolean {
  for (let at = later.indexOf(name); at !== -1; at = later.indexOf(name, at + name.length)) {
    const before = later.slice(Math.max(0, at - 40), at);
    if (
      /(?:\bchmod\s[^\n]{0,30}|\b(?:ba|z|da)?sh\s{1,4}(?:-\w{1,4}\s{1,4})?|\bpython[\d.]{0,4}\s{1,4}|(?:^|[\n;&|])\s{0,4}(?:sudo\s{1,4}|nohup\s{1,4})?)(?:\.\/)?["']?$/.test(
        before,
      )
    )
      return true;
  }
  return false;
}

const fetcher = '\\b(?:curl|wget|fetch|aria2c)(?:\\.exe)?\\b';
const interpreter =
  '(?:sudo\\s{1,4})?(?:/(?:usr/)?bin/)?(?:env\\s{1,4})?(?:ba|z|da|k|a)?(?:sh|python[\\d.]{0,4}|perl|ruby|node|php)\\b';

const patterns: readonly (readonly [CommandEffect, RegExp])[] = [
  [
    'reverse-shell',
    /\/dev\/(?:tcp|udp)\/|\b(?:nc|ncat|netcat)\b[^\n]{0,80}\s-(?:e|c)\s|\bmkfifo\b[^\n]{0,200}\b(?:nc|ncat|openssl)\b|\bsocat\b[^\n]{0,120}\bexec:|\bbash\s{1,4}-i\b[^\n]{0,40}(?:>&|<&)/i,
  ],
  [
    'runs-download',
    new RegExp(`${fetcher}[^\\n|]{0,400}\\|\\s{0,4}(?:tee\\s[^|\\n]{0,80}\\|\\s{0,4})?${interpreter}`, 'i'),
  ],
  [
    'runs-download',
    new RegExp(
      `(?:\\b(?:ba|z)?sh|\\bsource|\\beval|\\bpython3?|(?:^|[\\s;&])\\.)\\s{1,4}(?:-c\\s{0,4})?["']?(?:<\\(|\\$\\(|\`)\\s{0,4}${fetcher}`,
      'i',
    ),
  ],
  [
    'runs-download',
    /\b(?:iex|invoke-expression)\b[^\n]{0,200}(?:downloadstring|invoke-webrequest|iwr|irm|net\.webclient|webrequest)|(?:downloadstring|iwr|irm|invoke-webrequest|invoke-restmethod)[^\n]{0,200}\|\s{0,4}(?:iex|invoke-expression)\b|\bmshta\s{1,4}["']?https?:|\bcertutil\b[^\n]{0,60}-urlcache|\bbitsadmin\b[^\n]{0,60}\/transfer|\bregsvr32\b[^\n]{0,60}\/i:https?:/i,
  ],
  [
    'runs-decoded',
    new RegExp(
      `\\b(?:base64\\s{1,4}(?:-d|-D|--decode)|xxd\\s{1,4}-r|openssl\\s{1,4}(?:enc|base64)\\b|gunzip|zcat)[^\\n|]{0,200}\\|\\s{0,4}${interpreter}`,
      'i',
    ),
  ],
  [
    'runs-decoded',
    /\bpowershell(?:\.exe)?\b[^\n]{0,120}\s-(?:e|en|enc|enco\w*)\s{1,4}[A-Za-z0-9+/=]{20}|(?:\beval|\b(?:ba)?sh\s{1,4}-c|\bsource)\s{1,4}["']?(?:<\(|\$\(|`)[^\n)]{0,300}base64|\bpython3?\s{1,4}-c\s[^\n]{0,200}(?:exec|eval)\s{0,4}\([^\n]{0,200}(?:b64decode|urlopen|decompress|fromhex|requests)/i,
  ],
  [
    'sends-secrets',
    /\b(?:curl|wget)\b[^\n]{0,300}(?:-d|--data(?:-binary|-raw|-urlencode)?|-F|--form|-T|--upload-file|--post-data|--post-file)[= ]{0,4}["']?[^\n]{0,80}(?:@?(?:~|\$HOME|\/root|\/home\/\w{1,40})\/\.(?:ssh|aws|config|netrc|kube|docker|huggingface|cache\/huggingface)|\/etc\/(?:passwd|shadow)|\$\(\s{0,4}(?:env|printenv|cat|whoami|id|hostname)\b|`(?:env|printenv|cat)\b|\$\{?(?:HF_TOKEN|AWS_SECRET|OPENAI_API_KEY))|(?:\benv\b|\bprintenv\b|\bcat\s[^\n|]{0,80}(?:\.ssh|\.aws|\/etc\/(?:passwd|shadow)|\.netrc))[^\n|]{0,40}\|[^\n]{0,80}\b(?:curl|wget|nc|ncat)\b/i,
  ],
  [
    'plants-start-up',
    /(?:>>?|\btee\s{1,4}(?:-a\s{1,4})?)\s{0,4}["']?(?:~|\$HOME|\/root|\/home\/\w{1,40})\/(?:\.bashrc|\.profile|\.bash_profile|\.zshrc|\.ssh\/authorized_keys)|(?:>>?|\btee\b)\s{0,4}\/etc\/(?:cron|profile|rc\.local|ld\.so\.preload|systemd|sudoers)|\|\s{0,4}crontab\s{1,4}-|\breg\s{1,4}add\b[^\n]{0,120}\\run\b|\bschtasks\b[^\n]{0,60}\/create/i,
  ],
  [
    'destroys',
    /\brm\s{1,4}(?:-\w{1,8}\s{1,4}){1,3}(?:--no-preserve-root\s{1,4})?["']?(?:\/(?:\s|$|\*|["'])|~\/?(?:\s|$|\*)|\$HOME\/?(?:\s|$|["']))|\bdd\s[^\n]{0,80}\bof=\/dev\/(?:sd|nvme|hd|vd)|\bmkfs(?:\.\w{1,8})?\s{1,4}\/dev\/|:\(\)\s{0,2}\{\s{0,2}:\|:&\s{0,2}\};:/i,
  ],
  [
    'foreign-packages',
    /\bpip3?\s{1,4}install\b[^\n]{0,300}(?:--(?:extra-)?index-url|-i|--trusted-host|--find-links|-f)[= ]{1,2}(?!["']?https:\/\/(?:download\.pytorch\.org|pypi\.org|pypi\.nvidia\.com|pypi\.python\.org|storage\.googleapis\.com\/jax-releases|data\.pyg\.org|test\.pypi\.org|wheels\.|developer\.download\.nvidia\.com|[\w.-]{1,60}\.github\.io|huggingface\.co|abetlen|docs\.vllm\.ai|flashinfer\.ai))|\bpip3?\s{1,4}install\b[^\n]{0,200}\shttp:\/\/|\bnpm\s{1,4}install\b[^\n]{0,120}--registry/i,
  ],
];

/** A quoted command line that no shell is given: help texts and messages. */
const quotedTalk =
  /(?<!(?:\s-[a-z]*c|\beval|\bexec|-Command|\/c|\bRUN|\bssh\s[^\n"']{1,60}|\bsu\s[^\n"']{1,40}|[=([])\s{0,2})(?:"(?=[^"$`\n]{0,400}(?:curl|wget|irm|iwr|base64)\b)[^"$`\n]{1,800}"|'(?=[^'\n]{0,400}(?:curl|wget|irm|iwr|base64)\b)[^'\n]{1,800}')/g;

/** Address, then the file it is written to, in either order. */
const downloadToFile =
  /\b(?:curl|wget)\b(?:[^\n;&|]{0,200}?\s(?:-[oO]|--output|--output-document)[ =]{1,4}(\S{1,200}))?[^\n;&|]{0,200}?["']?((?:https?|ftp):\/\/[^\s"';&|]{1,400})["']?(?:[^\n;&|]{0,100}?\s(?:-[oO]|--output|--output-document|>)[ =]{1,4}(\S{1,200}))?/g;

/** Installers that their projects tell people to fetch and run, over an encrypted connection. */
const knownInstaller =
  /\b(?:curl|wget)\b[\w\s=.-]{0,60}["']?https:\/\/(?:sh\.rustup\.rs|astral\.sh\/uv|get\.docker\.com|deb\.nodesource\.com|install\.python-poetry\.org|ollama\.com\/install\.sh|ollama\.ai\/install\.sh|bootstrap\.pypa\.io|pixi\.sh|get\.sdkman\.io|raw\.githubusercontent\.com\/(?:Homebrew|nvm-sh|pyenv)|packagecloud\.io\/install\/repositories\/github\/git-lfs)[\w./-]{0,120}["']?[\w\s=.-]{0,40}\|\s{0,4}(?:sudo\s{1,4})?(?:-E\s{1,4})?(?:ba)?sh\b/g;

const maxCommand = 64 * 1024;
