import type { PublishedVersion } from '../../calls/index.ts';
import {
  listChecks,
  prepareApplication,
  readPhases,
  withFindings,
  type ApplicationDocument,
  type Call,
  type Check,
  type FactPlace,
  type Finding,
  type PhaseReading,
  type Prepared,
} from '../../engine/index.ts';
import type { Snapshot } from '../../applications/index.ts';
import type { ExaminationRecord } from '../examination.ts';
import {
  countingFindings,
  standingOn,
  standingsOf,
  type FindingRecord,
  type Standing,
  type SubjectStanding,
  type TwoPersons,
} from './finding.ts';

/** A check with what the office found on it and on what it rests. */
export interface ExaminedCheck extends Check {
  /** Why it is not decided although the rules could tell: something it rests on waits for somebody. */
  readonly held: Exclude<Standing, 'none' | 'counts'> | undefined;
  readonly own: SubjectStanding;
  /** What was found on the values on which it rests. */
  readonly below: readonly SubjectStanding[];
}

/** One application as the office examines it. */
export interface Examined {
  readonly published: PublishedVersion;
  readonly call: Call;
  readonly examination: ExaminationRecord;
  /** The text under examination, as its people wrote it. */
  readonly snapshot: Snapshot;
  /** What was declared, and the same with the findings that count in the place of it. */
  readonly declared: ApplicationDocument;
  readonly content: ApplicationDocument;
  readonly prepared: Prepared;
  readonly findings: readonly FindingRecord[];
  readonly standings: ReadonlyMap<string, SubjectStanding>;
  readonly checks: readonly ExaminedCheck[];
  readonly phases: readonly PhaseReading[];
  readonly twoPersons: TwoPersons;
}

export interface ExaminedText {
  readonly published: PublishedVersion;
  readonly examination: ExaminationRecord;
  readonly snapshot: Snapshot;
  readonly findings: readonly FindingRecord[];
}

/** What the rules say of a text with what was found about it. */
export function examine({ published, examination, snapshot, findings }: ExaminedText): Examined {
  const { call } = published;
  const twoPersons = twoPersonsOf(call);
  const declared: ApplicationDocument = { ...snapshot.content, id: snapshot.application };
  const counting = countingFindings(findings, twoPersons);
  const read = readWith(call, declared, counting);
  if (!read) throw new Error(`application ${snapshot.application} can no longer be read`);
  const standings = standingsOf(findings, twoPersons);
  const checks = read.checks.map((check) => withStanding(check, standings));
  return {
    published,
    call,
    examination,
    snapshot,
    declared,
    content: read.content,
    prepared: read.prepared,
    findings,
    standings,
    checks,
    phases: readPhases(call, checks),
    twoPersons,
  };
}

export interface ReadText {
  readonly content: ApplicationDocument;
  readonly prepared: Prepared;
  readonly checks: readonly Check[];
}

/** A text with findings in it as the rules read it; nothing when a value does not fit them. */
export function readWith(
  call: Call,
  declared: ApplicationDocument,
  findings: readonly Finding[],
): ReadText | undefined {
  const content = withFindings(declared, findings);
  const read = prepareApplication(call, content);
  if ('problems' in read) return undefined;
  return { content, prepared: read.prepared, checks: listChecks(call, read.prepared, findings) };
}

export function twoPersonsOf({ document }: Pick<Call, 'document'>): TwoPersons {
  const twoPersons = document.examination?.twoPersons;
  return typeof twoPersons === 'boolean' ? twoPersons : undefined;
}

/** What waits for a second person, or must be clarified, keeps whatever rests on it open. */
function withStanding(
  check: Check,
  standings: ReadonlyMap<string, SubjectStanding>,
): ExaminedCheck {
  const own = standingOn(standings, subjectOfCheck(check));
  const below = [...standings.values()].filter(
    ({ last }) =>
      (last?.kind === 'fact' && check.reads.some((place) => isAt(place, last))) ||
      (last?.kind === 'cost' && check.readsCosts),
  );
  const standing = [own, ...below].find((each) => isHolding(each.standing))?.standing;
  const held = standing !== undefined && isHolding(standing) ? standing : undefined;
  return { ...check, own, below, held, verdict: held === undefined ? check.verdict : 'unknown' };
}

function isHolding(standing: Standing): standing is Exclude<Standing, 'none' | 'counts'> {
  return standing !== 'none' && standing !== 'counts';
}

/** What a finding about the check itself is about. */
export function subjectOfCheck({ kind, subject, partner }: Check): Omit<Finding, 'value'> {
  return { kind, subject, ...(partner === undefined ? {} : { partner }) };
}

/** Whether a finding is about this place; a place of partners without one is of all of them. */
function isAt(place: FactPlace, { subject, partner }: Finding): boolean {
  return (
    subject === (place.list ?? place.fact.id) &&
    (place.partner === undefined || place.partner === partner)
  );
}

/** Whether what is recognised of some cost waits for somebody: the figures are not what they will be. */
export function areCostsOpen({ standings }: Pick<Examined, 'standings'>): boolean {
  return [...standings.values()].some(
    ({ standing, last }) => last?.kind === 'cost' && isHolding(standing),
  );
}

/** How many things are still to be done in the phase under way. */
export function countOpen({
  examination,
  phases,
}: Pick<Examined, 'examination' | 'phases'>): number {
  const reading = phases.find(({ phase }) => phase.id === examination.phase);
  return reading?.open.length ?? 0;
}
