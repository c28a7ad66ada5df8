import type { VNode } from 'preact';
import type { CallDocument } from '../engine/index.ts';
import {
  Actions,
  ButtonLink,
  Columns,
  Day,
  Details,
  Facts,
  Hash,
  Instant,
  Section,
  Table,
  Timeline,
  usePage,
  useWords,
  type Step,
} from '../platform/page/index.ts';
import { CallTags, termFacts } from './call-parts.tsx';
import type { CallFacts } from './call-view.ts';
import { PapersSection } from './call-tables.tsx';
import { callSteps, type CallStep } from './call-steps.ts';
import type { FoundChanges } from './find-changes.ts';
import type { PublishedCall } from './published-call.ts';
import type { VersionLine } from './queries.ts';
import { CostsSection } from './sheet-costs.tsx';
import { CriteriaSection } from './sheet-criteria.tsx';
import {
  ClocksTable,
  ConditionsSection,
  ContactsSection,
  HowSection,
  LastChanges,
  UpdatedOn,
} from './sheet-end.tsx';
import { ExampleSection } from './sheet-example.tsx';
import { Glance } from './sheet-glance.tsx';
import { MoneySection } from './sheet-money.tsx';
import { Unknown } from './sheet-parts.tsx';
import { ProcedureFacts } from './sheet-procedure.tsx';
import { WhoSection } from './sheet-who.tsx';
import { sheetWords } from './sheet-words.ts';
import type { RecordedTerm } from './term.ts';
import { callWords } from './words.ts';
import type { ExampleView } from './worked-example.ts';

