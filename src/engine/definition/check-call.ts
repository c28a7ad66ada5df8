import { parseDay } from '../calendar/civil-date.ts';
import { checkHolidayRule } from '../calendar/holidays.ts';
import type { WindowProblem } from '../calendar/window.ts';
import { parseCents } from '../numbers/money.ts';
import { parseRate } from '../numbers/rate.ts';
import { findNearest } from '../text/nearest.ts';
import type { CallDocument } from './call-document.ts';
import { checkExamination } from './check-examination.ts';
import { isGap, known } from './gap.ts';
import type { CallNames } from './names.ts';
import type { DefinitionPath, DefinitionProblem } from './problem.ts';
import { holidayRuleOf, readWindowDocument } from './procedure-dates.ts';

/** What is wrong with the parts of a definition that no condition reads: ids, references, dates, pots. */
export function checkCall(document: CallDocument, names: CallNames): readonly DefinitionProblem[] {
  return [
    ...checkIds(document),
    ...checkLines(document),
    ...checkWindows(document),
    ...checkClocks(document),
    ...checkFunding(document),
    ...checkRanking(document, names),
    ...checkParts(document),
    ...checkExamination(document),
  ];
}

function checkIds(document: CallDocument): readonly DefinitionProblem[] {
  const sections: readonly (readonly [
    DefinitionPath,
    readonly { readonly id: string }[] | undefined,
  ])[] = [
    [['acts'], document.acts],
    [['windows'], document.windows],
    [['phases'], document.phases],
    [['uniqueness'], document.uniqueness],
    [['eligibility'], [...document.eligibility]],
    [['partnership', 'roles'], document.partnership?.roles],
    [['costs', 'categories'], document.costs?.categories],
    [['costs', 'caps'], document.costs?.caps],
    [['costs', 'groups'], document.costs?.groups],
    [['grant', 'ceilings'], document.grant?.ceilings],
    [['score', 'criteria'], document.score?.criteria],
    [['score', 'thresholds'], document.score?.thresholds],
    [['score', 'bonuses'], document.score?.bonuses],
    [['funding', 'pots'], document.funding?.pots],
    [['events'], document.events],
    [['clocks'], document.clocks],
    [['variations'], document.variations],
    [['expenses'], document.expenses],
    [['papers'], document.papers],
    [['examination', 'letters'], document.examination?.letters],
    [['notices'], document.notices],
    [['examples'], document.examples],
  ];
  return sections.flatMap(([path, items]) => checkDistinct(path, items ?? []));
}

function checkDistinct(
  path: DefinitionPath,
  items: readonly { readonly id: string }[],
): readonly DefinitionProblem[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    if (!seen.has(item.id)) {
      seen.add(item.id);
      return [];
    }
    return [
      {
        code: 'id-twice',
        message: `"${item.id}" is used twice in ${path.join('.')}`,
        path: [...path, index, 'id'],
      },
    ];
  });
}

/** Every `lines: […]` of the definition names lines or sub-lines that exist. */
function checkLines(document: CallDocument): readonly DefinitionProblem[] {
  const lines = document.lines ?? [];
  const ids = new Set(
    lines.flatMap((line) => [line.id, ...(line.sublines ?? []).map((each) => each.id)]),
  );
  const problems: DefinitionProblem[] = [];
  const visit = (value: unknown, path: DefinitionPath): void => {
    if (typeof value !== 'object' || value === null) return;
    const isList = Array.isArray(value);
    for (const [key, child] of Object.entries(value)) {
      const at = [...path, isList ? Number(key) : key];
      if (key === 'lines' && path.length > 0 && Array.isArray(child))
        problems.push(...unknownLines(child, ids, at));
      else if (path.length > 0 || key !== 'examples') visit(child, at);
    }
  };
  visit(document, []);
  const all = lines.flatMap((line) => [line.id, ...(line.sublines ?? []).map((each) => each.id)]);
  const twice = all.find((id, index) => all.indexOf(id) !== index);
  if (twice !== undefined)
    problems.push({ code: 'id-twice', message: `"${twice}" names two lines`, path: ['lines'] });
  return problems;
}

