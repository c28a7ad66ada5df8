import { pdf } from '../support/document-scene.ts';
import { camAnswers, firstAnswers, type OfficeAnswer } from './answers.ts';
import {
  applicantOf,
  eachOwn,
  morningOf,
  withdrawThose,
  type Journey,
  type OnDesk,
} from './journey.ts';
import { correctedFractions, days } from './reckoning.ts';

export interface Examined {
  readonly sharedOut: number;
  readonly begun: number;
  readonly confirmed: number;
  readonly silentRequests: number;
  readonly silentNotices: number;
  readonly dueDays: ReadonlyMap<string, number>;
}

/** The office from what it received to what it admits: requests, notices and refusals on their days. */
export async function examine(journey: Journey): Promise<Examined> {
  const { stage, ways } = journey;
  const { office } = ways;
  const [first] = stage.officers;
  if (!first) throw new Error('there is no officer');
  const count = { confirmed: 0 };
  await withdrawThose(journey, 'at-once');
  await morningOf(stage, days.examination);
  const sharedOut = await office.shareOut(first);
  let begun = 0;
  for (const officer of stage.officers) begun += await office.begin(officer);
  await eachOwn(
    journey,
    () => true,
    (desk) => lookFirst(desk, count),
  );
  await withdrawThose(journey, 'under-way');
  await reply(journey);
  const silentRequests = await hear(journey, count);
  await giveNotice(journey);
  const silentNotices = await morningOf(stage, days.outcomesAgainst);
  const dueDays = await ways.reading.dueDays(first);
  await decideAgainst(journey, count);
  await eachOwn(journey, ({ isDecidedFirst }) => isDecidedFirst === true, admit);
  return { sharedOut, begun, silentRequests, silentNotices, dueDays, ...count };
}

interface Count {
  confirmed: number;
}

/** Where the call asks for two persons, what one has found is confirmed by another. */
async function confirm({ journey, office, officer, where }: OnDesk, count: Count): Promise<void> {
  const { officers, twoPersons } = journey.stage;
  if (!twoPersons) return;
  const second = officers.find((each) => each !== officer);
  if (!second) throw new Error('there is no second officer');
  count.confirmed += await office.confirm(second, where);
  await office.reread(officer, where);
}

async function lookFirst(desk: OnDesk, count: Count): Promise<void> {
  const { office, officer, where, application } = desk;
  const { asked, overruled, isAgainstByRules } = application.course;
  for (const group of ['formal', 'other'] as const)
    await office.record(officer, where, { group, answers: firstAnswers(application, group) });
  if (overruled !== undefined) await overrule(desk);
  await confirm(desk, count);
  if (asked !== undefined)
    return office.ask(officer, where, {
      kind: 'clarification',
      ...(asked === 'corrects' ? { correcting: 'fractionsCollected' } : {}),
    });
  if (isAgainstByRules === true) return undefined;
  return concludeBoth(desk, count);
}

async function overrule({ office, officer, where, application }: OnDesk): Promise<void> {
  const { course } = application;
  await office.overrule(
    officer,
    where,
    course.overruled === 'value'
      ? { fact: 'worksStart', value: '2024-04-23', note: 'Verbale di consegna dei lavori.' }
      : { requirement: 'applicant-category', note: 'Lo statuto lo dice ente locale.' },
  );
}

/** The formal phase, then the specific one as far as the plan goes. */
async function concludeBoth(desk: OnDesk, count: Count): Promise<void> {
  const { office, officer, where, application } = desk;
  const { against, withdrawn } = application.course;
  await office.conclude(officer, where, 'formal');
  const record = (answers: readonly OfficeAnswer[]) =>
    office.record(officer, where, { group: 'specific', answers });
  await record(firstAnswers(application, 'specific'));
  if (withdrawn === 'under-way') return;
  const more = camAnswers(application);
  if (more.length > 0) {
    await confirm(desk, count);
    await record(more);
  }
  await confirm(desk, count);
  if (against === undefined) await office.conclude(officer, where, 'specific');
}

