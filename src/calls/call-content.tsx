import type { VNode } from 'preact';
import {
  Actions,
  ButtonLink,
  Card,
  Columns,
  Day,
  Details,
  Facts,
  Hash,
  Instant,
  Section,
  Table,
  Tag,
  Timeline,
  usePage,
  useWords,
  type Step,
} from '../platform/page/index.ts';
import { CallTags, termFacts } from './call-parts.tsx';
import type { CallFacts } from './call-view.ts';
import { MoneySection, PapersSection } from './call-tables.tsx';
import { callSteps, type CallStep } from './call-steps.ts';
import type { PublishedCall } from './published-call.ts';
import type { VersionLine } from './queries.ts';
import type { RecordedTerm } from './term.ts';
import { callWords } from './words.ts';

export interface CallProps {
  readonly call: PublishedCall;
  readonly facts: CallFacts;
  readonly versions: readonly VersionLine[];
  readonly terms: readonly RecordedTerm[];
  readonly at: Date;
  readonly actions: readonly {
    readonly href: string;
    readonly text: string;
    readonly isMain: boolean;
  }[];
  /** For the people of the body. */
  readonly officeActions: readonly { readonly href: string; readonly text: string }[];
}

export function CallContent(props: CallProps): VNode {
  const { call, facts, at, actions } = props;
  return (
    <>
      <CallTags call={call} at={at} />
      {actions.length === 0 ? null : (
        <Actions>
          {actions.map(({ href, text, isMain }) => (
            <ButtonLink key={href} href={href} isSecondary={!isMain}>
              {text}
            </ButtonLink>
          ))}
        </Actions>
      )}
      <Columns kind="main-side">
        <div>
          <WhenSection {...props} />
          <MoneySection call={call} facts={facts} />
          <LinesSection facts={facts} />
          <PapersSection facts={facts} />
          <OpenPoints facts={facts} />
          <Notices facts={facts} />
        </div>
        <Side {...props} />
      </Columns>
      <VersionsSection {...props} />
      <TermsSection {...props} />
    </>
  );
}

