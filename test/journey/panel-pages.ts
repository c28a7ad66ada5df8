import { consolidationWords } from '../../src/evaluation/consolidation/words.ts';
import { sheetWords } from '../../src/evaluation/sheets/words.ts';
import { panelWords } from '../../src/evaluation/words.ts';
import type { Filled } from '../support/page-form.ts';
import type { PageVisitor, ShownPage } from '../support/page-visitor.ts';
import { judgedCriteria, labelOf, optionOf } from './call-words.ts';
import { countIn, everyRow, expectSaid } from './office-pages.ts';
import type { Judgement } from './plan.ts';
import type { Actor } from './stage.ts';
import type { PanelWays } from './ways.ts';

const panel = panelWords.it;
const sheets = sheetWords.it;
const sessions = consolidationWords.it;
const reason = 'La relazione dà misure di prima e di dopo, confrontabili.';

/** The panel in front of pages, from its first act to what applicants read. */
export const panelPages: PanelWays = {
  compose: async (secretary, named) => {
    const visitor = await openCall(secretary);
    await visitor.follow(panel.panelAction);
    await visitor.follow(panel.composeFirst);
    while (!visitor.here().text.includes(panel.namedRow(named.length)))
      await visitor.press(panel.moreRows);
    const rows = named.flatMap(({ actor, part }, index): Filled => {
      const row = panel.namedRow(index + 1);
      const [givenName = '', familyName = ''] = actor.name.split(' ');
      return [
        [[row, panel.fiscalCode], actor.fiscalCode],
        [[row, panel.givenName], givenName],
        [[row, panel.familyName], familyName],
        [[row, panel.part], panel.parts[part]],
      ];
    });
    const done = await visitor.press(panel.record, [
      [panel.actTitle, 'Costituzione del Nucleo di valutazione'],
      [panel.actDay, '2025-02-18'],
      [panel.actGround, 'Decreto n. 118 del 18 febbraio 2025'],
      ...rows,
    ]);
    expectSaid(done, panel.composed);
  },
  declare: async (judge, leads, ground) => {
    let declared = 0;
    for (;;) {
      const visitor = await openPart(judge);
      if (!visitor.here().links.some(({ text }) => text === panel.declare)) return declared;
      const page = await visitor.follow(panel.declare);
      const rows = page.table(panel.declarationTitle);
      const against = rows.filter(({ cells }) =>
        leads.some((lead) => (cells[panel.organisations] ?? '').includes(`${lead} `)),
      );
      const filled = against.flatMap(({ cells }): Filled => {
        const entry = countIn(cells[panel.application] ?? '');
        return [
          [panel.inConflictWith(entry), true],
          [panel.whyConflict(entry), ground],
        ];
      });
      const done = await visitor.press(panel.sendDeclaration, [...filled, [panel.confirm, true]]);
      expectSaid(done, panel.declarationDone);
      declared += rows.length;
    }
  },
  draw: async (secretary) => {
    const visitor = await openCall(secretary);
    await visitor.follow(panel.panelAction);
    await visitor.follow(panel.seeApplications);
    return countIn((await visitor.press(panel.draw)).said);
  },
  score: async (judge, judgementFor) => {
    const visitor = await openCall(judge);
    await visitor.follow(sheets.sheets);
    const lines = await everyRow(visitor, sheets.mine);
    const fresh = lines.filter(({ cells }) => cells[sheets.state] === sheets.sheetStates.none);
    const scored: string[] = [];
    for (const { links } of fresh) {
      const [sheet] = links;
      if (!sheet) throw new Error('a line of the list leads nowhere');
      await visitor.open(sheet.href);
      const done = await visitor.press(sheets.close, sheetFields(judgementFor(sheet.text)));
      expectSaid(done, sheets.closedDone);
      scored.push(sheet.text);
    }
    return scored;
  },
  recuse: async (judge, title, ground) => {
    const visitor = await openPart(judge);
    const rows = await everyRow(visitor, panel.myApplications);
    const row = rows.find(({ cells }) => cells[panel.application] === title);
    if (!row) throw new Error(`${judge.name} does not have «${title}»`);
    await visitor.follow(panel.lateConflict);
    const done = await visitor.press(panel.send, [
      [panel.whichEntry, row.cells[panel.protocol] ?? ''],
      [panel.conflictGround, ground],
    ]);
    expectSaid(done, panel.lateDone);
  },
  openSession: async (secretary, present) => {
    const visitor = await openSessions(secretary);
    const seated = present.map(({ name }) => name);
    const done = await visitor.press(sessions.openSession, [
      [sessions.heldOn, '2025-03-03'],
      [sessions.place, 'Sala 2'],
      [sessions.present, seatsOf(visitor.here(), seated)],
    ]);
    expectSaid(done, sessions.sessionOpened);
  },
  layOpen: async (secretary) => {
    const visitor = await openLastSession(secretary);
    if (visitor.here().table(sessions.ready).length === 0) return 0;
    return doneIn(await visitor.press(sessions.openSheets));
  },
  decideAgreed: async (secretary) => {
    const visitor = await openLastSession(secretary);
    const lines = visitor.here().table(sessions.opened);
    if (!lines.some(({ cells }) => cells[sessions.state] === sessions.agreed)) return 0;
    return doneIn(await visitor.press(sessions.decideAsProposed));
  },
  leftOpen: async (secretary) => {
    const visitor = await openLastSession(secretary);
    const lines = visitor.here().table(sessions.opened);
    return new Map(lines.flatMap(({ links }) => links.map(({ text, href }) => [text, href])));
  },
  decideByHand: async (secretary, where, decided) => {
    const visitor = await secretary.visitor();
    await visitor.open(where);
    const { said } = await visitor.press(sessions.decide, decisionFields(decided));
    if (said.startsWith('La domanda è stata ritirata nel frattempo')) return 'withdrawn';
    if (said.startsWith('Deciso:')) return 'decided';
    throw new Error(`${where} says «${said}»`);
  },
  closeSession: async (secretary) => {
    const visitor = await openLastSession(secretary);
    const done = await visitor.press(sessions.closeSession, [[sessions.notes, 'Nessuna.']]);
    const number = countIn(done.said);
    expectSaid(done, sessions.sessionClosed(number));
    return number;
  },
  release: async (secretary) => {
    const visitor = await openSessions(secretary);
    const { said } = await visitor.press(sessions.release);
    return said === sessions.releasedCount(1) ? 1 : countIn(said);
  },
};