function unknownLines(
  named: readonly unknown[],
  ids: ReadonlySet<string>,
  path: DefinitionPath,
): readonly DefinitionProblem[] {
  return named.flatMap((id, index) => {
    if (typeof id !== 'string' || ids.has(id)) return [];
    const suggestion = findNearest(id, ids);
    return [
      {
        code: 'unknown-line',
        message: `there is no line or sub-line "${id}"`,
        path: [...path, index],
        ...(suggestion ? { suggestion } : {}),
      },
    ];
  });
}

function checkWindows(document: CallDocument): readonly DefinitionProblem[] {
  return document.windows.flatMap((window, index): readonly DefinitionProblem[] => {
    const read = readWindowDocument(window);
    if (read?.type !== 'refused') return [];
    return read.problems.map((problem) => ({
      code: problem.code,
      message: windowMessages[problem.code],
      path: ['windows', index, problem.path],
      ...(problem.instead?.length ? { suggestion: problem.instead.join(' or ') } : {}),
    }));
  });
}

const windowMessages: Readonly<Record<WindowProblem['code'], string>> = {
  'unknown-zone': 'this is not a time zone such as Europe/Rome',
  'not-a-time': 'this is not a day and an hour that exist',
  'out-of-range': 'this lies outside the years that are reckoned with',
  'skipped-time': 'the clocks skip this hour that day',
  'ambiguous-time': 'this hour comes twice that day: give its offset',
  'offset-not-of-zone': 'the zone does not have this offset then',
  'closes-before-opening': 'the window closes before it opens',
};

function checkClocks(document: CallDocument): readonly DefinitionProblem[] {
  const events = document.events.map((event) => event.id);
  const problems: DefinitionProblem[] = [];
  document.clocks.forEach((clock, index) => {
    const path = ['clocks', index];
    const hasLength = clock.days !== undefined || clock.months !== undefined;
    if (!hasLength || (clock.days !== undefined && clock.months !== undefined))
      problems.push({
        code: 'clock-length',
        message: 'a clock lasts a number of days or of months, one of the two',
        path,
      });
    const named = [
      ...(isGap(clock.start) ? [] : [[clock.start, [...path, 'start']] as const]),
      ...(known(clock.suspendedBy) ?? []).map(
        (event, at) => [event, [...path, 'suspendedBy', at]] as const,
      ),
    ];
    for (const [event, at] of named) {
      if (events.includes(event)) continue;
      const suggestion = findNearest(event, events);
      problems.push({
        code: 'unknown-event',
        message: `there is no event "${event}"`,
        path: at,
        ...(suggestion ? { suggestion } : {}),
      });
    }
    const needsHolidays =
      known(clock.endOnHoliday) === 'next-working-day' ||
      known(clock.endOnHoliday) === 'previous-working-day';
    if (needsHolidays && !document.holidays)
      problems.push({
        code: 'no-holidays',
        message: 'to move the end to a working day the call must list its holidays',
        path: [...path, 'endOnHoliday'],
      });
  });
  const holidays = document.holidays && checkHolidayRule(holidayRuleOf(document.holidays));
  for (const problem of holidays ?? [])
    problems.push({
      code: problem.code,
      message: `the holidays are not sound at ${problem.path}`,
      path: ['holidays'],
    });
  return problems;
}

function checkFunding(document: CallDocument): readonly DefinitionProblem[] {
  const { funding } = document;
  if (!funding) return [];
  const ids = funding.pots.map((pot) => pot.id);
  const problems: DefinitionProblem[] = [];
  funding.pots.forEach((pot, index) => {
    const path = ['funding', 'pots', index];
    const amount = known(pot.amount);
    if (amount !== undefined && parseCents(amount) === undefined)
      problems.push({
        code: 'amount-unreadable',
        message: `"${amount}" is not an amount such as "1234.50"`,
        path: [...path, 'amount'],
      });
    if (
      pot.within !== undefined &&
      (!ids.includes(pot.within) || isOwnAncestor(funding.pots, pot.id))
    )
      problems.push({
        code: 'unknown-pot',
        message: `"${pot.within}" is not a larger pot that "${pot.id}" can lie within`,
        path: [...path, 'within'],
      });
  });
  (funding.shares ?? []).forEach((share, index) => {
    if (!ids.includes(share.pot))
      problems.push({
        code: 'unknown-pot',
        message: `there is no pot "${share.pot}"`,
        path: ['funding', 'shares', index, 'pot'],
      });
  });
  const rates = (funding.shares ?? [])
    .map((share) => known(share.rate))
    .filter((rate) => rate !== undefined);
  if (funding.shares && rates.length === funding.shares.length && !addUpToOne(rates))
    problems.push({
      code: 'shares-miss-whole',
      message: 'the shares of the pots do not add up to 100%',
      path: ['funding', 'shares'],
    });
  return problems;
}

