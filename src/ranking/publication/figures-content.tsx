import type { VNode } from 'preact';
import {
  formatMoney,
  formatNumber,
  KeyFigures,
  Section,
  Table,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { actPath } from './act-path.ts';
import type { CallNames } from './call-names.ts';
import { scoreStep, type UnitDigest } from './digest.ts';
import { meanPoints, percent, pointsText } from './figures.ts';
import type { Result } from './load-result.ts';
import { provinceName } from './territory.ts';
import { publicationWords } from './words.ts';

interface FiguresProps {
  readonly result: Result;
  readonly names: CallNames;
}

/** The figures of a ranking that answer what journalists and councillors ask, each picture with its table. */
export function FiguresContent(props: FiguresProps): VNode {
  const { result, names } = props;
  const words = useWords(publicationWords);
  const { units } = result.digest;
  return (
    <>
      {units.map((unit) => (
        <UnitFigures key={unit.unit} unit={unit} isOnly={units.length === 1} {...props} />
      ))}
      <Section id="lines" title={words.byLine}>
        <Shares
          head={words.line}
          rows={Object.entries(result.digest.lines).map(([id, share]) => ({
            ...share,
            id,
            name: names.unit(id),
          }))}
        />
      </Section>
      <Section id="territory" title={words.territoryTitle}>
        <Shares
          head={words.province}
          rows={Object.entries(result.digest.provinces)
            .toSorted(([, a], [, b]) => b.total - a.total || b.applications - a.applications)
            .map(([id, share]) => ({
              ...share,
              id,
              name: id === '' ? words.placeUnknown : provinceName(id),
            }))}
        />
      </Section>
      <Section id="days" title={words.daysTitle}>
        <Days {...props} />
      </Section>
      <p>
        <a href={actPath(result)}>{words.backToAct}</a>
      </p>
    </>
  );
}

function UnitFigures({
  unit,
  isOnly,
  names,
}: FiguresProps & { readonly unit: UnitDigest; readonly isOnly: boolean }): VNode {
  const { language } = usePage();
  const words = useWords(publicationWords);
  const titled = (title: string): string => (isOnly ? title : `${title}: ${names.unit(unit.unit)}`);
  const { lowestFunded, waiting } = unit;
  return (
    <>
      <Section id={`outcomes-${unit.unit}`} title={titled(words.outcomesTitle)}>
        <KeyFigures
          facts={[
            { term: words.applications, value: formatNumber(unit.applications, language) },
            { term: words.fundedOnes, value: formatNumber(unit.funded, language) },
            {
              term: words.lowest,
              value: lowestFunded === null ? '–' : pointsText(lowestFunded, language),
            },
            { term: words.waitingCount, value: formatNumber(waiting.applications, language) },
            { term: words.waitingAsked, value: formatMoney(waiting.asked, language) },
          ]}
        />
        <Outcomes unit={unit} />
      </Section>
      {Object.keys(unit.scores).length === 0 ? null : (
        <Section id={`scores-${unit.unit}`} title={titled(words.scoresTitle)}>
          <Scores unit={unit} />
        </Section>
      )}
      {Object.keys(unit.criteria).length === 0 ? null : (
        <Section id={`criteria-${unit.unit}`} title={titled(words.criteriaTitle)}>
          <Criteria unit={unit} names={names} />
        </Section>
      )}
    </>
  );
}

function Outcomes({ unit }: { readonly unit: UnitDigest }): VNode {
  const { language } = usePage();
  const words = useWords(publicationWords);
  return (
    <Table
      caption={words.outcomesTitle}
      isCaptionHidden
      rows={Object.entries(unit.outcomes).toSorted(([, a], [, b]) => b - a)}
      keyOf={([outcome]) => outcome}
      columns={[
        {
          title: words.outcome,
          cell: ([outcome, count]) => (
            <>
              {words.outcomes[outcome] ?? outcome}
              <Stripe part={count} whole={unit.applications} />
            </>
          ),
        },
        {
          title: words.howMany,
          isNumber: true,
          cell: ([, count]) => formatNumber(count, language),
        },
      ]}
    />
  );
}

const chartHeight = 200;

interface Band {
  readonly from: number;
  readonly all: number;
  readonly funded: number;
}

function Scores({ unit }: { readonly unit: UnitDigest }): VNode {
  const { language } = usePage();
  const words = useWords(publicationWords);
  const bands = bandsOf(unit);
  return (
    <>
      <ScoresPicture bands={bands} />
      <Table
        caption={words.scoresTitle}
        isCaptionHidden
        isScrolled
        rows={bands}
        keyOf={({ from }) => String(from)}
        columns={[
          { title: words.scoreBand, cell: ({ from }) => words.scoreRange(from, from + scoreStep) },
          { title: words.all, isNumber: true, cell: ({ all }) => formatNumber(all, language) },
          {
            title: words.fundedOnes,
            isNumber: true,
            cell: ({ funded }) => formatNumber(funded, language),
          },
        ]}
      />
    </>
  );
}

/** Every step between the lowest and the highest, those that nobody has included. */
function bandsOf({ scores }: UnitDigest): readonly Band[] {
  const steps = Object.keys(scores).map(Number);
  const [least, most] = [Math.min(...steps), Math.max(...steps)];
  const length = (most - least) / scoreStep + 1;
  return Array.from({ length }, (_, index) => {
    const from = least + index * scoreStep;
    return { from, ...(scores[String(from)] ?? { all: 0, funded: 0 }) };
  });
}

function ScoresPicture({ bands }: { readonly bands: readonly Band[] }): VNode {
  const words = useWords(publicationWords);
  const most = Math.max(1, ...bands.map(({ all }) => all));
  const width = 100 / bands.length;
  const height = (count: number): number => (count / most) * (chartHeight - 24);
  return (
    <figure class="bd-fig">
      <ul class="bd-key">
        <li>
          <i class="bd-key-full" />
          {words.fundedOnes}
        </li>
        <li>
          <i class="bd-key-open" />
          {words.all}
        </li>
      </ul>
      <svg
        class="bd-scores"
        width="100%"
        height={chartHeight + 22}
        role="img"
        aria-label={words.scoresLabel}
      >
        {bands.map(({ from, all, funded }, index) => (
          <g key={from}>
            <rect
              class="bd-chart-open"
              x={`${(index * width).toFixed(2)}%`}
              width={`${(width * 0.9).toFixed(2)}%`}
              y={chartHeight - height(all)}
              height={height(all)}
            />
            <rect
              class="bd-chart-full"
              x={`${(index * width).toFixed(2)}%`}
              width={`${(width * 0.9).toFixed(2)}%`}
              y={chartHeight - height(funded)}
              height={height(funded)}
            />
            <text x={`${(index * width).toFixed(2)}%`} y={chartHeight + 16}>
              {from}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}

function Criteria({
  unit,
  names,
}: {
  readonly unit: UnitDigest;
  readonly names: CallNames;
}): VNode {
  const { language } = usePage();
  const words = useWords(publicationWords);
  const rows = names.criteria.flatMap((criterion) => {
    const sum = unit.criteria[criterion.id];
    return sum ? [{ ...criterion, ...sum, mean: meanPoints(sum.points, sum.applications) }] : [];
  });
  return (
    <Table
      caption={words.criteriaTitle}
      isCaptionHidden
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          title: words.criterion,
          isWide: true,
          cell: ({ code, title, mean, max }) => (
            <>
              {code} {title}
              {max === undefined ? null : <Stripe part={mean} whole={max} />}
            </>
          ),
        },
        { title: words.average, isNumber: true, cell: ({ mean }) => pointsText(mean, language) },
        {
          title: words.maximum,
          isNumber: true,
          cell: ({ max }) => (max === undefined ? '–' : pointsText(max, language)),
        },
        {
          title: words.ofApplications,
          isNumber: true,
          cell: ({ applications }) => formatNumber(applications, language),
        },
      ]}
    />
  );
}

interface ShareRow {
  readonly id: string;
  readonly name: string;
  readonly applications: number;
  readonly funded: number;
  readonly asked: number;
  readonly total: number;
}

function Shares({
  head,
  rows,
}: {
  readonly head: string;
  readonly rows: readonly ShareRow[];
}): VNode {
  const { language } = usePage();
  const words = useWords(publicationWords);
  const most = Math.max(0, ...rows.map(({ asked }) => asked));
  return (
    <Table
      caption={head}
      isCaptionHidden
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          title: head,
          isWide: true,
          cell: ({ name, total, asked }) => (
            <>
              {name}
              <svg class="bd-stripe" width="100%" height="6" aria-hidden="true" focusable="false">
                <rect class="bd-stripe-all" width={percent(asked, most)} height="6" />
                <rect class="bd-fill-full" width={percent(total, most)} height="6" />
              </svg>
            </>
          ),
        },
        {
          title: words.applications,
          isNumber: true,
          cell: ({ applications }) => formatNumber(applications, language),
        },
        {
          title: words.fundedOnes,
          isNumber: true,
          cell: ({ funded }) => formatNumber(funded, language),
        },
        { title: words.asked, isNumber: true, cell: ({ asked }) => formatMoney(asked, language) },
        { title: words.grants, isNumber: true, cell: ({ total }) => formatMoney(total, language) },
      ]}
    />
  );
}

