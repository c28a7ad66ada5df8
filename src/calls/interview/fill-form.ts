import { formatMoney, formatNumber, type Language } from '../../platform/page/index.ts';
import { parseCents } from '../../engine/index.ts';
import type { Interview, Question } from './interview.ts';
import { noneValue, notKnownValue, type Form } from './read-answer.ts';
import type { CostValue, FactDocument, FactValue, Step } from './step.ts';

/** What stands in the fields of a question: the answer that is being changed, as it would be typed. */
export function fillForm(
  { steps }: Interview,
  question: Question,
  { changing, language }: { readonly changing: number | undefined; readonly language: Language },
): Form {
  const step = changing === undefined ? undefined : steps[changing];
  if (!step) return {};
  switch (step.kind) {
    case 'fact':
      return question.kind === 'fact' ? fillFact(question.fact, 'v', step.value, language) : {};
    case 'each':
      return question.kind === 'each' ? fillEach(question, step, language) : {};
    case 'partners':
      return Object.fromEntries(
        Object.entries(step.counts ?? {}).map(([role, count]) => [`v-${role}`, String(count)]),
      );
    case 'costs':
      return fillCosts(step.costs, language);
    default:
      return {};
  }
}

function fillFact(
  fact: FactDocument,
  name: string,
  value: FactValue | null,
  language: Language,
): Form {
  if (value === null) return { [name]: notKnownIn(fact) };
  if (Array.isArray(value)) {
    if (fact.type !== 'list')
      return { [name]: value.length === 0 ? noneValue : (value as readonly string[]) };
    const rows = value as readonly Readonly<Record<string, FactValue>>[];
    return Object.fromEntries(
      rows.flatMap((row, index) =>
        Object.entries(row).map(([field, each]) => {
          const of = fact.fields?.find(({ id }) => id === field);
          return [`v-${index}-${field}`, of ? typePlain(of, each, language) : ''];
        }),
      ),
    );
  }
  return { [name]: typePlain(fact, value, language) };
}

/** Only where it is one of the choices. */
function notKnownIn({ type }: FactDocument): string {
  return type === 'bool' || type === 'option' ? notKnownValue : '';
}

function typePlain(fact: FactDocument, value: FactValue, language: Language): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object' && 'from' in value)
    return `${typeFigure(fact, value.from, language)} - ${typeFigure(fact, value.to, language)}`;
  return typeof value === 'object' ? '' : typeFigure(fact, value, language);
}

function typeFigure({ type }: FactDocument, value: number | string, language: Language): string {
  if (type === 'money') return typeMoney(String(value), language);
  return typeof value === 'number' && type === 'int'
    ? formatNumber(value, language)
    : String(value);
}

function typeMoney(text: string, language: Language): string {
  return formatMoney(parseCents(text) ?? 0, language).replaceAll(/[€\s\u00A0]/g, '');
}

/** One answer for all where they all gave the same, otherwise each its own. */
function fillEach(
  { fact, partners }: Extract<Question, { kind: 'each' }>,
  { values }: Extract<Step, { kind: 'each' }>,
  language: Language,
): Form {
  const given = partners.map(({ index }) => values[index] ?? null);
  const [first = null] = given;
  if (given.every((value) => JSON.stringify(value) === JSON.stringify(first)))
    return fillFact(fact, 'v', first, language);
  return Object.assign(
    {},
    ...partners.map(({ index }) => fillFact(fact, `v-p${index}`, values[index] ?? null, language)),
  ) as Form;
}

function fillCosts(costs: Readonly<Record<string, CostValue>> | null, language: Language): Form {
  if (!costs) return {};
  const entries = Object.entries(costs).flatMap(([id, cost]) => {
    if (typeof cost === 'string') return [[`v-${id}`, typeMoney(cost, language)]];
    if (cost.to === undefined) return [];
    return [[`v-${id}`, `${typeMoney(cost.from, language)} - ${typeMoney(cost.to, language)}`]];
  });
  const isRestOpen = Object.values(costs).some(
    (cost) => typeof cost !== 'string' && cost.to === undefined,
  );
  return Object.fromEntries(isRestOpen ? entries : [...entries, ['rest', 'on']]) as Form;
}
