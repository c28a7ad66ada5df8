import type { VNode } from 'preact';
import type { Json } from '../engine/index.ts';
import { Details, Section, Table, usePage, useWords } from '../platform/page/index.ts';
import { MoneyRange, PointsRange, Unknown } from './sheet-parts.tsx';
import { sheetWords } from './sheet-words.ts';
import type { CostFigureView, ExampleView, FigureView } from './worked-example.ts';

interface ExampleProps {
  readonly example: ExampleView;
}

/** One case of the definition as the engine works it out. */
export function ExampleSection({ example }: { readonly example: ExampleView | undefined }): VNode {
  const words = useWords(sheetWords);
  if (!example)
    return (
      <Section id="example" title={words.sections.example}>
        <p>{words.exampleNone}</p>
      </Section>
    );
  return (
    <Section id="example" title={words.sections.example}>
      <p>{words.exampleLead}</p>
      <p>
        {words.exampleCase}: <strong lang="it">{example.title}</strong>
      </p>
      <Assumed example={example} />
      <Costs example={example} />
      <Steps example={example} />
      <Score example={example} />
      <Outcome example={example} />
    </Section>
  );
}

function Assumed({ example: { assumed } }: ExampleProps): VNode | null {
  const words = useWords(sheetWords);
  const { language } = usePage();
  if (assumed.length === 0) return null;
  return (
    <Details summary={`${words.assumed} (${assumed.length})`}>
      <p>{words.assumedLead}</p>
      <ul>
        {assumed.map(({ gap, note, value }) => (
          <li key={gap}>
            {note[language]} <code>{jsonText(value)}</code>
          </li>
        ))}
      </ul>
    </Details>
  );
}

function jsonText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function Costs({ example: { costs, total } }: ExampleProps): VNode | null {
  const words = useWords(sheetWords);
  const { language } = usePage();
  if (costs.length === 0 || !total) return null;
  return (
    <Table
      caption={words.exampleCosts}
      rows={costs}
      keyOf={({ id }) => `cost-${id}`}
      columns={[
        {
          title: words.expense,
          cell: ({ label, sentence }) => (
            <>
              {label?.[language]}
              <p class="bd-small bd-2nd bd-reason">{sentence[language]}</p>
            </>
          ),
          isWide: true,
        },
        {
          title: words.declared,
          cell: ({ declared }) =>
            declared ? <MoneyRange {...declared} /> : <span class="bd-2nd">{words.flatRate}</span>,
          isNumber: true,
        },
        { title: words.cut, cell: (cost) => <Cut cost={cost} />, isNumber: true },
        {
          title: words.admitted,
          cell: (cost) => (
            <strong>
              <MoneyRange low={cost.low} high={cost.high} />
            </strong>
          ),
          isNumber: true,
        },
      ]}
    />
  );
}

/** What a limit takes away stays visible beside what is admitted. */
function Cut({ cost: { declared, low, high } }: { readonly cost: CostFigureView }): VNode {
  const words = useWords(sheetWords);
  if (!declared) return <span class="bd-2nd">{words.nothing}</span>;
  const least = Math.max(0, declared.low - high);
  const most = Math.max(0, declared.high - low);
  if (most === 0) return <span class="bd-2nd">{words.nothing}</span>;
  return least === most ? (
    <span class="bd-cut">
      <MoneyRange low={least} high={most} />
    </span>
  ) : (
    <MoneyRange low={least} high={most} />
  );
}

interface StepRow {
  readonly id: string;
  readonly title: string;
  readonly figure: FigureView;
}

function Steps({ example: { total, byRate, ceilings, grant } }: ExampleProps): VNode | null {
  const words = useWords(sheetWords);
  const { language } = usePage();
  const row = (title: string, figure: FigureView | undefined): readonly StepRow[] =>
    figure ? [{ id: figure.id, title, figure }] : [];
  const rows = [
    ...row(words.total, total),
    ...row(words.byRate, byRate),
    ...ceilings.flatMap((figure) => row(figure.label?.[language] ?? '', figure)),
    ...row(words.grant, grant),
  ];
  if (rows.length === 0) return null;
  return (
    <Table
      caption={words.toGrant}
      rows={rows}
      keyOf={({ id }) => `step-${id}`}
      columns={[
        {
          title: words.step,
          cell: ({ title, figure }) => (
            <>
              {figure === grant ? <strong>{title}</strong> : title}
              <p class="bd-small bd-2nd bd-reason">{figure.sentence[language]}</p>
            </>
          ),
          isWide: true,
        },
        {
          title: words.amount,
          cell: ({ figure }) => (
            <strong class={figure === grant ? 'bd-result' : ''}>
              <MoneyRange low={figure.low} high={figure.high} />
            </strong>
          ),
          isNumber: true,
        },
      ]}
    />
  );
}

function Score({ example: { criteria, net, thresholds } }: ExampleProps): VNode | null {
  const words = useWords(sheetWords);
  const { language } = usePage();
  if (!net) return null;
  const rows = [
    ...criteria.map((figure) => ({ title: figure.label?.[language] ?? '', figure })),
    { title: words.score, figure: net },
  ];
  return (
    <>
      <Table
        caption={words.exampleScore}
        rows={rows}
        keyOf={({ figure }) => `score-${figure.id}`}
        columns={[
          {
            title: words.criterion,
            cell: ({ title, figure }) => (
              <>
                {figure === net ? <strong>{title}</strong> : title}
                <p class="bd-small bd-2nd bd-reason">{figure.sentence[language]}</p>
              </>
            ),
            isWide: true,
          },
          {
            title: words.points,
            cell: ({ figure }) => <PointsRange low={figure.low} high={figure.high} />,
            isNumber: true,
          },
        ]}
      />
      <ul>
        {thresholds.map((figure) => (
          <li key={figure.id}>
            {figure.sentence[language]} <Reached figure={figure} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Reached({ figure: { low, high } }: { readonly figure: FigureView }): VNode {
  const words = useWords(sheetWords);
  if (low !== high || Number.isNaN(low)) return <Unknown />;
  return <strong>{low === 1 ? words.reached : words.notReached}</strong>;
}

function Outcome({ example: { outcome } }: ExampleProps): VNode {
  const { language } = usePage();
  const isOpen = outcome.low !== outcome.high;
  return (
    <p class="bd-outcome">
      {isOpen ? (
        <Unknown>{outcome.sentence[language]}</Unknown>
      ) : (
        <strong>{outcome.sentence[language]}</strong>
      )}
    </p>
  );
}
