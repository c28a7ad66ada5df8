import { eachOwn, morningOf, planned, withdrawThose, type Journey } from './journey.ts';
import { admit } from './examine.ts';
import type { Judgement } from './plan.ts';
import { days } from './reckoning.ts';
import type { Actor } from './stage.ts';

export interface Evaluated {
  /** About how many applications each judge has declared. */
  readonly declared: readonly number[];
  readonly assigned: number;
  readonly sheets: number;
  readonly laidOpen: number;
  readonly decidedAgreed: number;
  readonly decidedByHand: number;
  readonly minutes: number;
  readonly released: number;
}

/** The panel from the act that composes it to what applicants read; then the office decides what was left. */
export async function evaluate(journey: Journey): Promise<Evaluated> {
  const { stage, ways } = journey;
  await morningOf(stage, days.panel);
  const { declared, assigned } = await compose(journey);
  const sheets = await score(journey);
  await morningOf(stage, days.session);
  const held = await hold(journey);
  await morningOf(stage, days.outcomes);
  await eachOwn(journey, () => true, admit);
  const released = await ways.panel.release(stage.secretary);
  return { declared, assigned, sheets, ...held, released };
}

async function compose({ stage, ways, plan }: Journey) {
  const { judges, secretary } = stage;
  const parts = [
    'chair',
    'member',
    'member',
    'member',
    'member',
    'substitute',
    'substitute',
  ] as const;
  await ways.panel.compose(secretary, [
    ...judges.map((actor, index) => ({ actor, part: parts[index] ?? 'member' })),
    { actor: secretary, part: 'secretary' },
  ]);
  const conflicts = [...plan.values()].filter(({ course }) => course.conflict === 'declared');
  const leads = conflicts.map(({ bodies }) => bodies[0]?.name ?? '');
  const declared: number[] = [];
  for (const [index, judge] of judges.entries())
    declared.push(
      await ways.panel.declare(judge, index === 1 ? leads : [], 'Ci lavora mia sorella.'),
    );
  return { declared, assigned: await ways.panel.draw(secretary) };
}

/** Everybody fills what they have; who finds out late that they are in conflict leaves, and a substitute follows. */
async function score(journey: Journey): Promise<number> {
  const { stage, ways, plan } = journey;
  const written = new Map<string, number>();
  const holders = new Map<string, Actor>();
  let sheets = 0;
  const round = async (): Promise<void> => {
    for (const judge of stage.judges) {
      const titles = await ways.panel.score(judge, (title) => {
        const place = written.get(title) ?? 0;
        written.set(title, place + 1);
        if (place === 0) holders.set(title, judge);
        return judgementOf(journey, title, place);
      });
      sheets += titles.length;
    }
  };
  await round();
  for (const { title, course } of plan.values()) {
    const judge = holders.get(title);
    if (course.conflict === 'late' && judge)
      await ways.panel.recuse(judge, title, 'Ho avuto un incarico dal Comune.');
  }
  await round();
  return sheets;
}

/** Whoever is found in conflict later had given the most to it: that sheet must count for nothing. */
function judgementOf(journey: Journey, title: string, place: number): Judgement {
  const { sheets, course } = planned(journey, title);
  if (course.conflict === 'late')
    return place === 0
      ? { collectionIncrease: other(sheets[0]), recyclingIncrease: 'excellent' }
      : sheets[0];
  return sheets[place] ?? sheets[0];
}

function other({ collectionIncrease }: Judgement): Judgement['collectionIncrease'] {
  return collectionIncrease === 'small' ? 'notable' : 'small';
}

/** One session in which all is laid open and decided, while some withdraw before their eyes. */
async function hold(journey: Journey) {
  const { stage, ways } = journey;
  const { secretary, judges } = stage;
  const { panel } = ways;
  await panel.openSession(secretary, [...judges.slice(0, 5), secretary]);
  const count = { laidOpen: 0, decidedAgreed: 0, decidedByHand: 0 };
  const before = new Set<string>();
  for (;;) {
    const opened = await panel.layOpen(secretary);
    if (opened === 0) break;
    count.laidOpen += opened;
    const fresh = [...(await panel.leftOpen(secretary)).keys()].filter(
      (title) => !before.has(title),
    );
    await withdrawThose(journey, 'in-session', (title) => fresh.includes(title));
    for (const title of fresh) before.add(title);
    // A page shows a part of them: one presses until nothing is left that all agree upon.
    for (let agreed = 1; agreed > 0; count.decidedAgreed += agreed)
      agreed = await panel.decideAgreed(secretary);
    for (const [title, where] of await panel.leftOpen(secretary)) {
      const { decided, course } = planned(journey, title);
      const outcome = await panel.decideByHand(secretary, where, decided);
      if ((outcome === 'withdrawn') !== (course.withdrawn === 'in-session'))
        throw new Error(`«${title}» was ${outcome}`);
      if (outcome === 'decided') count.decidedByHand += 1;
    }
  }
  return { ...count, minutes: await panel.closeSession(secretary) };
}