async function reply(journey: Journey): Promise<void> {
  const { stage, ways, plan } = journey;
  await morningOf(stage, days.reply);
  await withdrawThose(journey, 'waiting');
  for (const { title, course } of plan.values())
    if (course.asked === 'answers')
      await ways.applicants.reply(applicantOf(stage, title), title, {
        text: 'Alleghiamo la delibera di Giunta.',
        file: pdf(`delibera ${title}`),
      });
    else if (course.asked === 'corrects')
      await ways.applicants.reply(applicantOf(stage, title), title, {
        text: 'Le frazioni raccolte sono di più.',
        correction: { fact: 'fractionsCollected', value: correctedFractions },
      });
}

/** The office goes on with what it heard, and notes that others said nothing. */
async function hear(journey: Journey, count: Count): Promise<number> {
  const silent = await morningOf(journey.stage, days.silence);
  await eachOwn(
    journey,
    ({ asked }) => asked !== undefined,
    async (desk) => {
      const { office, officer, where, application } = desk;
      const isComplete = application.course.asked !== 'keeps-silent';
      await office.record(officer, where, {
        group: 'formal',
        answers: [
          isComplete
            ? { fact: 'complete', value: true, note: 'È arrivato quanto chiesto.' }
            : { fact: 'complete', value: false, note: 'Non è arrivato nulla.' },
        ],
      });
      await confirm(desk, count);
      if (isComplete) await concludeBoth(desk, count);
    },
  );
  return silent;
}

async function giveNotice(journey: Journey): Promise<void> {
  const { stage, ways, plan } = journey;
  await morningOf(stage, days.notice);
  await eachOwn(
    journey,
    ({ notice }) => notice !== undefined,
    ({ office, officer, where }) => office.ask(officer, where, { kind: 'notice-against' }),
  );
  await morningOf(stage, days.observations);
  for (const { title, course } of plan.values())
    if (course.notice === 'upheld' || course.notice === 'overcome')
      await ways.applicants.reply(applicantOf(stage, title), title, {
        text: 'Il motivo non sussiste: si veda la relazione.',
      });
}

async function decideAgainst(journey: Journey, count: Count): Promise<void> {
  await eachOwn(
    journey,
    ({ notice }) => notice !== undefined,
    async (desk) => {
      const { office, officer, where, application } = desk;
      const { notice, against, isReinstated } = application.course;
      if (notice !== 'silence')
        await office.answerObservations(officer, where, {
          text: notice === 'upheld' ? 'La relazione non lo dimostra.' : 'La relazione lo dimostra.',
          isUpheld: notice === 'upheld',
        });
      if (notice !== 'overcome') {
        await office.decide(officer, where, { outcome: 'not-admitted' });
        if (isReinstated === true) await reinstate(desk, count);
        return;
      }
      const note = 'Chiarito con le osservazioni.';
      await office.record(officer, where, {
        group: 'specific',
        answers: [{ fact: against ?? '', value: true, note }],
      });
      await confirm(desk, count);
      await office.conclude(officer, where, 'specific');
    },
  );
}

async function reinstate(desk: OnDesk, count: Count): Promise<void> {
  const { office, officer, where, application } = desk;
  await office.reopen(officer, application.title, 'Autotutela, art. 21-nonies L. 241/1990');
  const note = 'Il basamento è già lì: non servono opere.';
  await office.overrule(officer, where, { requirement: 'mobile-without-works', note });
  await confirm(desk, count);
  await concludeBoth(desk, count);
}

/** In favour, with a reserve where the plan has one, which may be lifted at once. */
export async function admit({ office, officer, where, application }: OnDesk): Promise<void> {
  const { title, course } = application;
  const hasReserve = course.outcome === 'with-reserve' || course.isReserveLifted === true;
  await office.decide(
    officer,
    where,
    hasReserve ? { outcome: 'with-reserve', reserve: 'Manca il CUP.' } : { outcome: 'admitted' },
  );
  if (course.isReserveLifted === true) await office.liftReserve(officer, title, 'CUP comunicato.');
}
