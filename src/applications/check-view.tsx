import type { VNode } from 'preact';
import { parseCents } from '../engine/index.ts';
import {
  Facts,
  formatMoney,
  Section,
  Table,
  Tag,
  usePage,
  useWords,
  type Tone,
} from '../platform/page/index.ts';
import type { ApplicationCheck, CheckWarning } from './check-application.ts';
import type { DraftProblem } from './draft.ts';
import { problemText, type ProblemPlace } from './problem-words.ts';
import { linkOf } from './sections/problem-link.ts';
import { applicationWords } from './words.ts';

const tones: Readonly<Record<CheckWarning['code'], Tone>> = {
  'requirement-not-met': 'warn',
  'requirement-open': 'open',
  'exceptions-clash': 'warn',
};

/** What keeps a draft from being frozen, what the rules would say of it, and the figures of today. */
export function CheckView({
  check: { problems, warnings, assessment },
  place,
  address,
  isFrozen,
}: {
  readonly check: ApplicationCheck;
  readonly place: Omit<ProblemPlace, 'language'>;
  /** The page of the application, for who may put right what is wrong. */
  readonly address?: string;
  readonly isFrozen?: boolean;
}): VNode {
  const words = useWords(applicationWords);
  const { language } = usePage();
  return (
    <>
      <Section id="missing" title={words.missing}>
        {problems.length === 0 ? (
          <p>{isFrozen === true ? words.nothingMissingFrozen : words.nothingMissing}</p>
        ) : (
          <>
            <p>{words.missingLead}</p>
            <ul>
              {problems.map((problem) => (
                <li key={problem.path.join('/')}>
                  {address === undefined ? (
                    problemText(problem, { ...place, language })
                  ) : (
                    <a href={hrefOf(problem, place.content, address)}>
                      {problemText(problem, { ...place, language })}
                    </a>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </Section>
      {assessment ? <Figures assessment={assessment} /> : null}
      {warnings.length > 0 ? (
        <Section id="warnings" title={words.warnings}>
          <p>{words.warningsLead}</p>
          <Table
            caption={words.requirements}
            rows={warnings}
            keyOf={({ requirement }) => requirement}
            columns={[
              {
                title: words.requirement,
                isRowHead: true,
                cell: ({ title }) => title?.[language] ?? words.minimumProject,
              },
              { title: words.article, cell: ({ article }) => article },
              {
                title: words.outcome,
                cell: ({ code }) => <Tag tone={tones[code]}>{words[code]}</Tag>,
              },
            ]}
          />
        </Section>
      ) : null}
    </>
  );
}

/** The control with which a problem is put right. */
function hrefOf({ path }: DraftProblem, content: ProblemPlace['content'], address: string): string {
  const { section, field, partner } = linkOf(path, content);
  const query = partner === undefined ? '' : `?partner=${partner}`;
  return `${address}/sections/${section}${query}#${field}`;
}

function Figures({
  assessment: { totalAdmitted, grant, gross },
}: {
  readonly assessment: NonNullable<ApplicationCheck['assessment']>;
}): VNode | null {
  const words = useWords(applicationWords);
  const facts = [
    ...(totalAdmitted === undefined
      ? []
      : [{ term: words.totalAdmitted, value: <Figure figure={totalAdmitted} isMoney /> }]),
    ...(grant === undefined
      ? []
      : [{ term: words.grant, value: <Figure figure={grant} isMoney /> }]),
    ...(gross === undefined ? [] : [{ term: words.points, value: <Figure figure={gross} /> }]),
  ];
  if (facts.length === 0) return null;
  return (
    <Section id="figures" title={words.figures}>
      <Facts facts={facts} />
    </Section>
  );
}

type FigureText = NonNullable<NonNullable<ApplicationCheck['assessment']>['grant']>;

function Figure({
  figure,
  isMoney = false,
}: {
  readonly figure: FigureText;
  readonly isMoney?: boolean;
}): VNode {
  const words = useWords(applicationWords);
  const { language } = usePage();
  const one = (text: string): string => {
    const cents = isMoney ? parseCents(text) : undefined;
    if (cents !== undefined) return formatMoney(cents, language);
    return language === 'it' ? text.replace('.', ',') : text;
  };
  if (typeof figure === 'string') return <span class="bd-num">{one(figure)}</span>;
  const from = one(figure.from);
  const to = figure.to === null ? undefined : one(figure.to);
  return <Tag tone="open">{to === undefined ? words.atLeast(from) : words.between(from, to)}</Tag>;
}