/** The page of the call, from which everybody finds what is theirs. */
async function openCall(actor: Actor): Promise<PageVisitor> {
  const visitor = await actor.visitor();
  await visitor.open('/calls');
  await visitor.follow(/^Ri\.circo\.lo\./);
  return visitor;
}

async function openPart(judge: Actor): Promise<PageVisitor> {
  const visitor = await judge.visitor();
  await visitor.open('/evaluations');
  await visitor.follow(/^Ri\.circo\.lo\./);
  return visitor;
}

async function openSessions(secretary: Actor): Promise<PageVisitor> {
  const visitor = await openCall(secretary);
  await visitor.follow(sessions.sessions);
  return visitor;
}

export async function openLastSession(secretary: Actor): Promise<PageVisitor> {
  const visitor = await openSessions(secretary);
  const [last] = visitor.here().table(sessions.sessions);
  const [link] = last?.links ?? [];
  if (!link) throw new Error('there is no session');
  await visitor.follow(link.text);
  return visitor;
}

function seatsOf({ text }: ShownPage, names: readonly string[]): readonly string[] {
  return names.map((name) => {
    const [seat] = new RegExp(`${name} \\([a-z]+\\)`).exec(text) ?? [];
    if (seat === undefined) throw new Error(`${name} has no seat`);
    return seat;
  });
}

function sheetFields(judgement: Judgement): Filled {
  return judgedCriteria.flatMap(({ fact, title, points }): Filled => {
    const value = judgement[fact];
    const worth = (points as Readonly<Record<string, number>>)[value];
    return [
      [labelOf(fact), `${optionOf(fact, value)} ${worth}`],
      [[title, sheets.reason], reason],
    ];
  });
}

function decisionFields(judgement: Judgement): Filled {
  return judgedCriteria.flatMap(({ fact, code, points }): Filled => {
    const value = judgement[fact];
    const worth = (points as Readonly<Record<string, number>>)[value];
    return [
      [`${sessions.value}: ${code}`, `${optionOf(fact, value)} (${worth})`],
      [`${sessions.reason}: ${code}`, 'Il Nucleo concorda dopo la lettura delle schede.'],
    ];
  });
}

/** How many an act on several was done to. */
function doneIn({ said }: ShownPage): number {
  return countIn(said);
}
