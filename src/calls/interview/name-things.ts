import { parseCents, type OpenQuestion, type Track } from '../../engine/index.ts';
import { formatDay, formatMoney, formatNumber, type Language } from '../../platform/page/index.ts';
import type { Question } from './interview.ts';
import {
  findFact,
  rolesOf,
  type AskedCall,
  type CostValue,
  type FactDocument,
  type FactValue,
  type Step,
} from './step.ts';
import { interviewWords } from './words.ts';

/** What a rule is called where people read it, and what kind of rule it is. */
export interface RuleName {
  readonly kind: 'requirement' | 'criterion' | 'grant';
  readonly title: string;
}

export function nameRule(
  { rules }: AskedCall,
  track: Track,
  { id, language }: { readonly id: string; readonly language: Language },
): RuleName {
  const { partnership } = rules.document;
  const requirement =
    track.requirements.find(({ document }) => document.id === id)?.document ??
    partnership?.minimum?.find((each) => each.id === id);
  if (requirement) return { kind: 'requirement', title: requirement.title[language] };
  const criterion = track.score?.criteria.find(({ document }) => document.id === id);
  if (criterion) return { kind: 'criterion', title: criterion.document.title[language] };
  if (id === track.grant?.document.minimumProject?.id)
    return { kind: 'requirement', title: smallestProject[language] };
  return { kind: 'grant', title: interviewWords[language].grant };
}

const smallestProject = { it: 'Importo minimo del progetto', en: 'Smallest project' };

/** The line or sub-line that a track is for; nothing where the call has none. */
export function nameLine({ rules }: AskedCall, id: string, language: Language): string | undefined {
  for (const line of rules.document.lines ?? []) {
    if (line.id === id) return line.title[language];
    const subline = line.sublines?.find((each) => each.id === id);
    if (subline) return `${line.title[language]}: ${subline.title[language]}`;
  }
  return undefined;
}

export function askFact({ question, label }: FactDocument, language: Language): string {
  if (question) return question[language];
  const text = label[language];
  return text.endsWith('?') ? text : `${text}?`;
}

export function nameQuestion(
  question: Pick<Question, 'kind'> & { readonly fact?: FactDocument },
  language: Language,
): string {
  const words = interviewWords[language];
  if (question.kind === 'partners') return words.whoShort;
  if (question.kind === 'costs' || !question.fact) return words.costsShort;
  return question.fact.label[language];
}

export function nameOpen(open: OpenQuestion, language: Language): string {
  return nameQuestion(open, language);
}

/** What a step was about, as the list of answers names it. */
export function nameStep(step: Step, call: AskedCall, language: Language): string {
  const words = interviewWords[language];
  switch (step.kind) {
    case 'partners':
      return words.whoTakesPart;
    case 'costs':
      return words.whichCosts;
    case 'pass':
      return nameLine(call, step.line, language) ?? call.rules.document.title[language];
    default: {
      const fact = findFact(call, step.fact);
      return fact ? askFact(fact, language) : step.fact;
    }
  }
}

/** The same in few words. */
export function nameStepShortly(step: Step, call: AskedCall, language: Language): string {
  const words = interviewWords[language];
  if (step.kind === 'partners') return words.whoShort;
  if (step.kind === 'costs') return words.costsShort;
  if (step.kind === 'pass') return words.passed;
  return findFact(call, step.fact)?.label[language] ?? step.fact;
}

/** What was said, in words. */
export function sayStep(step: Step, call: AskedCall, language: Language): string {
  const words = interviewWords[language];
  switch (step.kind) {
    case 'pass':
      return words.passed;
    case 'partners':
      return step.counts ? sayCounts(step.counts, call, language) : words.notKnown;
    case 'costs':
      return step.costs ? sayCosts(step.costs, language) : words.notKnown;
    case 'fact': {
      const fact = findFact(call, step.fact);
      return fact && step.value !== null ? sayValue(fact, step.value, language) : words.notKnown;
    }
    default:
      return sayEach(step.values, findFact(call, step.fact), language);
  }
}

function sayCounts(
  counts: Readonly<Record<string, number>>,
  call: AskedCall,
  language: Language,
): string {
  return rolesOf(call)
    .filter(({ id }) => (counts[id] ?? 0) > 0)
    .map(({ id, label }) => `${label[language]}: ${formatNumber(counts[id] ?? 0, language)}`)
    .join('; ');
}

function sayCosts(costs: Readonly<Record<string, CostValue>>, language: Language): string {
  const words = interviewWords[language];
  const ends = Object.values(costs).map((cost) => {
    const { from, to } = typeof cost === 'string' ? { from: cost, to: cost } : cost;
    const most = to === undefined ? Number.POSITIVE_INFINITY : (parseCents(to) ?? 0);
    return { low: parseCents(from) ?? 0, high: most };
  });
  return sayRange(
    {
      low: ends.reduce((sum, { low }) => sum + low, 0),
      high: ends.reduce((sum, { high }) => sum + high, 0),
    },
    language,
    words.unknown,
  );
}

/** An interval of cents; nothing at all is known of one from zero without an end. */
export function sayRange(
  { low, high }: { readonly low: number; readonly high: number },
  language: Language,
  unknown: string,
): string {
  const words = interviewWords[language];
  if (low === high) return formatMoney(low, language);
  if (Number.isFinite(high))
    return low === 0
      ? words.upToHigh(formatMoney(high, language))
      : words.between(formatMoney(low, language), formatMoney(high, language));
  return low === 0 ? unknown : words.from(formatMoney(low, language));
}

/** Values of several partners: one for all, or how many have which. */
function sayEach(
  values: Readonly<Record<string, FactValue | null>>,
  fact: FactDocument | undefined,
  language: Language,
): string {
  const counted = new Map<string, number>();
  for (const value of Object.values(values)) {
    const text =
      value === null || !fact ? interviewWords[language].notKnown : sayValue(fact, value, language);
    counted.set(text, (counted.get(text) ?? 0) + 1);
  }
  const entries = [...counted];
  if (entries.length === 1) return entries[0]?.[0] ?? '';
  return entries.map(([text, count]) => `${text} (${count})`).join('; ');
}

export function sayValue(fact: FactDocument, value: FactValue, language: Language): string {
  const words = interviewWords[language];
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) {
    if (fact.type === 'list') return formatNumber(value.length, language);
    const chosen = (fact.options ?? []).filter(({ id }) =>
      (value as readonly unknown[]).includes(id),
    );
    return chosen.length === 0
      ? words.noneOfThese
      : chosen.map(({ label }) => label[language]).join('; ');
  }
  if (typeof value === 'object') {
    if (!('from' in value)) return words.notKnown;
    return words.between(sayPlain(fact, value.from, language), sayPlain(fact, value.to, language));
  }
  return sayPlain(fact, value, language);
}

function sayPlain(fact: FactDocument, value: number | string, language: Language): string {
  const { options = [], unit } = fact;
  switch (fact.type) {
    case 'money':
      return formatMoney(parseCents(String(value)) ?? 0, language);
    case 'date':
      return formatDay(String(value), language);
    case 'option':
      return options.find(({ id }) => id === value)?.label[language] ?? String(value);
    default: {
      const text = typeof value === 'number' ? formatNumber(value, language) : value;
      return unit ? `${text} ${unit[language]}` : text;
    }
  }
}
