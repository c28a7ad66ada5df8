import { canonicalJson, type FactValue, type Verdict } from '../../engine/index.ts';
import { decideAct, type ExaminationRefusal } from '../examination.ts';
import { costRefusal, isSameAmount } from './cost-places.ts';
import { effectOf, type Effect } from './effect.ts';
import { readWith, type Examined } from './examined.ts';
import {
  countingFindings,
  findingsOn,
  standingOn,
  type EvidenceLink,
  type FindingRecord,
  type Subject,
} from './finding.ts';
import { findPlace, type Place } from './places.ts';

/** What an officer says about one subject. */
export interface FindingAsked {
  readonly subject: Subject;
  readonly says: FindingRecord['says'];
  /** A value of the fact, or `met`, `not-met`, `not-applicable` for a check; `null` unless it says a value. */
  readonly value: FactValue | null;
  readonly note: string | null;
  readonly evidence: readonly EvidenceLink[];
}

export type FindingRefusal =
  | ExaminationRefusal
  | 'no-such-subject'
  | 'for-the-panel'
  | 'value-strange'
  | 'by-expense'
  | 'above-declared'
  | 'no-such-document'
  | 'found-meanwhile'
  | 'nothing-new'
  | 'nothing-to-take-back'
  | 'note-missing';

/** A finding as it will be recorded. */
export type NewFinding = FindingAsked & Pick<FindingRecord, 'insteadOf' | 'overrules'>;

export type FindingDecision =
  | { readonly type: 'found'; readonly finding: NewFinding; readonly effect: Effect }
  | {
      readonly type: 'refused';
      readonly code: FindingRefusal;
      /** What somebody else has found on it since it was read. */
      readonly first?: FindingRecord;
    };

const verdicts: readonly FactValue[] = ['met', 'not-met', 'not-applicable'] satisfies Verdict[];

/** Whether something can be found about an application; `seen` is the revision that its author had read. */
export function decideFinding(
  examined: Examined,
  asked: FindingAsked,
  seen: number,
): FindingDecision {
  const closed = decideAct(examined.examination);
  if (closed) return refused(closed);
  const place = findPlace(examined, asked.subject);
  const wrongCost =
    asked.subject.kind === 'cost' ? costRefusal(examined, asked.subject, asked.value) : undefined;
  if (wrongCost) return refused(wrongCost);
  if (!place) return refused('no-such-subject');
  if (place.type === 'fact' && place.place.fact.proof === 'panel') return refused('for-the-panel');
  const first = findingsOn(examined.findings, asked.subject).findLast(
    ({ revision }) => revision > seen,
  );
  if (first) return { type: 'refused', code: 'found-meanwhile', first };
  const code = wrongIn(examined, asked, place);
  if (code) return refused(code);
  const finding = newFinding(asked, place);
  const effect = effectWith(examined, [asked]);
  if (!effect) return refused('value-strange');
  const needsNote = finding.overrules || asked.says === 'to-clarify' || turnsAgainst(effect);
  return needsNote && asked.note === null
    ? refused('note-missing')
    : { type: 'found', finding, effect };
}

function refused(code: FindingRefusal): FindingDecision {
  return { type: 'refused', code };
}

function wrongIn(
  { standings, snapshot }: Examined,
  { subject, says, value, note, evidence }: FindingAsked,
  place: Place,
): FindingRefusal | undefined {
  if (place.type === 'check' && says === 'value' && !verdicts.some((each) => each === value))
    return 'value-strange';
  const documents = snapshot.documents ?? [];
  const isThere = ({ slot, version }: EvidenceLink): boolean =>
    documents.some((each) => each.slot === slot && each.version === version);
  if (!evidence.every(isThere)) return 'no-such-document';
  const { last, standing } = standingOn(standings, subject);
  if (says === 'taken-back') return last ? undefined : 'nothing-to-take-back';
  const isSame =
    last !== undefined &&
    standing !== 'disputed' &&
    canonicalJson([last.says, last.value, last.note, last.evidence]) ===
      canonicalJson([says, value, note, evidence]);
  return isSame ? 'nothing-new' : undefined;
}

function newFinding(asked: FindingAsked, place: Place): NewFinding {
  const insteadOf = place.type === 'check' ? place.check.computed : (place.declared ?? null);
  return { ...asked, insteadOf, overrules: asked.says === 'value' && overrulesAt(place, asked) };
}

/** A paper is seen by nobody but the office: what it says of one contradicts nothing. */
function overrulesAt(place: Place, { subject, value }: FindingAsked): boolean {
  if (place.type === 'check') {
    const { kind, computed } = place.check;
    return value !== computed && !(kind === 'paper' && computed === 'unknown');
  }
  const { declared } = place;
  if (subject.kind === 'cost' && isSameAmount(declared, value)) return false;
  return declared !== undefined && canonicalJson(value) !== canonicalJson(declared);
}

/** What findings change once they count; nothing where the rules cannot read a value. */
export function effectWith(
  { call, declared, findings, twoPersons, prepared, checks }: Examined,
  asked: readonly Pick<FindingAsked, 'subject' | 'value'>[],
): Effect | undefined {
  const counting = countingFindings(findings, twoPersons);
  const fresh = asked.map(({ subject, value }) => ({ ...subject, value }));
  const after = readWith(call, declared, [...counting, ...fresh]);
  return after && effectOf({ prepared, checks }, after);
}

function turnsAgainst({ verdicts: changes }: Effect): boolean {
  return changes.some(({ check, after }) => after === 'not-met' && check.effect !== 'warn');
}