function isOwnAncestor(
  pots: readonly { readonly id: string; readonly within?: string }[],
  id: string,
): boolean {
  let at = pots.find((pot) => pot.id === id)?.within;
  for (let steps = 0; at !== undefined && steps <= pots.length; steps += 1) {
    if (at === id) return true;
    const next = at;
    at = pots.find((pot) => pot.id === next)?.within;
  }
  return false;
}

function addUpToOne(rates: readonly string[]): boolean {
  let [num, den] = [0n, 1n];
  for (const text of rates) {
    const rate = parseRate(text);
    if (!rate) return false;
    [num, den] = [num * rate.den + rate.num * den, den * rate.den];
  }
  return num === den;
}

/** What a ranking may be ordered by besides facts and criteria. */
export const rankingFigures = ['net', 'bonus', 'gross', 'grant', 'admitted', 'received'] as const;

function checkRanking(document: CallDocument, names: CallNames): readonly DefinitionProblem[] {
  const { ranking } = document;
  if (!ranking) return [];
  const criteria = (document.score?.criteria ?? []).map((criterion) => criterion.id);
  const check = (section: 'keys' | 'ties') =>
    (known(ranking[section]) ?? []).flatMap((key, index): DefinitionProblem[] => {
      const [kind, id] = key.by.split(':', 2);
      const isFigure = id === undefined && rankingFigures.some((figure) => figure === key.by);
      const isFact = kind === 'fact' && id !== undefined && isOrderable(names, id);
      const isCriterion = kind === 'criterion' && id !== undefined && criteria.includes(id);
      if (isFigure || isFact || isCriterion) return [];
      const all = [
        ...rankingFigures,
        ...[...names.project.keys()]
          .filter((name) => isOrderable(names, name))
          .map((name) => `fact:${name}`),
        ...criteria.map((name) => `criterion:${name}`),
      ];
      const suggestion = findNearest(key.by, all);
      return [
        {
          code: 'unknown-key',
          message: `a ranking cannot be ordered by "${key.by}"`,
          path: ['ranking', section, index, 'by'],
          ...(suggestion ? { suggestion } : {}),
        },
      ];
    });
  return [...check('keys'), ...check('ties')];
}

function isOrderable(names: CallNames, fact: string): boolean {
  const kind = names.project.get(fact)?.type.kind;
  return (
    kind === 'int' ||
    kind === 'money' ||
    kind === 'percent' ||
    kind === 'points' ||
    kind === 'date' ||
    kind === 'bool'
  );
}

/** Parts that only make sense together. */
function checkParts(document: CallDocument): readonly DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const report = (message: string, path: DefinitionPath): void => {
    problems.push({ code: 'parts-missing', message, path });
  };
  if (document.gives === 'grant' && !document.grant)
    report('a call that gives a grant says how it is computed', ['gives']);
  if (document.gives === 'recognition' && (document.grant || document.funding))
    report('a call that only recognises gives no money: leave out grant and funding', ['gives']);
  if (document.procedure === 'list' && document.ranking)
    report('a list has no order: leave out ranking', ['ranking']);
  if (document.grant && !document.costs)
    report('the grant is a share of admitted costs: list the costs', ['grant']);
  const phases = (document.phases ?? []).map((phase) => phase.id);
  document.eligibility.forEach((requirement, index) => {
    if (requirement.phase !== undefined && !phases.includes(requirement.phase))
      report(`there is no phase "${requirement.phase}"`, ['eligibility', index, 'phase']);
    if (requirement.level !== 'project' && !document.partnership)
      report('there are no partners in this call', ['eligibility', index, 'level']);
  });
  document.acts.forEach((act, index) => {
    const date = known(act.date);
    if (date !== undefined && parseDay(date) === undefined)
      report(`${date} is not a day that exists`, ['acts', index, 'date']);
  });
  return problems;
}