function Days({ result }: FiguresProps): VNode {
  const { language } = usePage();
  const words = useWords(publicationWords);
  const { days } = result.digest;
  if (days.length === 0) return <p>{words.daysNone}</p>;
  const most = Math.max(...days.map((each) => each.most));
  return (
    <Table
      caption={words.daysTitle}
      isCaptionHidden
      rows={days}
      keyOf={({ phase }) => phase}
      columns={[
        {
          title: words.phase,
          isWide: true,
          cell: ({ phase, middle }) => (
            <>
              {words.phases[phase]}
              <Stripe part={middle} whole={most} />
            </>
          ),
        },
        {
          title: words.leastDays,
          isNumber: true,
          cell: ({ least }) => formatNumber(least, language),
        },
        {
          title: words.middleDays,
          isNumber: true,
          cell: ({ middle }) => formatNumber(middle, language),
        },
        {
          title: words.mostDays,
          isNumber: true,
          cell: (each) => formatNumber(each.most, language),
        },
        {
          title: words.ofApplications,
          isNumber: true,
          cell: ({ applications }) => formatNumber(applications, language),
        },
      ]}
    />
  );
}

function Stripe({ part, whole }: { readonly part: number; readonly whole: number }): VNode {
  return (
    <svg class="bd-stripe" width="100%" height="6" aria-hidden="true" focusable="false">
      <rect class="bd-stripe-all" width="100%" height="6" />
      <rect class="bd-fill-full" width={percent(part, whole)} height="6" />
    </svg>
  );
}
