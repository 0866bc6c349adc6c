// One file through the scanner: identify, read, check, and the same for everything inside it.
import { type AnyCheck, type CheckContext, type Observation, type Policy, runCheck } from '#checks/check';
import { checks } from '#checks/checks.generated';
import type { ByteSource } from '#core/byte-source';
import { FormatError } from '#core/errors';
import type { Finding } from '#core/finding';
import * as limits from '#core/limits';
import type { Place } from '#core/place';
import { gaps, type Range } from '#core/ranges';
import type { NotCovered } from '#core/scan-report';
import { WorkBudget } from '#core/work-budget';
import type { Format, ReadContext } from '#formats/format';
import { formatById, identify, takeSample } from '#formats/identify';
import { layouts } from '#formats/layouts.generated';
import type { Part } from '#formats/views/part';
import type { View } from '#formats/views/view';
import { siblingsAmong } from './member-siblings.ts';
import { findPolyglot, withoutEmbedded } from './polyglot.ts';

export interface SourceContext {
  readonly name: string;
  readonly policy: Policy;
  readonly sibling: CheckContext['sibling'];
}

export interface Scanned {
  readonly formats: readonly string[];
  readonly findings: readonly Finding[];
  /** Ranges of the outermost source that no reader accounted for. */
  readonly notCovered: readonly NotCovered[];
  /** Files beside the source that it makes its loader map as numbers, as it names them. */
  readonly externalFiles: readonly string[];
}

/** A part on its way through, with what is needed to speak of it from outside. */
interface Node {
  readonly part: Part;
  /** Path of members from the outermost file, absent for the file itself. */
  readonly member?: string;
  readonly depth: number;
  /** A range of this part as ranges of the outermost file. */
  readonly outward: (range: Range) => Range;
  /** Looks up what lies beside this part. */
  readonly sibling: CheckContext['sibling'];
}

interface Attempt {
  readonly format: Format;
  /** `container`: what the part is in says how it is read. */
  readonly match: 'content' | 'name' | 'container';
}

interface Reading extends Attempt {
  readonly view: View;
}

interface Failure extends Attempt {
  readonly error: FormatError;
}

/** Scans `source` and all it contains. Never throws for anything in the bytes. */
export async function scanSource(source: ByteSource, context: SourceContext): Promise<Scanned> {
  return new SourceScan(source, context).run();
}

class SourceScan {
  readonly #source: ByteSource;
  readonly #context: SourceContext;
  readonly #budget: WorkBudget;
  readonly #formats = new Set<string>();
  readonly #findings: Finding[] = [];
  readonly #notCovered: NotCovered[] = [];
  readonly #externalFiles: string[] = [];
  #dropped = 0;
  /** Once the list is full: no kept finding has a lower rank. */
  #lowestRank = -1;

  constructor(source: ByteSource, context: SourceContext) {
    this.#source = source;
    this.#context = context;
    this.#budget = new WorkBudget(source.size);
  }

