import { checkWords } from '../../src/examination/checks/words.ts';
import { queueWords } from '../../src/examination/queue/words.ts';
import { dialogueWords } from '../../src/examination/requests/words.ts';
import { findAll, textOf } from '../support/page-tree.ts';
import type { Filled } from '../support/page-form.ts';
import type { PageVisitor, ShownPage, TableRow } from '../support/page-visitor.ts';
import type { OfficeAnswer } from './answers.ts';
import { labelOf, optionOf, phaseTitle, questionOf, requirementTitle } from './call-words.ts';
import type { Actor } from './stage.ts';
import type { OfficeWays, Outcome, Overruling, Where } from './ways.ts';

const checks = checkWords.it;
const queue = queueWords.it;
const dialogue = dialogueWords.it;

/** An officer in front of pages, from the queue to the outcome. */
export const officePages: OfficeWays = {
  shareOut: async (officer) => {
    const visitor = await officer.visitor();
    await visitor.open('/examination');
    await visitor.follow(/^Tutte \d/);
    await visitor.press(queue.apply, [[queue.call, await onlyCall(visitor)]]);
    await visitor.follow(queue.workload);
    return countIn((await visitor.press(queue.rotate)).said);
  },
  begin: async (officer) => {
    const visitor = await officer.visitor();
    await visitor.open('/examination');
    const done = await visitor.press(queue.bulkDo, [
      [queue.bulkWhich, queue.bulkFound('200')],
      [queue.bulkStep, queue.bulkSteps.begin],
    ]);
    return countIn(done.text.slice(done.text.search(/\d+ fatt/)));
  },
  own: async (officer) => {
    const visitor = await officer.visitor();
    await visitor.open('/examination');
    const rows = await everyRow(visitor, queue.caption);
    return new Map(
      rows.flatMap(({ links }) => links.slice(0, 1).map((each) => [each.text, each.href])),
    );
  },
  record: async (officer, where, { group, answers }) => {
    const page = await openOnce(await officer.visitor(), where);
    const visitor = await officer.visitor();
    const under = group === 'other' ? checks.other : phaseTitle(group);
    const said = await visitor.press(checks.save, fieldsFor(answers, page), { under });
    expectSaid(said, checks.saved(answers.length));
  },
  overrule: async (officer, where, decided) => {
    const visitor = await officer.visitor();
    await openOnce(visitor, where);
    await visitor.follow(wayTo(decided));
    const filled: Filled = [
      'requirement' in decided
        ? [checks.subjectVerdict, capital(checks.verdicts.met)]
        : [questionOf(decided.fact), decided.value],
      [checks.note, decided.note],
    ];
    const preview = await visitor.press(checks.preview, filled);
    if (!preview.text.includes(checks.previewTitle)) throw new Error('no effect was shown');
    expectSaid(await visitor.press(checks.record), checks.saved(1));
  },
  conclude: async (officer, where, phase) => {
    const visitor = await officer.visitor();
    await openOnce(visitor, where);
    expectSaid(await visitor.press(checks.concludePhase(phaseTitle(phase))), checks.concluded);
  },
  reread: async (officer, where) => {
    await (await officer.visitor()).open(where);
  },
  confirm: async (officer, where) => {
    const visitor = await officer.visitor();
    let page = await visitor.open(where);
    let confirmed = 0;
    for (;;) {
      const waiting = findAll(page.root, ({ tag }) => tag === 'button').find((each) =>
        textOf(each).startsWith(`${checks.agree} `),
      );
      if (!waiting) return confirmed;
      page = await visitor.press(textOf(waiting));
      expectSaid(page, checks.confirmed);
      confirmed += 1;
    }
  },
  ask: async (officer, where, { kind, correcting }) => {
    const visitor = await officer.visitor();
    await openOnce(visitor, where);
    await visitor.follow(checks.toRequests);
    await visitor.press(dialogue.prepare[kind]);
    await visitor.press(dialogue.readAndSend, [
      [dialogue.introduction, 'Gentile capofila,'],
      ...(correcting === undefined ? [] : correctingPoint(visitor.here(), correcting)),
    ]);
    expectSaid(await visitor.press(dialogue.sendNow), dialogue.sent);
  },
  answerObservations: async (officer, where, { text, isUpheld }) => {
    const visitor = await officer.visitor();
    await openOnce(visitor, where);
    await visitor.follow(checks.toRequests);
    await visitor.follow(lastNotice(visitor.here()));
    const buttons = findAll(visitor.here().root, ({ tag }) => tag === 'button').filter(
      (each) => textOf(each) === dialogue.answerNow,
    );
    for (const index of buttons.keys())
      expectSaid(
        await visitor.press(
          dialogue.answerNow,
          [
            [dialogue.observationAnswer, text],
            [dialogue.upheld, isUpheld ? dialogue.upheldYes : dialogue.upheldNo],
          ],
          { nth: index },
        ),
        dialogue.answered,
      );
  },
  decide: async (officer, where, { outcome, reserve }) => {
    const visitor = await officer.visitor();
    await openOnce(visitor, where);
    const form = await visitor.follow(checks.toOutcome);
    expectSaid(
      await visitor.press(checks.decide, [
        [checks.outcomeField, capital(checks.outcomes[outcome])],
        ...(reserve === undefined ? [] : ([[checks.ownReserve, reserve]] as const)),
        ...missingReasons(form),
      ]),
      checks.decided,
    );
  },
  liftReserve: async (officer, title, ground) => {
    const visitor = await findDecided(officer, title);
    await visitor.follow(checks.lift);
    expectSaid(
      await visitor.press(checks.lift, [[checks.ground, ground]], { under: checks.liftHelp }),
      checks.liftDone,
    );
  },
  reopen: async (officer, title, ground) => {
    const visitor = await findDecided(officer, title);
    await visitor.follow(checks.reopen);
    expectSaid(
      await visitor.press(checks.reopen, [
        [checks.ground, ground],
        [checks.fromPhase, phaseTitle('formal')],
      ]),
      checks.reopenDone,
    );
  },
};

