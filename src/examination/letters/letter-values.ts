import { protocolOf } from '../../applications/index.ts';
import { formatPoints, type Call } from '../../engine/index.ts';
import { formatDay, formatInstant, formatMoney } from '../../platform/page/index.ts';
import type { Figures, Span } from '../checks/effect.ts';
import type { Reason } from '../checks/outcome-act.ts';
import type { DueLetter } from './due-letters.ts';
import type { LetterValues } from './letter.ts';

/** Of a call, what its letters say. */
export interface LetterCall {
  readonly slug: string;
  readonly title: string;
  readonly body: string;
  /** Who answers for the procedure. */
  readonly officer: string;
  readonly rules: Call;
}

/** Of an application, what every letter about it says. */
export interface LetterSubject {
  readonly lead: string;
  readonly line: string | null;
  readonly entryNumber: number;
  readonly receivedAt: Date;
}

const unknown = 'ancora da determinare';

/** The places that every letter can have. */
export function commonValues(
  { lead, line, entryNumber, receivedAt }: LetterSubject,
  call: LetterCall,
  today: Date,
): LetterValues {
  return {
    call: call.title,
    body: call.body,
    officer: call.officer,
    applicant: lead,
    line: lineText(call.rules, line),
    protocol: protocolOf(call.slug, entryNumber),
    received: formatInstant(receivedAt, 'it').replace(', ', ' alle ore '),
    today: formatDay(today, 'it'),
  };
}

function lineText({ document }: Call, id: string | null): string {
  const all = (document.lines ?? []).flatMap((line) => [line, ...(line.sublines ?? [])]);
  return all.find((line) => line.id === id)?.title.it ?? id ?? 'nessuna linea';
}

const outcomes: Readonly<Record<DueLetter['outcome'], string>> = {
  admitted: 'ammessa',
  'with-reserve': 'ammessa con riserva',
  'not-admitted': 'non ammessa',
  withdrawn: 'ritirata',
};

/** What fills the places of a letter about an outcome; the figures are there where the letter says one. */
export function outcomeValues(
  letter: DueLetter,
  call: LetterCall,
  { today, figures }: { readonly today: Date; readonly figures: Figures | undefined },
): LetterValues {
  const { outcome, reasons, observations, net, gross } = letter;
  return {
    ...commonValues(letter, call, today),
    outcome: outcomes[outcome],
    reasons: reasons.length === 0 ? { none: 'nessun motivo' } : reasons.map(reasonText).join('\n'),
    observations: observations ?? { none: 'nessuna osservazione' },
    net: net === null ? spanText(figures?.net, pointsText) : pointsText(net),
    gross: gross === null ? spanText(figures?.gross, pointsText) : pointsText(gross),
    grant: grantText(outcome, figures?.grant),
  };
}

/** Who is not admitted gets nothing, whatever the rules would have given. */
function grantText(outcome: DueLetter['outcome'], grant: Span | undefined): string {
  return outcome === 'not-admitted' || outcome === 'withdrawn'
    ? 'nessun contributo'
    : spanText(grant, (cents) => formatMoney(cents, 'it'));
}

/** Hundredths of a point. */
function pointsText(points: number): string {
  return formatPoints(points).replace('.', ',');
}

/** A figure that is not known yet says so, with the bounds that are. */
function spanText(span: Span | undefined, said: (value: number) => string): string {
  if (!span) return unknown;
  const { low, high } = span;
  if (low === high) return said(low);
  if (Number.isFinite(high)) return `${unknown}, tra ${said(low)} e ${said(high)}`;
  return low === 0 ? unknown : `${unknown}, almeno ${said(low)}`;
}

function reasonText({ title, article, text }: Reason): string {
  const head = title ? `${title.it}${article === null ? '' : ` (${article})`}: ` : '';
  return `– ${head}${text}`;
}

/** A point of a request or of a notice, as a letter says it. */
export function pointText({
  text,
  article,
}: {
  readonly text: string;
  readonly article: string | null;
}): string {
  return `– ${text.trim()}${article === null ? '' : ` (${article})`}`;
}