  async run(): Promise<Scanned> {
    const part: Part = { name: this.#context.name, source: this.#source };
    await this.#visit({ part, depth: 0, outward: (range) => range, sibling: this.#context.sibling });
    if (this.#dropped > 0) this.#reportDropped();
    return {
      formats: [...this.#formats],
      findings: this.#findings,
      notCovered: this.#notCovered,
      externalFiles: this.#externalFiles,
    };
  }

  async #visit(node: Node): Promise<void> {
    try {
      if (this.#dropped >= limits.unlistedFindings.value) {
        const whole = { from: 0, to: node.part.source.size };
        return this.#leaveOut(whole, 'there are too many findings before it', node);
      }
      if (node.depth > limits.nestingDepth.value) throw tooDeep();
      this.#budget.spendPart();
      if (node.depth > 0 && isNothing(node.part)) return;
      const readings = await this.#readAll(node);
      for (const reading of readings) this.#formats.add(reading.format.id);
      const polyglot = findPolyglot(readings);
      if (polyglot !== undefined) this.#add(polyglot, node);
      // Each view goes when it has been judged: a tree of 100 MB is not there any more while the text is looked at.
      for (let reading = readings.shift(); reading !== undefined; reading = readings.shift()) {
        await this.#follow(reading.view, node);
      }
    } catch (error) {
      this.#reportUnread(asFormatError(error), undefined, node);
    }
  }

  /** Every reading that works. What nobody could account for is reported here. */
  async #readAll(node: Node): Promise<Reading[]> {
    const { part } = node;
    const sample = takeSample(part.source, part.name);
    const forced = (part.readAs ?? []).flatMap((id) => formatById(id) ?? []);
    const found = identify(sample).filter(
      ({ format, match }) => !forced.includes(format) && !(part.raw && match === 'name'),
    );
    const attempts: Attempt[] = [...forced.map((format) => ({ format, match: 'container' as const })), ...found];
    const readings: Reading[] = [];
    const failures: Failure[] = [];
    for (const { format, match } of attempts) {
      const result = await this.#tryRead(format, node);
      if (result instanceof FormatError) failures.push({ format, match, error: result });
      else readings.push({ format, match, view: result });
    }
    const standing = readings.length > 1 ? withoutEmbedded(readings, part.source.size) : readings;
    this.#reportFailures(failures, standing, node);
    if (standing.length > 0 && !part.raw) this.#reportGaps(standing, node);
    return standing;
  }

  async #tryRead(format: Format, node: Node): Promise<View | FormatError> {
    const context: ReadContext = { budget: this.#budget, name: node.part.name, sibling: node.sibling };
    try {
      return await format.read(node.part.source, context);
    } catch (error) {
      return asFormatError(error);
    }
  }

  /** Judges a view, then what its layout adds, then what it contains. */
  async #follow(view: View, node: Node): Promise<void> {
    this.#judge(view, node);
    if (view.kind === 'graph' && node.depth === 0)
      this.#externalFiles.push(...view.externalFiles.map(({ location }) => location));
    let parts = view.parts;
    if (view.kind === 'archive') {
      for (const layout of layouts.filter((candidate) => candidate.identify(view))) {
        try {
          const context: ReadContext = { budget: this.#budget, name: node.part.name, sibling: node.sibling };
          const laidOut = await layout.read({ ...view, parts }, context);
          this.#formats.add(layout.id);
          parts = laidOut.parts;
          for (const extra of laidOut.views) await this.#follow(extra, node);
        } catch (error) {
          this.#reportUnread(asFormatError(error), layout.title, node);
        }
      }
    }
    const siblingOf = view.kind === 'archive' ? siblingsAmong(parts) : () => nothingBeside;
    for (const part of parts) await this.#visit(childOf(node, part, siblingOf(part.name)));
  }

  #judge(view: View, node: Node): void {
    const context: CheckContext = {
      name: node.part.name,
      policy: withOwnModules(this.#context.policy, node.part.ownModules),
      sibling: node.sibling,
    };
    for (const check of checks) {
      for (const observation of runCheck(check, view, context)) this.#add(toFinding(check, observation), node);
    }
  }

  #reportGaps(readings: readonly Reading[], node: Node): void {
    const whole = { from: 0, to: node.part.source.size };
    const covered = readings.flatMap(({ view }) => view.covered ?? [whole]);
    for (const gap of gaps(covered, node.part.source.size)) {
      this.#leaveOut(gap, `no reader of ${names(readings)} accounts for these bytes`, node);
    }
  }

  #reportUnknown(node: Node): void {
    const size = node.part.source.size;
    if (size === 0) return;
    this.#leaveOut({ from: 0, to: size }, 'no format that is known here matches', node);
    this.#add(
      {
        ...ownFinding(
          'unknown-format',
          'inconclusive',
          `Nothing is known here that reads this ${node.member === undefined ? 'file' : 'member'}, so nothing can be said about it.`,
        ),
        remedy: 'Find out what would load it. If nothing does, leave it out of the asset.',
      },
      node,
    );
  }

  /** A format that only the name suggests may fail as long as another one reads the file. */
  #reportFailures(failures: readonly Failure[], readings: readonly Reading[], node: Node): void {
    const firm = failures.filter(({ match }) => match !== 'name');
    const reported = readings.length > 0 || firm.length > 0 ? firm : failures.slice(0, 1);
    for (const { error, format } of reported) this.#reportUnread(error, format.title, node);
    if (readings.length === 0 && reported.length === 0 && !node.part.raw) this.#reportUnknown(node);
  }

  #reportUnread(error: FormatError, title: string | undefined, node: Node): void {
    const where: Place = error.fields.offset === undefined ? {} : { offset: error.fields.offset };
    const as = title === undefined ? '' : ` as ${title}`;
    this.#add(
      {
        ...ownFinding('unreadable-content', 'error', `Could not be read${as}: ${error.message}.`),
        where,
        references: [error.code],
      },
      node,
    );
    const from = Math.min(error.fields.offset ?? 0, node.part.source.size);
    const range = { from, to: node.part.source.size };
    const whole = range.to > range.from ? range : { from: 0, to: node.part.source.size };
    this.#leaveOut(whole, error.message, node);
  }

  /** Notes a range of a part as not covered. Past the limit one range grows over all that is still to come. */
  #leaveOut(range: Range, why: string, node: Node): void {
    const outer = node.outward(range);
    const last = this.#notCovered.at(-1);
    if (last === undefined || this.#notCovered.length < limits.uncoveredRanges.value) {
      this.#notCovered.push({ ...outer, why: `${why}${inside(node)}` });
      return;
    }
    const from = Math.min(last.from, outer.from);
    const to = Math.max(last.to, outer.to);
    this.#notCovered[this.#notCovered.length - 1] = { from, to, why: 'further ranges that are not listed one by one' };
  }

  #reportDropped(): void {
    const message = `${this.#dropped} further findings are not listed.`;
    this.#findings.push({
      ...ownFinding('findings-cut', 'inconclusive', message),
      remedy: 'Look at the listed ones first.',
    });
  }

  #add(finding: Finding, node: Node): void {
    const member = [node.member, finding.where.member].filter((text) => text !== undefined).join('!');
    const placed = member === '' ? finding : { ...finding, where: { ...finding.where, member } };
    if (this.#findings.length < limits.findingsPerFile.value) {
      this.#findings.push(placed);
      return;
    }
    this.#dropped += 1;
    if (rankOf(finding) <= this.#lowestRank) return;
    // ATTACKER: a thousand harmless findings must not crowd out the one that counts.
    const lowest = this.#findings.findIndex((kept) => rankOf(kept) < rankOf(finding));
    if (lowest === -1) this.#lowestRank = rankOf(finding);
    else this.#findings[lowest] = placed;
  }
}

