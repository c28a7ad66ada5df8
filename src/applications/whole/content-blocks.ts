import { isItems, type CallDocument } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';
import type { PdfBlock, PdfFact } from '../../platform/pdf/index.ts';
import {
  answerSaid,
  costRows,
  costSaid,
  expenseSaid,
  lineSaid,
  totalSaid,
} from '../answers-said.ts';
import type { DraftContent } from '../draft.ts';
import { capital } from '../problem-words.ts';
import type { CostsTotal, ShownContent } from '../sight.ts';
import { applicationWords } from '../words.ts';
import { wholeWords } from './whole-words.ts';

type Values = Readonly<Record<string, unknown>>;
type FactDocument = CallDocument['facts'][number];

interface ContentAsked {
  readonly document: CallDocument;
  readonly content: ShownContent;
  readonly language: Language;
  /** Names of partners by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** All that an application says, in the words and the order of its call, to be printed. */
export function contentBlocks(asked: ContentAsked): readonly PdfBlock[] {
  const { document, content, language, names } = asked;
  const words = wholeWords[language];
  const line = lineSaid(document, content.line, language);
  const head: readonly PdfFact[] = [
    ...(line === undefined ? [] : [{ term: words.line, value: line }]),
    ...(content.requestedRate === undefined
      ? []
      : [{ term: words.rate, value: content.requestedRate }]),
  ];
  return [
    { kind: 'heading', level: 1, text: words.text },
    ...(head.length === 0 ? [] : [{ kind: 'facts', facts: head } as const]),
    { kind: 'heading', level: 2, text: words.project },
    ...answerBlocks(asked, content.facts, 'project'),
    ...costBlocks(asked, content.costs),
    ...totalBlocks(asked, content.costsTotal),
    ...(content.partners ?? []).flatMap(
      ({ id, role, facts, costs, costsTotal }): readonly PdfBlock[] => {
        if (!facts && !costs && costsTotal === undefined) return [];
        const title = document.partnership?.roles.find((each) => each.id === role)?.label[language];
        return [
          { kind: 'heading', level: 2, text: `${names.get(id) ?? id} (${title ?? role})` },
          ...answerBlocks(asked, facts ?? {}, 'partner'),
          ...costBlocks(asked, costs),
          ...totalBlocks(asked, costsTotal),
        ];
      },
    ),
  ];
}

function answerBlocks(
  { document, language }: ContentAsked,
  values: Values,
  level: 'project' | 'partner',
): readonly PdfBlock[] {
  const asked = document.facts.filter(
    (fact) => (fact.level ?? 'project') === level && values[fact.id] !== undefined,
  );
  const isList = (fact: FactDocument): boolean =>
    fact.type === 'list' && Array.isArray(values[fact.id]);
  const others = Object.keys(values).filter((name) => !asked.some(({ id }) => id === name));
  const facts: readonly PdfFact[] = [
    ...asked
      .filter((fact) => !isList(fact))
      .map((fact) => ({
        term: capital(fact.label[language]),
        value: answerSaid(fact, values[fact.id], language),
      })),
    ...others.map((name) => ({ term: name, value: JSON.stringify(values[name]) })),
  ];
  if (asked.length + others.length === 0)
    return [{ kind: 'paragraph', text: wholeWords[language].noAnswers }];
  return [
    ...(facts.length === 0 ? [] : [{ kind: 'facts', facts } as const]),
    ...asked
      .filter(isList)
      .map((fact) => listTable(fact, values[fact.id] as readonly Values[], language)),
  ];
}

function listTable(fact: FactDocument, entries: readonly Values[], language: Language): PdfBlock {
  const fields = fact.fields ?? [];
  return {
    kind: 'table',
    caption: capital(fact.label[language]),
    columns: fields.map(({ label, type }) => ({
      title: label[language],
      isNumber: type === 'int' || type === 'money',
    })),
    rows: entries.map((entry) =>
      fields.map((field) => answerSaid(field, entry[field.id], language)),
    ),
  };
}

function costBlocks(
  { document, language }: ContentAsked,
  costs: DraftContent['costs'],
): readonly PdfBlock[] {
  if (!costs) return [];
  const words = wholeWords[language];
  const shown = applicationWords[language];
  const rows = costRows(document, costs, language);
  return [
    {
      kind: 'table',
      caption: words.costs,
      columns: [{ title: words.cost }, { title: words.amount, isNumber: true }],
      rows: rows.map(({ id, label }) => [label, costSaid(costs[id], language)]),
    },
    ...rows.flatMap(({ id, label }): readonly PdfBlock[] => {
      const value = costs[id];
      if (!isItems(value)) return [];
      return [
        {
          kind: 'table',
          caption: shown.expensesOf(label, String(value.length)),
          columns: [
            { title: shown.expense },
            { title: shown.supplier },
            { title: words.amount, isNumber: true },
          ],
          rows: value.map((item) => expenseSaid(item, language)),
        },
      ];
    }),
  ];
}

/** Of costs that are not for these eyes, what they come to. */
function totalBlocks(
  { language }: ContentAsked,
  total: CostsTotal | undefined,
): readonly PdfBlock[] {
  if (total === undefined) return [];
  const said = applicationWords[language].costsConfidential(totalSaid(total, language));
  return [{ kind: 'facts', facts: [{ term: wholeWords[language].costs, value: said }] }];
}