/** Stays where one is; goes there from elsewhere. */
async function openOnce(visitor: PageVisitor, where: Where): Promise<ShownPage> {
  return visitor.isAt(where) ? visitor.here() : visitor.open(where);
}

export async function everyRow(
  visitor: PageVisitor,
  caption: string,
): Promise<readonly TableRow[]> {
  const rows = [...visitor.here().table(caption)];
  while (visitor.here().links.some(({ text }) => text === 'Pagina successiva'))
    rows.push(...(await visitor.follow('Pagina successiva')).table(caption));
  return rows;
}

export function expectSaid({ said, url }: ShownPage, wanted: string): void {
  if (!said.includes(wanted)) throw new Error(`${url} says «${said}», not «${wanted}»`);
}

export function countIn(text: string): number {
  const [, count] = /(\d+)/.exec(text) ?? [];
  if (count === undefined) throw new Error(`no count in «${text}»`);
  return Number(count);
}

/** The one call of which there is something in the queue. */
async function onlyCall(visitor: PageVisitor): Promise<string> {
  const select = findAll(visitor.here().root, ({ attributes }) => attributes['name'] === 'call')[0];
  const [, call] = select ? findAll(select, ({ tag }) => tag === 'option') : [];
  if (!call) throw new Error('the queue names no call');
  return textOf(call);
}

function fieldsFor(answers: readonly OfficeAnswer[], { text }: ShownPage): Filled {
  return answers.flatMap(({ fact, value, note }): Filled => {
    const question = questionOf(fact);
    if (!text.includes(question)) throw new Error(`«${question}» is not asked`);
    const answer = answerText(fact, value);
    return [
      [question, answer],
      ...(note === undefined ? [] : ([[[question, checks.note], note]] as const)),
    ];
  });
}

function answerText(fact: string, value: OfficeAnswer['value']): string | readonly string[] {
  if (value === 'to-clarify') return checks.clarify;
  if (typeof value === 'boolean') return value ? checks.yes : checks.no;
  if (typeof value === 'number') return String(value);
  return value.map((option) => capital(optionOf(fact, option)));
}

/** The link on the page of the application that leads to a check or a value. */
function wayTo(decided: Overruling): RegExp {
  return 'requirement' in decided
    ? startOf(`${checks.decideOtherwise} ${checks.on(requirementTitle(decided.requirement))}`)
    : startOf(checks.verify(labelOf(decided.fact)));
}

function startOf(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}

/** A point of one's own about a value, in the first of the empty ones. */
function correctingPoint({ root }: ShownPage, fact: string): Filled {
  const label = questionOf(fact);
  const target = findAll(root, ({ attributes }) => attributes['name'] === 'own0.target')[0];
  const option =
    target &&
    findAll(target, ({ tag }) => tag === 'option').find(
      (each) => textOf(each).includes(labelOf(fact)) || textOf(each).includes(label),
    );
  if (!option) throw new Error(`«${label}» cannot be corrected`);
  return [
    [{ name: 'own0.text' }, `Chiarire: ${label}`],
    [{ name: 'own0.target' }, textOf(option)],
  ];
}

function lastNotice({ links }: ShownPage): string {
  const found = links.findLast(({ text }) => text.startsWith(dialogue.kinds['notice-against']));
  if (!found) throw new Error('there is no notice');
  return found.text;
}

/** What the rules give no sentence for is written by the officer. */
function missingReasons({ root }: ShownPage): Filled {
  return findAll(root, ({ attributes }) =>
    (attributes['name'] ?? '').startsWith('reason.'),
  ).flatMap((field): Filled =>
    textOf(field) === ''
      ? [[{ name: field.attributes['name'] ?? '' }, 'Come comunicato, il requisito manca.']]
      : [],
  );
}

async function findDecided(officer: Actor, title: string): Promise<PageVisitor> {
  const visitor = await officer.visitor();
  await visitor.open('/examination');
  await visitor.follow(/^Tutte \d/);
  await visitor.press(queue.apply, [[queue.text, title]]);
  await visitor.follow(title);
  return visitor;
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** How the queue calls an outcome. */
export function outcomeNamed(text: string): Outcome | undefined {
  const outcomes = ['admitted', 'with-reserve', 'not-admitted', 'withdrawn'] as const;
  return outcomes.find((each) => queue.outcomes[each] === text);
}
