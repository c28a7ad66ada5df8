import type { VNode } from 'preact';
import {
  Actions,
  Button,
  ButtonLink,
  EmptyState,
  Form,
  Hash,
  Instant,
  Pagination,
  Section,
  Table,
  Tag,
  useWords,
  type Tone,
} from '../platform/page/index.ts';
import type { ExaminationState } from '../platform/tables.ts';
import type { PanelApplication, RecordedDrawing } from './assignment-queries.ts';
import { panelWords } from './words.ts';

export interface ApplicationsShown {
  readonly slug: string;
  readonly applications: readonly PanelApplication[];
  readonly next: string | null;
  readonly arrivals: number;
  readonly wanting: number;
  readonly isOnlyWanting: boolean;
  readonly drawings: readonly Pick<RecordedDrawing, 'number' | 'cause' | 'at' | 'inputsHash'>[];
  readonly mayKeep: boolean;
}

/** The applications before the panel, and who has them. */
export function ApplicationsView(shown: ApplicationsShown): VNode {
  const words = useWords(panelWords);
  if (shown.arrivals === 0)
    return (
      <EmptyState title={words.noApplications}>
        <p>{words.noApplicationsHelp}</p>
      </EmptyState>
    );
  return (
    <>
      {shown.mayKeep && shown.wanting > 0 ? (
        <div class="bd-card">
          <p>{words.drawHelp(shown.wanting)}</p>
          <Form action={`/calls/${shown.slug}/panel/drawings`}>
            <Actions>
              <Button>{words.draw}</Button>
            </Actions>
          </Form>
        </div>
      ) : null}
      <Views shown={shown} />
      {shown.applications.length === 0 ? (
        <EmptyState title={words.allAssigned}>
          <p>{words.allAssignedHelp}</p>
        </EmptyState>
      ) : (
        <ApplicationTable shown={shown} />
      )}
      <Pagination next={shown.next} />
      <Drawings drawings={shown.drawings} />
    </>
  );
}

function Views({ shown: { slug, isOnlyWanting } }: { readonly shown: ApplicationsShown }): VNode {
  const words = useWords(panelWords);
  const home = `/calls/${slug}/panel/applications`;
  const links = [
    { text: words.everyApplication, href: home, isHere: !isOnlyWanting },
    { text: words.onlyWanting, href: `${home}?wanting=yes`, isHere: isOnlyWanting },
  ];
  return (
    <nav aria-label={words.views}>
      <ul class="bd-tabs">
        {links.map(({ text, href, isHere }) => (
          <li key={href}>
            <a href={href} {...(isHere ? { 'aria-current': 'page' as const } : {})}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function ApplicationTable({ shown }: { readonly shown: ApplicationsShown }): VNode {
  const words = useWords(panelWords);
  return (
    <Table
      caption={words.applications}
      isCaptionHidden
      rows={shown.applications}
      keyOf={({ applicationId }) => applicationId}
      columns={[
        {
          title: words.application,
          isRowHead: true,
          cell: ({ applicationId, title }) => (
            <a href={`/calls/${shown.slug}/panel/applications/${applicationId}`}>{title}</a>
          ),
        },
        { title: words.protocol, isNumber: true, cell: ({ entryNumber }) => entryNumber },
        { title: words.lead, cell: ({ lead }) => lead },
        { title: words.assignedTo, isWide: true, cell: (each) => <People application={each} /> },
        { title: words.state, cell: ({ state }) => <StateTag state={state} /> },
      ]}
    />
  );
}

function People({ application: { assigned } }: { readonly application: PanelApplication }): VNode {
  const words = useWords(panelWords);
  if (assigned.length === 0) return <Tag tone="warn">{words.nobody}</Tag>;
  return (
    <ul class="bd-plain">
      {assigned.map(({ name, part }) => (
        <li key={name}>
          {name} <small class="bd-2nd">{words.assignedParts[part]}</small>
        </li>
      ))}
    </ul>
  );
}

const stateTones: Readonly<Record<ExaminationState, Tone>> = {
  'to-begin': 'plain',
  'under-way': 'info',
  waiting: 'warn',
  decided: 'ok',
  withdrawn: 'stop',
};

export function StateTag({ state }: { readonly state: ExaminationState }): VNode {
  const words = useWords(panelWords);
  return <Tag tone={stateTones[state]}>{words.states[state]}</Tag>;
}

function Drawings({ drawings }: Pick<ApplicationsShown, 'drawings'>): VNode | null {
  const words = useWords(panelWords);
  if (drawings.length === 0) return null;
  return (
    <Section id="drawings" title={words.drawings}>
      <Table
        caption={words.drawings}
        isCaptionHidden
        rows={drawings}
        keyOf={({ number }) => String(number)}
        columns={[
          {
            title: words.number,
            isRowHead: true,
            cell: ({ number }) => words.drawingNumber(number),
          },
          { title: words.reason, cell: ({ cause }) => words.causes[cause] },
          { title: words.recordedAt, cell: ({ at }) => <Instant at={at} /> },
          {
            title: words.fingerprint,
            isWide: true,
            cell: ({ inputsHash }) => <Hash value={inputsHash} />,
          },
        ]}
      />
    </Section>
  );
}

export function BackLink({ href, text }: { readonly href: string; readonly text: string }): VNode {
  return (
    <Actions>
      <ButtonLink href={href} isSecondary isSmall>
        {text}
      </ButtonLink>
    </Actions>
  );
}
