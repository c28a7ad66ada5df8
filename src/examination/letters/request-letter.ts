import { sql } from 'kysely';
import {
  canonicalJson,
  findLetter,
  known,
  type Call,
  type LetterDocument,
} from '../../engine/index.ts';
import type { PublishedVersion } from '../../calls/index.ts';
import type { Db, Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { formatDay } from '../../platform/page/index.ts';
import { addPrint } from '../prints/print.ts';
import type { RequestDraft, RequestKey, RequestKind } from '../requests/request.ts';
import { layOutLetter, textOf, type LetterText, type LetterValues } from './letter.ts';
import { commonValues, pointText, type LetterCall, type LetterSubject } from './letter-values.ts';
import { lockLetters } from './store.ts';
import { readLetterRules } from './write-letters.ts';

/** What is sent, as its letter says it. */
export interface AskedLetter extends RequestDraft {
  readonly kind: RequestKind;
  /** The last day to answer, `2025-03-10`. */
  readonly dueOn: string;
}

const occasions = {
  clarification: 'clarification-request',
  'notice-against': 'notice-against',
} as const;

/** The letter that the call has for a request or a notice; many have none. */
export function requestLetter({ document }: Call, kind: RequestKind): LetterDocument | undefined {
  return findLetter(document.examination?.letters ?? [], occasions[kind]);
}

/** What fills the places of a letter that comes with a request or a notice. */
export function requestValues(
  { kind, introduction, items, dueOn }: AskedLetter,
  subject: LetterSubject,
  { call, today }: { readonly call: LetterCall; readonly today: Date },
): LetterValues {
  const said = introduction.trim();
  const points = [...(said === '' ? [] : [`${said}\n`]), ...items.map(pointText)].join('\n');
  return {
    ...commonValues(subject, call, today),
    ...(kind === 'clarification' ? { items: points } : { reasons: points }),
    answerBy: formatDay(dueOn, 'it'),
    answerDays: daysText(call.rules, kind),
  };
}

function daysText({ document: { examination } }: Call, kind: RequestKind): string {
  const notice = known(examination?.noticeAgainst);
  const days =
    kind === 'clarification'
      ? known(examination?.clarification.answerDays)
      : notice?.applies === true
        ? notice.answerDays
        : undefined;
  return days === undefined ? 'i giorni previsti dal bando' : String(days);
}

/** Of the application that a letter is about: what was received last. */
export async function findLetterSubject(
  db: Db,
  { callId, applicationId }: Omit<RequestKey, 'number'>,
): Promise<LetterSubject & { readonly title: string }> {
  const { rows } = await sql<LetterSubject & { readonly title: string }>`
    select h.lead_name as lead, h.title, x.line, x.entry_number as "entryNumber", r.at as "receivedAt"
      from examination x
      join snapshot_heading h on h.call_id = x.call_id and h.application_id = x.application_id and h.hash = x.submitted_hash
      join register_entry r on r.call_id = x.call_id and r.number = x.entry_number
     where x.call_id = ${callId} and x.application_id = ${applicationId}::uuid`.execute(db);
  const [subject] = rows;
  if (!subject) throw new Error(`application ${applicationId} is not examined`);
  return subject;
}

/** The letter as it would be written now, where the call has one and there is a point to write about. */
export async function previewRequestLetter(
  db: Db,
  key: Omit<RequestKey, 'number'>,
  {
    published,
    personId,
    today,
    ...asked
  }: AskedLetter & {
    readonly published: PublishedVersion;
    readonly personId: string;
    readonly today: Date;
  },
): Promise<LetterText | undefined> {
  const letter = requestLetter(published.call, asked.kind);
  if (!letter || asked.items.every(({ text }) => text.trim() === '')) return undefined;
  const rules = await readLetterRules(db, { callId: key.callId, officerId: personId, published });
  const subject = await findLetterSubject(db, key);
  return textOf(letter, requestValues(asked, subject, { call: rules, today }));
}

/**
 * Writes the letter that comes with a request, where the call has one for it: what it says is frozen in the transaction that
 * sends the request, and its file is made once, in the background.
 */
export async function writeRequestLetter(
  tx: Tx,
  key: RequestKey,
  {
    published,
    personId,
    ...asked
  }: AskedLetter & { readonly published: PublishedVersion; readonly personId: string },
): Promise<void> {
  const letter = requestLetter(published.call, asked.kind);
  if (!letter) return;
  const { callId, applicationId } = key;
  const rules = await readLetterRules(tx, { callId, officerId: personId, published });
  const { title, ...subject } = await findLetterSubject(tx, key);
  const number = (await lockLetters(tx, callId)) + 1;
  const { rows } = await sql<{
    now: Date;
  }>`select date_trunc('second', clock_timestamp()) as now`.execute(tx);
  const at = rows[0]?.now ?? new Date(0);
  const document = layOutLetter({
    letter,
    values: requestValues(asked, subject, { call: rules, today: at }),
    number,
    body: rules.body,
    subtitle: title,
    at,
    notices: rules.notices,
  });
  const { printId, contentHash } = await addPrint(tx, document);
  await tx
    .insertInto('letter')
    .values({
      call_id: callId,
      application_id: applicationId,
      number,
      template: letter.id,
      cause: `request/${key.number}`,
      language: 'it',
      batch_id: null,
      print_id: printId,
      written_by: personId,
    })
    .execute();
  await recordAct(tx, {
    chain: `call/${callId}`,
    act: 'letters-written',
    subject: `letters/${rules.slug}/${number}`,
    personId,
    content: canonicalJson([contentHash]),
  });
}
