import type { VNode } from 'preact';
import { sentenceOf, type Figure } from '../engine/index.ts';
import type { PublishedVersion } from '../calls/index.ts';
import { Note, Section, Table, usePage, useWords } from '../platform/page/index.ts';
import type { DraftContent } from './draft.ts';
import { budgetOf, sumOf, type Amount, type Budget } from './sections/budget.ts';
import { budgetWords } from './sections/budget-words.ts';
import { AmountView, Why, withNames, type Names } from './sections/why-view.tsx';
import { wholeWords } from './whole/whole-words.ts';
import { applicationWords } from './words.ts';

export interface FiguresProps {
  readonly id: string;
  readonly content: DraftContent;
  /** Of the version under which it was submitted. */
  readonly call: PublishedVersion['call'];
  readonly names: Names;
}

/** What the rules say of a submitted text: every figure with its reason, as its people saw them. */
export function ReceivedFigures(props: FiguresProps): VNode {
  const { id, content, call } = props;
  const words = useWords(wholeWords);
  const said = useWords(applicationWords);
  const budget = budgetOf(call, { id, content });
  if (!budget)
    return (
      <Section id="figures" title={words.figures}>
        <Note tone="open" title={words.noFigures} />
      </Section>
    );
  return (
    <>
      <Section id="figures" title={words.figures}>
        <p>{said.figuresHelp}</p>
        <Told figures={[budget.root]} {...props} />
      </Section>
      <Money budget={budget} {...props} />
      <Requirements budget={budget} {...props} />
      <Score budget={budget} {...props} />
    </>
  );
}

type Given = FiguresProps & { readonly budget: Budget };

function Money({ budget, call, names }: Given): VNode | null {
  const words = useWords(budgetWords);
  const { grant, total } = budget;
  if (!grant && !total) return null;
  const rows: readonly (readonly [string, Figure])[] = [
    ...(grant ? ([[words.grantBar, grant.figure]] as const) : []),
    ...(grant?.byRate ? ([[words.byRate, grant.byRate]] as const) : []),
    ...(grant?.ceilings ?? []).map((figure) => [words.ceiling, figure] as const),
    ...(total ? ([[words.admittedAll, total]] as const) : []),
  ];
  return (
    <Section id="money" title={grant ? words.grant : words.admittedAll}>
      <Table
        caption={grant ? words.grant : words.admittedAll}
        rows={rows.map(([title, figure], index) => ({ title, figure, key: String(index) }))}
        keyOf={({ key }) => key}
        columns={[
          { title: words.figure, isRowHead: true, cell: ({ title }) => title },
          {
            title: words.amount,
            isNumber: true,
            cell: ({ figure }) => <AmountView amount={figure} />,
          },
          {
            title: words.why,
            isAction: true,
            cell: ({ title, figure }) => (
              <Why figure={figure} call={call} title={title} names={names} />
            ),
          },
        ]}
      />
      <Categories budget={budget} call={call} names={names} />
      <Shares budget={budget} call={call} names={names} />
    </Section>
  );
}

type Parts = Pick<Given, 'budget' | 'call' | 'names'>;

function Categories({ budget: { categories }, call, names }: Parts): VNode | null {
  const words = useWords(budgetWords);
  const { language } = usePage();
  if (categories.length === 0) return null;
  return (
    <Table
      caption={words.byCategory}
      rows={categories}
      keyOf={({ category }) => category.id}
      columns={[
        {
          title: words.category,
          isRowHead: true,
          cell: ({ category: { code = '', label } }) => `${code} ${label[language]}`.trim(),
        },
        {
          title: words.declaredColumn,
          isNumber: true,
          cell: ({ declared }) => <AmountView amount={declared} isBare />,
        },
        {
          title: words.admittedColumn,
          isNumber: true,
          cell: ({ admitted }) => <AmountView amount={admitted} isBare />,
        },
        {
          title: words.why,
          isAction: true,
          cell: (figures) => (
            <Why
              figure={figures.figure}
              call={call}
              title={figures.category.label[language]}
              sum={sumOf(figures, language)}
              names={names}
            />
          ),
        },
      ]}
    />
  );
}

function Shares({ budget: { grant }, call, names }: Parts): VNode | null {
  const words = useWords(budgetWords);
  const rows = [...(grant?.shares ?? [])];
  if (rows.length === 0) return null;
  const exactly = (cents: number): Amount => ({ low: cents, high: cents });
  return (
    <Table
      caption={words.ofPartners}
      rows={rows}
      keyOf={([id]) => id}
      columns={[
        { title: words.partner, isRowHead: true, cell: ([id]) => names.get(id) ?? id },
        {
          title: words.admittedColumn,
          isNumber: true,
          cell: ([, { admitted }]) => <AmountView amount={exactly(admitted)} isBare />,
        },
        {
          title: words.shareColumn,
          isNumber: true,
          cell: ([, { share }]) => <AmountView amount={share} isBare />,
        },
        {
          title: words.why,
          isAction: true,
          cell: ([id, { share }]) => (
            <Why figure={share} call={call} title={names.get(id) ?? id} names={names} />
          ),
        },
      ]}
    />
  );
}

function Requirements({ budget: { root }, ...props }: Given): VNode | null {
  const words = useWords(applicationWords);
  const eligible = root.inputs.find(({ rule }) => rule.kind === 'eligible');
  if (!eligible) return null;
  return (
    <Section id="requirements" title={words.requirementsSeen}>
      <Told figures={[eligible, ...eligible.inputs]} {...props} />
    </Section>
  );
}

const ofScore = new Set([
  'passes',
  'threshold',
  'gross',
  'net',
  'bonus-total',
  'criterion',
  'bonus',
]);

function Score({ budget: { root }, ...props }: Given): VNode | null {
  const words = useWords(applicationWords);
  const found = new Set<Figure>();
  const collect = (figure: Figure): void => {
    if (!ofScore.has(figure.rule.kind) || found.has(figure)) return;
    found.add(figure);
    figure.inputs.forEach(collect);
  };
  root.inputs.forEach(collect);
  if (found.size === 0) return null;
  return (
    <Section id="score" title={words.pointsSeen}>
      <Told figures={[...found]} {...props} />
    </Section>
  );
}

/** What a sentence is about, which stands before its colon. */
function aboutOf(said: string): string {
  return said.split(': ', 1)[0] ?? said;
}

/** Figures as sentences, each with what it rests on. */
function Told({
  figures,
  call,
  names,
}: Pick<FiguresProps, 'call' | 'names'> & { readonly figures: readonly Figure[] }): VNode {
  const { language } = usePage();
  return (
    <ul class="bd-flat bd-told">
      {figures.map((figure, index) => {
        const said = withNames(sentenceOf(figure, call, language), names);
        return (
          <li key={index}>
            {said} <Why figure={figure} call={call} title={aboutOf(said)} names={names} />
          </li>
        );
      })}
    </ul>
  );
}