/** How much a finding says about the verdict. */
function rankOf({ outcome, severity }: Finding): number {
  if (outcome !== 'fail') return 1;
  return { critical: 4, high: 3, medium: 2, low: 0, info: 0 }[severity];
}

/** Empty members are markers; asking every format about each of 10^5 costs seconds. What a loader would open is read. */
function isNothing({ source, readAs }: Part): boolean {
  return source.size === 0 && readAs === undefined;
}

/** Names of modules that the same container brings are no strangers: their sources are scanned beside them. */
function withOwnModules(policy: Policy, own: Part['ownModules']): Policy {
  if (own === undefined) return policy;
  const isOwn = (name: string): boolean => {
    const steps = name.split('.');
    return steps.some((_, index) => index > 0 && own.has(steps.slice(0, index).join('.')));
  };
  return { ...policy, allowsGlobal: (name) => policy.allowsGlobal(name) || isOwn(name) };
}

/** What is embedded in something that is no archive has nothing beside it. */
function nothingBeside(): undefined {}

function childOf(node: Node, part: Part, sibling: Node['sibling']): Node {
  const outer: Range = part.range ?? { from: 0, to: node.part.source.size };
  const outward = (range: Range): Range =>
    part.stored && part.range !== undefined
      ? node.outward({ from: outer.from + range.from, to: Math.min(outer.from + range.to, outer.to) })
      : node.outward(outer);
  const member = node.member === undefined ? part.name : `${node.member}!${part.name}`;
  return { part, member, depth: node.depth + 1, outward, sibling };
}

function toFinding(check: AnyCheck, observation: Observation): Finding {
  return {
    check: check.id,
    outcome: observation.outcome ?? 'fail',
    severity: observation.severity,
    message: observation.message,
    where: observation.where,
    remedy: observation.remedy ?? check.remedy,
    references: [...new Set([...(observation.references ?? []), ...check.references])],
    controls: check.controls,
  };
}

/** A finding that the scan itself makes: about what could not be looked at. */
function ownFinding(check: string, outcome: 'error' | 'inconclusive', message: string): Finding {
  return {
    check,
    outcome,
    severity: 'info',
    message,
    where: {},
    remedy: 'Get an intact copy from its source, or treat it as unchecked.',
    references: [],
    controls: ['OWASP-SUPPLYCHAINMANAGE-29', 'OWASP-SUPPLYCHAINMANAGE-31'],
  };
}

function names(readings: readonly Reading[]): string {
  return readings.map(({ format }) => format.title).join(', ');
}

function inside(node: Node): string {
  return node.member === undefined ? '' : ` (in ${node.member})`;
}

function tooDeep(): FormatError {
  const limit = { limit: 'nestingDepth', value: limits.nestingDepth.value };
  return new FormatError('FORMAT_LIMIT', `containers are nested more than ${limits.nestingDepth.value} deep`, limit);
}

/** Readers throw FormatError only; anything else is a bug of ours, and the file stays unread rather than unsaid. */
function asFormatError(error: unknown): FormatError {
  if (error instanceof FormatError) return error;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new FormatError('FORMAT_UNSUPPORTED', `the reader failed (${text})`, { cause: error });
}
