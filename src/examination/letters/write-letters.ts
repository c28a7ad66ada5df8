import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import {
  addressOf,
  findApplicationIn,
  findCurrentVersion,
  findRecipients,
} from '../../applications/index.ts';
import { loadPublished, type PublishedVersion } from '../../calls/index.ts';
import { canonicalJson, type LetterDocument } from '../../engine/index.ts';
import type { Database, Db, Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { oneLine } from '../../platform/mail/message.ts';
import { queueMessage } from '../../platform/mail/queue-message.ts';
import { addPrint, makePrint, type Press } from '../prints/print.ts';
import { figuresIn, type Figures } from '../checks/effect.ts';
import { findExamined } from '../checks/find-examined.ts';
import { listDue, type DueLetter } from './due-letters.ts';
import { findSourceLetter, type LetterRules, type LetterSource } from './letter-source.ts';
import { hasPlace, layOutLetter, type LetterValues } from './letter.ts';
import { outcomeValues } from './letter-values.ts';
import {
  findBatch,
  listWaiting,
  lockLetters,
  requestOf,
  type LetterBatch,
  type WaitingLetter,
} from './store.ts';

const atOnce = 50;
const together = 4;

export async function loadLetterRules(
  database: Database,
  callId: number,
  officerId: string,
): Promise<LetterRules> {
  const version = await findCurrentVersion(database.db, callId);
  const published = await loadPublished({ database }, { callId, version });
  return readLetterRules(database.db, { callId, officerId, published });
}

/** The same with the version of the rules at hand, within the transaction of an act. */
export async function readLetterRules(
  db: Db,
  {
    callId,
    officerId,
    published,
  }: {
    readonly callId: number;
    readonly officerId: string;
    readonly published: PublishedVersion;
  },
): Promise<LetterRules> {
  const { rows } = await sql<{
    slug: string;
    body: string;
    mode: 'test' | 'rehearsal' | 'live';
    officer: string;
  }>`
    select c.slug, c.mode, b.name as body,
           (select p.given_name || ' ' || p.family_name from person p where p.id = ${officerId}::uuid) as officer
      from call c join body b on b.id = c.body_id where c.id = ${callId}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error(`call ${callId} is not there`);
  return {
    slug: row.slug,
    body: row.body,
    officer: row.officer,
    title: published.call.document.title.it,
    rules: published.call,
    published,
    notices: [
      ...(row.mode === 'live' ? [] : ['Questa è una prova: la lettera non ha alcun effetto.']),
      ...(published.fictional ? ['Persone, organizzazioni e valori sono inventati.'] : []),
    ],
  };
}

/** The letter of the call with this id that tells of an outcome. */
export function findOutcomeLetter(
  { published }: Pick<LetterRules, 'published'>,
  template: string,
): LetterDocument | undefined {
  const letters = published.call.document.examination?.letters ?? [];
  return letters.find(({ id, on }) => id === template && on === 'outcome');
}

export interface Writing {
  readonly database: Database;
  readonly callId: number;
  readonly letter: LetterDocument;
  readonly rules: LetterRules;
  readonly batchId: string | null;
  readonly personId: string;
  readonly limit: number;
  readonly after?: number;
  readonly applicationId?: string;
  /** Where they tell of something else than an outcome: of what, and who knows about it. */
  readonly about?: { readonly cause: string; readonly source: LetterSource };
}

/** Who is due a letter, with what fills its places at an instant. */
interface Due extends Pick<DueLetter, 'applicationId' | 'entryNumber' | 'cause' | 'title'> {
  readonly valuesAt: (at: Date) => Promise<LetterValues>;
}

async function dueOf(tx: Tx, writing: Writing): Promise<readonly Due[]> {
  const { rules, about } = writing;
  if (about) {
    const due = await about.source.listDue(tx, { ...writing, cause: about.cause });
    return due.map((each) => ({
      ...each,
      valuesAt: (at) => Promise.resolve(each.values(rules, at)),
    }));
  }
  const due = await listDue(tx, writing);
  return due.map((each) => ({
    ...each,
    valuesAt: async (today) =>
      outcomeValues(each, rules, { today, figures: await findFigures(tx, writing, each) }),
  }));
}

/**
 * Writes the next letters that are due, each once whoever else writes at the same time: what they say is frozen with
 * their number. Gives the entry of the register up to which it has come; nothing when none was due.
 */
export async function writeDue(tx: Tx, writing: Writing): Promise<number | undefined> {
  const { callId, rules, batchId, personId } = writing;
  let number = await lockLetters(tx, callId);
  const due = await dueOf(tx, writing);
  const { rows } = await sql<{
    now: Date;
  }>`select date_trunc('second', clock_timestamp()) as now`.execute(tx);
  const at = rows[0]?.now ?? new Date(0);
  const contents: string[] = [];
  for (const each of due) {
    number += 1;
    const values = await each.valuesAt(at);
    const document = layOut(writing, each, { number, at, values });
    const { printId, contentHash } = await addPrint(tx, document, { isHurried: batchId === null });
    contents.push(contentHash);
    await tx
      .insertInto('letter')
      .values({
        call_id: callId,
        application_id: each.applicationId,
        number,
        template: writing.letter.id,
        cause: each.cause,
        language: 'it',
        batch_id: batchId,
        print_id: printId,
        written_by: personId,
      })
      .execute();
  }
  if (contents.length > 0)
    await recordAct(tx, {
      chain: `call/${callId}`,
      act: 'letters-written',
      subject: `letters/${rules.slug}/${number}`,
      personId,
      content: canonicalJson(contents),
    });
  return due.at(-1)?.entryNumber;
}

const figurePlaces = ['net', 'gross', 'grant'];

/** The figures of the text under examination, where the letter says one of them. */
export async function findFigures(
  db: Db,
  { letter, callId, database }: Pick<Writing, 'letter' | 'callId' | 'database'>,
  { applicationId }: Pick<DueLetter, 'applicationId'>,
): Promise<Figures | undefined> {
  if (!hasPlace(letter, figurePlaces)) return undefined;
  const examined = await findExamined(database, { callId, applicationId }, db);
  return examined && figuresIn(examined.prepared);
}

function layOut(
  { letter, rules }: Writing,
  due: Due,
  {
    number,
    at,
    values,
  }: { readonly number: number; readonly at: Date; readonly values: LetterValues },
) {
  return layOutLetter({
    letter,
    values,
    number,
    body: rules.body,
    subtitle: due.title,
    at,
    notices: rules.notices,
  });
}

/**
 * Carries out a batch from where it is: what was written and has no file yet comes first, so that a process that died
 * loses nothing and does nothing twice.
 */
export async function carryOut(
  press: Press,
  database: Database,
  batchId: string,
  sources: readonly LetterSource[] = [],
): Promise<void> {
  const batch = await findBatch(press.db, batchId);
  if (!batch || batch.endedAt) return;
  const { begun_by: personId } = await press.db
    .selectFrom('letter_batch')
    .select('begun_by')
    .where('id', '=', batchId)
    .executeTakeFirstOrThrow();
  const rules = await loadLetterRules(database, batch.callId, personId);
  const about = aboutOf(batch, sources);
  const letter = about
    ? findSourceLetter(rules, about.source, batch.template)
    : findOutcomeLetter(rules, batch.template);
  if (!letter) throw new Error(`the call has no letter ${batch.template} any more`);
  let after: number | undefined = 0;
  while (after !== undefined) {
    await printWaiting(press, batch);
    const { callId } = batch;
    const asked = { callId, letter, rules, batchId, personId, limit: atOnce, after };
    const writing: Writing = { database, ...asked, ...(about && { about }) };
    after = await atHalfPace(() => press.db.transaction().execute((tx) => writeDue(tx, writing)));
  }
  await press.db
    .updateTable('letter_batch')
    .set({ ended_at: sql<string>`clock_timestamp()` })
    .where('id', '=', batchId)
    .where('ended_at', 'is', null)
    .execute();
}

function aboutOf({ cause }: LetterBatch, sources: readonly LetterSource[]): Writing['about'] {
  if (cause === null) return undefined;
  const source = sources.find(({ on }) => cause.startsWith(`${on}/`));
  if (!source) throw new Error(`nobody knows what letters about ${cause} say`);
  return { cause, source };
}

/** Rests as long as it has worked: people wait for pages, and nobody for the next of twenty thousand letters. */
async function atHalfPace<T>(work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const done = await work();
  await sleep(performance.now() - began);
  return done;
}

/** One is laid out while the files of those before it are put away. */
async function printWaiting(press: Press, batch: LetterBatch): Promise<void> {
  for (;;) {
    const waiting = await listWaiting(press.db, batch.id, atOnce);
    if (waiting.length === 0) return;
    const left = waiting.values();
    const work = async (): Promise<void> => {
      for (const letter of left) await atHalfPace(() => printOne(press, letter, batch.id));
    };
    await Promise.all(Array.from({ length: together }, work));
  }
}

async function printOne(press: Press, letter: WaitingLetter, batchId: string): Promise<void> {
  await makePrint(press, letter.printId, {
    isInBackground: true,
    record: async (tx) => {
      await announce(tx, letter);
      await tx
        .updateTable('letter_batch')
        .set({ written: sql<number>`written + 1` })
        .where('id', '=', batchId)
        .execute();
    },
  });
}

/**
 * Tells those who write for the lead that a letter is there: once, with the moment in which its file is. One that comes with
 * a request was announced with it.
 */
export async function announce(
  tx: Tx,
  { callId, applicationId, number, cause }: WaitingLetter,
): Promise<void> {
  await tx.insertInto('letter_notice').values({ call_id: callId, number }).execute();
  if (requestOf(cause) !== undefined) return;
  const application = await findApplicationIn(tx, callId, applicationId);
  if (!application) return;
  const { lead, title, call } = application;
  const people = await findRecipients(tx, { organisationIds: [lead.id], callId, scope: 'edit' });
  const project = oneLine(title, 300);
  for (const { personId, email, language } of people)
    await queueMessage(tx, {
      kind: 'letter',
      about: `application/${applicationId}`,
      personId,
      recipient: email,
      language,
      subject:
        language === 'it'
          ? `Lettera sulla domanda «${oneLine(title, 120)}»`
          : `Letter about the application “${oneLine(title, 120)}”`,
      text:
        language === 'it'
          ? `C’è una lettera dell’ufficio sulla domanda «${project}», nel bando «${oneLine(call.title.it, 300)}».\n\nSi legge e si scarica nella domanda, dopo l’accesso.`
          : `There is a letter of the office about the application “${project}”, in the call “${oneLine(call.title.en, 300)}”.\n\nIt is read and downloaded in the application, after signing in.`,
      link: {
        label: language === 'it' ? 'Leggi la lettera' : 'Read the letter',
        address: `${addressOf(application)}/letters/${number}`,
      },
    });
}

/** Where the letter of one person that nobody waits for in a batch is made. */
export async function printSingle(press: Press, letter: WaitingLetter): Promise<void> {
  await makePrint(press, letter.printId, { record: (tx) => announce(tx, letter) });
}

export async function findLetterOf(db: Db, printId: string): Promise<WaitingLetter | undefined> {
  const { rows } = await sql<WaitingLetter>`
    select call_id as "callId", application_id as "applicationId", number, print_id as "printId", cause
      from letter where print_id = ${printId}::uuid and batch_id is null`.execute(db);
  return rows[0];
}