function Side({ call, facts, at, officeActions }: CallProps): VNode {
  const words = useWords(callWords);
  const { slug, term, resubmission, version, hash } = call;
  const { procedure } = facts;
  const api = `/api/v1/calls/${slug}`;
  return (
    <aside aria-label={words.inBrief}>
      <Card>
        <Facts
          facts={[
            ...termFacts(term, at, words),
            { term: words.body, value: call.bodyName },
            ...(facts.body === call.bodyName
              ? []
              : [{ term: words.bodyAsWritten, value: facts.body }]),
            {
              term: words.procedure,
              value:
                'value' in procedure ? (
                  words.procedures[procedure.value]
                ) : (
                  <Tag tone="open">{words.unknown}</Tag>
                ),
            },
            { term: words.resubmission, value: resubmission ? words.yes : words.no },
            {
              term: words.version,
              value: <a href={`/calls/${slug}/versions/${version}`}>{version}</a>,
            },
            { term: words.hash, value: <Hash value={hash} /> },
            {
              term: words.forPrograms,
              value: (
                <>
                  <a href={api}>{words.asJson}</a>,{' '}
                  <a href={`${api}/versions/${version}/definition`}>{words.definitionFile}</a>
                </>
              ),
            },
          ]}
        />
      </Card>
      {officeActions.length === 0 ? null : (
        <Card>
          <h2>{words.actions}</h2>
          <ul>
            {officeActions.map(({ href, text }) => (
              <li key={href}>
                <a href={href}>{text}</a>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </aside>
  );
}

function WhenSection({ call, facts, at }: CallProps): VNode {
  const words = useWords(callWords);
  return (
    <Section id="when" title={words.when}>
      <Timeline steps={callSteps(call.term, facts, at).map((step) => stepShown(step, words))} />
    </Section>
  );
}

function stepShown(step: CallStep, words: (typeof callWords)['it' | 'en']): Step {
  return {
    state: step.state,
    title: <StepTitle step={step} />,
    when:
      step.at === undefined ? (
        step.isDayUnknown ? (
          words.dayUnknown
        ) : undefined
      ) : step.kind === 'act' ? (
        <Day day={step.at.toISOString().slice(0, 10)} />
      ) : (
        <Instant at={step.at} />
      ),
    children: <StepAbout step={step} />,
  };
}

function StepTitle({ step }: { readonly step: CallStep }): VNode {
  const words = useWords(callWords);
  const { language } = usePage();
  const title = step.kind === 'opening' || step.kind === 'closing' ? words[step.kind] : undefined;
  return <>{title ?? step.title?.[language]}</>;
}

function StepAbout({ step }: { readonly step: CallStep }): VNode | null {
  const { language } = usePage();
  if (step.about) return <p>{step.about[language]}</p>;
  return step.article === undefined ? null : <p class="bd-small bd-2nd">{step.article}</p>;
}

function LinesSection({ facts: { lines } }: Pick<CallProps, 'facts'>): VNode | null {
  const words = useWords(callWords);
  const { language } = usePage();
  if (lines.length === 0) return null;
  return (
    <Section id="lines" title={words.lines}>
      <ul>
        {lines.map(({ id, title, article, sublines }) => (
          <li key={id}>
            {title[language]} <span class="bd-small bd-2nd">({article})</span>
            {sublines === undefined ? null : (
              <ul>
                {sublines.map((subline) => (
                  <li key={subline.id}>
                    {subline.title[language]}{' '}
                    <span class="bd-small bd-2nd">({subline.article})</span>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function OpenPoints({ facts: { openPoints } }: Pick<CallProps, 'facts'>): VNode | null {
  const words = useWords(callWords);
  const { language } = usePage();
  if (openPoints.length === 0) return null;
  return (
    <Section id="open-points" title={words.openPoints}>
      <p>{words.openPointsLead(openPoints.length)}</p>
      <Details summary={`${words.openPoints} (${openPoints.length})`}>
        <ul>
          {openPoints.map(({ id, note, article }) => (
            <li key={id}>
              <code>{id}</code>: {note[language]}
              {article === undefined ? null : <span class="bd-small bd-2nd"> ({article})</span>}
            </li>
          ))}
        </ul>
      </Details>
    </Section>
  );
}

function Notices({ facts: { notices } }: Pick<CallProps, 'facts'>): VNode | null {
  const words = useWords(callWords);
  const { language } = usePage();
  if (notices.length === 0) return null;
  return (
    <Section id="notices" title={words.notices}>
      <Details summary={`${words.notices} (${notices.length})`}>
        <ul>
          {notices.map(({ id, text, article }) => (
            <li key={id}>
              {text[language]} <span class="bd-small bd-2nd">({article})</span>
            </li>
          ))}
        </ul>
      </Details>
    </Section>
  );
}

function VersionsSection({ call: { slug }, versions }: CallProps): VNode {
  const words = useWords(callWords);
  return (
    <Section id="versions" title={words.versions}>
      <Table
        caption={words.versions}
        rows={versions}
        keyOf={({ version }) => String(version)}
        columns={[
          {
            title: words.version,
            cell: ({ version }) => (
              <a href={`/calls/${slug}/versions/${version}`}>{words.versionNumber(version)}</a>
            ),
          },
          { title: words.publishedOn, cell: ({ publishedAt }) => <Instant at={publishedAt} /> },
          { title: words.ground, cell: ({ ground }) => ground },
          { title: words.hash, cell: ({ hash }) => <code>{hash.slice(0, 16)}…</code> },
        ]}
      />
    </Section>
  );
}

function TermsSection({ terms }: CallProps): VNode {
  const words = useWords(callWords);
  return (
    <Section id="terms" title={words.terms}>
      <Table
        caption={words.terms}
        rows={terms}
        keyOf={({ revision }) => String(revision)}
        columns={[
          { title: words.kind, cell: ({ kind }) => words.kinds[kind] },
          { title: words.opens, cell: ({ opensAt }) => <Instant at={opensAt} /> },
          {
            title: words.closes,
            cell: ({ closesAt }) => (closesAt === null ? words.noEnd : <Instant at={closesAt} />),
          },
          { title: words.ground, cell: ({ ground }) => ground },
          { title: words.setOn, cell: ({ at }) => <Instant at={at} /> },
        ]}
      />
    </Section>
  );
}
