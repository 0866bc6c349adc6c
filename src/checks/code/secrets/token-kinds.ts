// The tokens that can be told from other text by their own shape, each as its issuer documents it.
import { crc32 } from 'node:zlib';

export interface TokenKind {
  readonly title: string;
  /** Letters that a token may begin with. */
  readonly first: string;
  /** Sticky and linear: a fixed prefix, then classes with fixed or bounded counts. */
  readonly shape: RegExp;
  /** Least Shannon entropy of the random part, in bits per character. */
  readonly minEntropy: number;
  /** `low`: short-lived or public by design, worth a line and no decision. */
  readonly severity: 'medium' | 'low';
  /** True: the token has a checksum and it is right. False: it has one and it is wrong. */
  readonly checksum?: (token: string) => boolean;
}

/** All kinds, tried in order at every place where `tokenPrefix` matches. */
export const tokenKinds: readonly TokenKind[] = [
  {
    title: 'AWS access key',
    first: 'A',
    shape: /(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])/y,
    minEntropy: 2.8,
    severity: 'medium',
  },
  { title: 'Google API key', first: 'A', shape: /AIza[\w-]{35}(?![\w-])/y, minEntropy: 3.5, severity: 'medium' },
  {
    title: 'Google OAuth client secret',
    first: 'G',
    shape: /GOCSPX-[\w-]{28}(?![\w-])/y,
    minEntropy: 3.3,
    severity: 'medium',
  },
  {
    title: 'GitHub token',
    first: 'g',
    shape: /gh[pousr]_[A-Za-z0-9]{36}(?!\w)/y,
    minEntropy: 3.5,
    severity: 'medium',
    checksum: gitHubChecksum,
  },
  {
    title: 'GitHub fine-grained token',
    first: 'g',
    shape: /github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}(?!\w)/y,
    minEntropy: 3.5,
    severity: 'medium',
  },
  { title: 'GitLab token', first: 'g', shape: /glpat-[\w-]{20}(?![\w-])/y, minEntropy: 3, severity: 'medium' },
  {
    title: 'Hugging Face token',
    first: 'h',
    shape: /hf_[A-Za-z0-9]{34,37}(?!\w)/y,
    minEntropy: 3.5,
    severity: 'medium',
  },
  {
    title: 'Anthropic API key',
    first: 's',
    shape: /sk-ant-[a-z0-9]{3,8}-[\w-]{32,120}(?![\w-])/y,
    minEntropy: 3.5,
    severity: 'medium',
  },
  {
    title: 'OpenAI API key',
    first: 's',
    shape: /sk-(?:proj|svcacct|admin|None)-[\w-]{32,200}(?![\w-])/y,
    minEntropy: 3.5,
    severity: 'medium',
  },
  { title: 'OpenAI API key', first: 's', shape: /sk-[A-Za-z0-9]{48}(?!\w)/y, minEntropy: 3.5, severity: 'medium' },
  { title: 'OpenRouter API key', first: 's', shape: /sk-or-v1-[0-9a-f]{64}(?!\w)/y, minEntropy: 3, severity: 'medium' },
  {
    title: 'Slack token',
    first: 'x',
    shape: /xox[abeoprs]-(?:\d{10,14}-){1,3}[A-Za-z0-9]{24,64}(?!\w)/y,
    minEntropy: 3,
    severity: 'medium',
  },
  {
    title: 'Slack webhook',
    first: 'h',
    shape: /hooks\.slack\.com\/services\/T[A-Z0-9]{8,12}\/B[A-Z0-9]{8,12}\/[A-Za-z0-9]{24}(?!\w)/y,
    minEntropy: 3.3,
    severity: 'medium',
  },
  {
    title: 'Stripe live key',
    first: 'rs',
    shape: /[rs]k_live_[A-Za-z0-9]{24,120}(?!\w)/y,
    minEntropy: 3.3,
    severity: 'medium',
  },
  {
    title: 'npm token',
    first: 'n',
    shape: /npm_[A-Za-z0-9]{36}(?!\w)/y,
    minEntropy: 3.5,
    severity: 'medium',
    checksum: gitHubChecksum,
  },
  {
    title: 'PyPI token',
    first: 'p',
    shape: /pypi-AgEIcHlwaS5vcmc[\w-]{50,220}(?![\w-])/y,
    minEntropy: 3.5,
    severity: 'medium',
  },
  {
    title: 'SendGrid key',
    first: 'S',
    shape: /SG\.[\w-]{22}\.[\w-]{43}(?![\w-])/y,
    minEntropy: 3.5,
    severity: 'medium',
  },
  { title: 'Replicate token', first: 'r', shape: /r8_[A-Za-z0-9]{37}(?!\w)/y, minEntropy: 3.5, severity: 'medium' },
  { title: 'Groq API key', first: 'g', shape: /gsk_[A-Za-z0-9]{52}(?!\w)/y, minEntropy: 3.5, severity: 'medium' },
  {
    title: 'Databricks token',
    first: 'd',
    shape: /dapi[0-9a-f]{32}(?:-\d)?(?!\w)/y,
    minEntropy: 3,
    severity: 'medium',
  },
  { title: 'DigitalOcean token', first: 'd', shape: /dop_v1_[0-9a-f]{64}(?!\w)/y, minEntropy: 3, severity: 'medium' },
  {
    title: 'Azure storage key',
    first: 'A',
    shape: /AccountKey=[A-Za-z0-9+/]{86}==/y,
    minEntropy: 3.8,
    severity: 'medium',
  },
  {
    title: 'AWS secret access key',
    first: 'aA',
    shape: /aws_secret_access_key["']?\s{0,4}[=:]\s{0,4}["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/iy,
    minEntropy: 3.5,
    severity: 'medium',
  },
  {
    title: 'Weights & Biases key',
    first: 'wW',
    shape: /wandb_api_key["']?\s{0,4}[=:]\s{0,4}["']?[0-9a-f]{40}(?!\w)/iy,
    minEntropy: 3,
    severity: 'medium',
  },
  {
    title: 'JSON web token',
    first: 'e',
    shape: /eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20,1000}/y,
    minEntropy: 3.5,
    severity: 'low',
  },
];

/** Where a token may begin. */
export const tokenPrefix: RegExp =
  /A(?:KIA|SIA|BIA|CCA|Iza|ccountKey=)|GOCSPX-|gh[pousr]_|github_pat_|glpat-|gsk_|hf_|hooks\.slack|sk-|xox[abeoprs]-|[rs]k_live_|npm_|pypi-Ag|SG\.|r8_|d(?:api|op_v1_)|eyJ|aws_secret_access_key|AWS_SECRET_ACCESS_KEY|wandb_api_key|WANDB_API_KEY/g;

/**
 * The last six characters are the CRC-32 of the random part, in base 62.
 * @source GitHub engineering, "Behind GitHub's new authentication token formats", 2021; npm uses the same form
 */
function gitHubChecksum(token: string): boolean {
  const random = token.slice(token.indexOf('_') + 1, -6);
  let value = crc32(random);
  let text = '';
  for (let digit = 0; digit < 6; digit += 1) {
    text = `${base62[value % 62]}${text}`;
    value = Math.floor(value / 62);
  }
  return token.endsWith(text);
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
