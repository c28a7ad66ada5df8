import { consolidationWords } from '../../src/evaluation/consolidation/words.ts';
import { checkWords } from '../../src/examination/checks/words.ts';
import { queueWords } from '../../src/examination/queue/words.ts';
import { findAll, hasClass, textOf } from '../support/page-tree.ts';
import { openOwn } from './applicant-pages.ts';
import { judgedCriteria } from './call-words.ts';
import { everyRow, outcomeNamed } from './office-pages.ts';
import { openLastSession } from './panel-pages.ts';
import type { Reading } from './ways.ts';

const queue = queueWords.it;
const sessions = consolidationWords.it;

/** What people read on pages. */
export const pageReading: Reading = {
  outcomes: async (officer) => {
    const visitor = await officer.visitor();
    await visitor.open('/examination');
    await visitor.follow(/^Tutte \d/);
    const rows = await everyRow(visitor, queue.caption);
    return new Map(
      rows.map(({ cells, links }) => [
        links[0]?.text ?? '',
        outcomeNamed(cells[queue.state] ?? ''),
      ]),
    );
  },
  dueDays: async (officer) => {
    const visitor = await officer.visitor();
    await visitor.open('/examination');
    await visitor.follow(queue.calendarLink);
    const { root } = await visitor.follow(queue.calendarAll);
    const lines = findAll(root, (each) => hasClass(each, 'bd-agenda')).flatMap((agenda) =>
      agenda.children.filter((each) => typeof each !== 'string'),
    );
    return new Map(
      lines.flatMap((line) => {
        const [time] = findAll(line, ({ tag }) => tag === 'time');
        const [, count] = /(\d+) istruttori[ae] da concludere/.exec(textOf(line)) ?? [];
        return time && count !== undefined
          ? [[time.attributes['datetime'] ?? '', Number(count)] as const]
          : [];
      }),
    );
  },
  scores: async (secretary) => {
    const visitor = await openLastSession(secretary);
    const rows = await everyRow(visitor, sessions.decided);
    return new Map(
      rows.map(({ cells, links }) => [
        links[0]?.text ?? '',
        {
          net: points(cells[sessions.net]),
          gross: points(cells[sessions.gross]),
          passes: (cells[sessions.threshold] ?? '').startsWith(sessions.reached),
        },
      ]),
    );
  },
  feedback: async (applicant, title) => {
    const visitor = await openOwn(applicant, title);
    const page = await visitor.follow(sessions.seeFeedback);
    const lines = page.table(sessions.feedback);
    return {
      net: points(page.fact(sessions.net)),
      bonus: points(page.fact(sessions.bonus)?.replace('+ ', '')),
      gross: points(page.fact(sessions.gross)),
      passes: !page.text.includes(sessions.notReached),
      judged: judgedCriteria.map(({ code }) => {
        const line = lines.find(({ cells }) => (cells[sessions.criterion] ?? '').startsWith(code));
        return line?.cells[sessions.given] ?? '';
      }),
    };
  },
  grant: async (officer, title) => {
    const visitor = await officer.visitor();
    await visitor.open('/examination');
    await visitor.follow(/^Tutte \d/);
    await visitor.press(queue.apply, [[queue.text, title]]);
    const page = await visitor.follow(title);
    const text = page.fact(checkWords.it.grant) ?? '';
    const [, euros = '', cents = '00'] = /^([\d.]+)(?:,(\d\d))?/.exec(text) ?? [];
    return Number(`${euros.replaceAll('.', '')}${cents}`);
  },
};

function points(text: string | undefined): number {
  if (text === undefined || !/^\d+(,\d+)?$/.test(text)) throw new Error(`no points: ${text}`);
  return Number(text.replace(',', '.'));
}
