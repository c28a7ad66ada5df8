import { decideAct, type ExaminationRefusal } from '../examination.ts';
import type { Examined } from './examined.ts';
import { standingOn } from './finding.ts';

export interface ConfirmationAsked {
  /** Of the finding. */
  readonly number: number;
  readonly personId: string;
  readonly agrees: boolean;
  readonly note: string | null;
}

export type ConfirmationRefusal =
  | ExaminationRefusal
  | 'one-person-is-enough'
  | 'no-such-finding'
  | 'found-meanwhile'
  | 'own-finding'
  | 'confirmed-already'
  | 'nothing-to-confirm'
  | 'note-missing';

/** Whether a person may give the second opinion on a finding; nothing stands in the way where there is no code. */
export function decideConfirmation(
  {
    examination,
    findings,
    standings,
    twoPersons,
  }: Pick<Examined, 'examination' | 'findings' | 'standings' | 'twoPersons'>,
  { number, personId, agrees, note }: ConfirmationAsked,
): ConfirmationRefusal | undefined {
  const closed = decideAct(examination);
  if (closed) return closed;
  if (twoPersons !== true) return 'one-person-is-enough';
  const finding = findings.find((each) => each.number === number);
  if (!finding) return 'no-such-finding';
  if (finding.second) return 'confirmed-already';
  if (finding.personId === personId) return 'own-finding';
  const { last, standing } = standingOn(standings, finding);
  if (last?.number !== number) return 'found-meanwhile';
  if (standing !== 'awaiting') return 'nothing-to-confirm';
  return !agrees && note === null ? 'note-missing' : undefined;
}
