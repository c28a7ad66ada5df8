import { findingsInForce, subjectOf, type Finding } from '../../engine/index.ts';

/** A document that was handed in, as the text under examination names it. */
export interface EvidenceLink {
  readonly slot: string;
  readonly version: number;
}

export interface SecondOpinion {
  readonly personId: string;
  readonly personName: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly agrees: boolean;
  readonly note: string | null;
}

/** What somebody of the office found, as it was recorded. Of several on one subject the last counts. */
export interface FindingRecord extends Finding {
  readonly number: number;
  readonly says: 'value' | 'to-clarify' | 'taken-back';
  /** What was declared, or what the rules said by themselves, when it was found. */
  readonly insteadOf: Finding['value'];
  readonly overrules: boolean;
  readonly note: string | null;
  readonly evidence: readonly EvidenceLink[];
  readonly phase: string | null;
  readonly snapshotHash: string;
  readonly revision: number;
  readonly personId: string;
  readonly personName: string;
  readonly at: string;
  readonly second: SecondOpinion | null;
}

export type Subject = Omit<Finding, 'value'>;

/** Whether a second person must confirm what one finds; `undefined` while the call leaves it open. */
export type TwoPersons = boolean | undefined;

/**
 * Where a subject stands: nothing found; found and counting; waiting for a second person; not agreed to by the
 * second; or to be clarified first.
 */
export type Standing = 'none' | 'counts' | 'awaiting' | 'disputed' | 'to-clarify';

export interface SubjectStanding {
  readonly standing: Standing;
  /** The last finding on it, unless it was taken back. */
  readonly last: FindingRecord | undefined;
}

const nothingFound: SubjectStanding = { standing: 'none', last: undefined };

/** Where each subject stands that anything was ever found on, by its name. */
export function standingsOf(
  findings: readonly FindingRecord[],
  twoPersons: TwoPersons,
): ReadonlyMap<string, SubjectStanding> {
  const standings = new Map<string, SubjectStanding>();
  for (const last of findings)
    standings.set(
      subjectOf(last),
      last.says === 'taken-back' ? nothingFound : { standing: standingOf(last, twoPersons), last },
    );
  return standings;
}

/** As much of a finding as decides whether it counts. */
export interface CountableFinding extends Finding {
  readonly says: FindingRecord['says'];
  readonly second: Pick<SecondOpinion, 'agrees'> | null;
}

function standingOf({ says, second }: CountableFinding, twoPersons: TwoPersons): Standing {
  if (second?.agrees === false) return 'disputed';
  if (says === 'to-clarify') return 'to-clarify';
  return twoPersons === true && !second ? 'awaiting' : 'counts';
}

export function standingOn(
  standings: ReadonlyMap<string, SubjectStanding>,
  subject: Subject,
): SubjectStanding {
  return standings.get(subjectOf(subject)) ?? nothingFound;
}

/** The findings that count, as the rules read them. */
export function countingFindings(
  findings: readonly CountableFinding[],
  twoPersons: TwoPersons,
): readonly Finding[] {
  const last = new Map(findings.map((finding) => [subjectOf(finding), finding]));
  const counting = [...last.values()].filter(
    (finding) => finding.says !== 'taken-back' && standingOf(finding, twoPersons) === 'counts',
  );
  return findingsInForce(counting);
}

/** Everything found on one subject, the first first. */
export function findingsOn(
  findings: readonly FindingRecord[],
  subject: Subject,
): readonly FindingRecord[] {
  const name = subjectOf(subject);
  return findings.filter((finding) => subjectOf(finding) === name);
}

/** A name of a subject that can stand in the id of a control. */
export function formKey(subject: Subject): string {
  const { kind, subject: id, partner, entry } = subject;
  return [
    kind,
    id,
    ...(partner === undefined ? [] : [partner]),
    ...(entry === undefined ? [] : [entry]),
  ].join('.');
}