export interface CallProps {
  readonly call: PublishedCall;
  readonly facts: CallFacts;
  /** With decided values in the place of its gaps. */
  readonly document: CallDocument;
  readonly example: ExampleView | undefined;
  readonly changes: FoundChanges;
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

/** The page of a call, in the order in which public services are told. */
export function CallContent(props: CallProps): VNode {
  const { call, facts, document, example, at, terms } = props;
  return (
    <>
      <div class="bd-hero">
        <Head {...props} />
        <Glance call={call} document={document} at={at} />
      </div>
      <Columns kind="side-main">
        <PageIndex document={document} />
        <div>
          <DescriptionSection document={document} facts={facts} />
          <WhoSection document={document} />
          <MoneySection document={document} />
          <ExampleSection example={example} />
          <CostsSection document={document} />
          <CriteriaSection document={document} />
          <WhenSection {...props} />
          <HowSection document={document} call={call} />
          <PapersSection document={document} />
          <ConditionsSection document={document} />
          <ContactsSection call={call} document={document} />
          <VersionsSection {...props} />
          <UpdatedOn at={updatedAt(call, terms)} />
        </div>
      </Columns>
    </>
  );
}

/** When what the page says last changed: the version or the term. */
function updatedAt({ publishedAt }: PublishedCall, terms: readonly RecordedTerm[]): Date {
  const times = [publishedAt, ...terms.map(({ at }) => at)].map((time) => time.getTime());
  return new Date(Math.max(...times));
}

function Head({ call, at, actions, officeActions }: CallProps): VNode {
  const { language } = usePage();
  const words = useWords(callWords);
  return (
    <div>
      <CallTags call={call} at={at} />
      <h1>{call.title[language]}</h1>
      <p class="bd-lead">{call.summary[language]}</p>
      {actions.length === 0 ? null : (
        <Actions>
          {actions.map(({ href, text, isMain }) => (
            <ButtonLink key={href} href={href} isSecondary={!isMain}>
              {text}
            </ButtonLink>
          ))}
        </Actions>
      )}
      {officeActions.length === 0 ? null : (
        <nav class="bd-office" aria-label={words.actions}>
          <p class="bd-small bd-2nd">{words.actions}</p>
          <ul class="bd-flat bd-row">
            {officeActions.map(({ href, text }) => (
              <li key={href}>
                <a href={href}>{text}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  );
}

function PageIndex({ document }: Pick<CallProps, 'document'>): VNode {
  const words = useWords(sheetWords);
  const shown = Object.entries(words.sections).filter(
    ([id]) =>
      (id !== 'costs' || document.costs !== undefined) &&
      (id !== 'criteria' || document.score !== undefined),
  );
  return (
    <nav class="bd-index" aria-label={words.inThisPage}>
      <p class="bd-small bd-2nd">{words.inThisPage}</p>
      <ul class="bd-flat">
        {shown.map(([id, title]) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function DescriptionSection({ document, facts }: Pick<CallProps, 'document' | 'facts'>): VNode {
  const words = useWords(callWords);
  const sheet = useWords(sheetWords);
  const { language } = usePage();
  const { procedure } = facts;
  return (
    <Section id="description" title={sheet.sections.description}>
      <p>
        {words.procedure}: {'value' in procedure ? words.procedures[procedure.value] : <Unknown />}
      </p>
      <Lines facts={facts} />
      <h3>{sheet.acts}</h3>
      <ul>
        {document.acts.map(({ id, title, about }) => (
          <li key={id}>
            <span lang="it">{title}</span>
            <span class="bd-small bd-2nd">. {about[language]}</span>
          </li>
        ))}
      </ul>
      <OpenPoints facts={facts} />
      <Notices facts={facts} />
    </Section>
  );
}

function WhenSection({ call, facts, document, terms, at }: CallProps): VNode {
  const words = useWords(callWords);
  const sheet = useWords(sheetWords);
  return (
    <Section id="when" title={sheet.sections.when}>
      <Facts facts={termFacts(call.term, at, words)} />
      <Timeline steps={callSteps(call.term, facts, at).map((step) => stepShown(step, words))} />
      <p>
        <a href={`/calls/${call.slug}/calendar.ics`}>{words.calendar}</a>
      </p>
      <ClocksTable document={document} />
      <ProcedureFacts document={document} />
      <Terms terms={terms} />
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
  const sheet = useWords(sheetWords);
  if (step.kind === 'today') return <>{sheet.today}</>;
  if (step.kind === 'opening' || step.kind === 'closing') return <>{words[step.kind]}</>;
  const title = step.title?.[language];
  return step.kind === 'act' ? <span lang="it">{title}</span> : <>{title}</>;
}

function StepAbout({ step }: { readonly step: CallStep }): VNode | null {
  const { language } = usePage();
  if (step.about) return <p>{step.about[language]}</p>;
  return step.article === undefined ? null : <p class="bd-small bd-2nd">{step.article}</p>;
}

function Lines({ facts: { lines } }: Pick<CallProps, 'facts'>): VNode | null {
  const words = useWords(callWords);
  const { language } = usePage();
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{words.lines}</h3>
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
    </>
  );
}

function OpenPoints({ facts: { openPoints } }: Pick<CallProps, 'facts'>): VNode | null {
  const words = useWords(callWords);
  const { language } = usePage();
  if (openPoints.length === 0) return null;
  return (
    <>
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
    </>
  );
}

function Notices({ facts: { notices } }: Pick<CallProps, 'facts'>): VNode | null {
  const words = useWords(callWords);
  const { language } = usePage();
  if (notices.length === 0) return null;
  return (
    <>
      <Details summary={`${words.notices} (${notices.length})`}>
        <ul>
          {notices.map(({ id, text, article }) => (
            <li key={id}>
              {text[language]} <span class="bd-small bd-2nd">({article})</span>
            </li>
          ))}
        </ul>
      </Details>
    </>
  );
}

function VersionsSection({ call, versions, changes }: CallProps): VNode {
  const words = useWords(callWords);
  const sheet = useWords(sheetWords);
  const { slug, version, hash, resubmission } = call;
  const api = `/api/v1/calls/${slug}`;
  return (
    <Section id="versions" title={sheet.sections.versions}>
      <LastChanges call={call} changes={changes} />
      <Table
        caption={words.versions}
        rows={versions}
        keyOf={(line) => String(line.version)}
        columns={[
          {
            title: words.version,
            cell: (line) => (
              <a href={`/calls/${slug}/versions/${line.version}`}>
                {words.versionNumber(line.version)}
              </a>
            ),
          },
          { title: words.publishedOn, cell: ({ publishedAt }) => <Instant at={publishedAt} /> },
          { title: words.ground, cell: (line) => line.ground },
        ]}
      />
      <Facts
        facts={[
          { term: words.resubmission, value: resubmission ? words.yes : words.no },
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
    </Section>
  );
}

function Terms({ terms }: Pick<CallProps, 'terms'>): VNode {
  const words = useWords(callWords);
  return (
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
  );
}
