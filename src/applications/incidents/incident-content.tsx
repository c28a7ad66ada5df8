import type { VNode } from 'preact';
import type { PublishedCall } from '../../calls/index.ts';
import {
  Actions,
  ButtonLink,
  EmptyState,
  Facts,
  formatInstant,
  formatNumber,
  Hash,
  Instant,
  KeyFigures,
  Note,
  Pagination,
  Section,
  Table,
  Tag,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { EvidenceView } from './evidence-view.tsx';
import { pageOf, unwellSecondsOf } from './incident-view.ts';
import type { Incident } from './incident.ts';
import { Lanes } from './lanes.tsx';
import type { ListedApplication } from './queries.ts';
import { TouchedTable } from './touched-table.tsx';
import { observedIn } from './observed.ts';
import { incidentWords } from './words.ts';

export function IncidentList({
  call,
  incidents,
  next,
  mayRecord,
}: {
  readonly call: PublishedCall;
  readonly incidents: readonly Incident[];
  readonly next: string | null;
  readonly mayRecord: boolean;
}): VNode {
  const words = useWords(incidentWords);
  return (
    <>
      {mayRecord ? (
        <Actions>
          <ButtonLink href={`/calls/${call.slug}/incidents/new`}>{words.record}</ButtonLink>
        </Actions>
      ) : null}
      {incidents.length === 0 ? (
        <EmptyState title={words.none}>
          <p>{words.noneHelp}</p>
        </EmptyState>
      ) : (
        <IncidentTable call={call} incidents={incidents} />
      )}
      <Pagination next={next} />
    </>
  );
}

function IncidentTable({
  call,
  incidents,
}: {
  readonly call: PublishedCall;
  readonly incidents: readonly Incident[];
}): VNode {
  const words = useWords(incidentWords);
  return (
    <Table
      caption={words.incidents}
      rows={incidents}
      keyOf={({ id }) => id}
      columns={[
        {
          title: words.title,
          isRowHead: true,
          cell: ({ id, title }) => <a href={pageOf(call.slug, id)}>{title}</a>,
        },
        { title: words.began, cell: ({ beganAt }) => <Instant at={beganAt} /> },
        {
          title: words.lasted,
          isNumber: true,
          cell: (incident) => words.duration(secondsOf(incident)),
        },
        { title: words.touched, isNumber: true, cell: ({ touched }) => touched },
        {
          title: words.remedy,
          cell: ({ remedy }) =>
            remedy ? (
              <>
                {words.remedies[remedy.kind]}, {words.until.toLowerCase()}{' '}
                <Instant at={remedy.until} />
              </>
            ) : (
              <Tag tone="open">{words.noRemedy}</Tag>
            ),
        },
      ]}
    />
  );
}

export interface OfficeView {
  readonly touched: readonly ListedApplication[];
  readonly next: string | null;
  readonly mayAct: boolean;
}

/** One incident: what everybody may know, and for the office whom it touched. */
export function IncidentDetail({
  call,
  incident,
  yours,
  office,
}: {
  readonly call: PublishedCall;
  readonly incident: Incident;
  readonly yours: readonly ListedApplication[];
  readonly office: OfficeView | undefined;
}): VNode {
  const words = useWords(incidentWords);
  return (
    <>
      {yours.length > 0 ? <Yours call={call} yours={yours} /> : null}
      <Key incident={incident} />
      <p>{incident.description}</p>
      <Remedy call={call} incident={incident} mayDecide={office?.mayAct === true} />
      {incident.outsideEvidence === null ? null : (
        <Note tone="warn" title={words.outsideTitle}>
          <p>{words.outsideText}</p>
          <p>{incident.outsideEvidence}</p>
        </Note>
      )}
      <Section id="evidence" title={words.evidence}>
        {office ? (
          <EvidenceView evidence={incident.evidence} />
        ) : (
          <>
            <p>{words.evidenceLead}</p>
            <Lanes evidence={incident.evidence} />
          </>
        )}
        <Facts
          facts={[
            { term: words.evidenceHash, value: <Hash value={incident.evidenceHash} /> },
            { term: words.recordedAt, value: <Instant at={incident.recordedAt} /> },
          ]}
        />
      </Section>
      {office ? <Touched call={call} incident={incident} office={office} /> : null}
    </>
  );
}

function Key({ incident }: { readonly incident: Incident }): VNode {
  const words = useWords(incidentWords);
  const { language } = usePage();
  const { beganAt, endedAt, touched, evidence } = incident;
  return (
    <>
      <p class="bd-lead">
        {words.from} <Instant at={beganAt} isExact /> {words.to} <Instant at={endedAt} isExact />
      </p>
      <KeyFigures
        facts={[
          { term: words.lasted, value: words.duration(secondsOf(incident)) },
          { term: words.unwell, value: <Downtime incident={incident} /> },
          {
            term: words.failedAttempts,
            value: formatNumber(evidence.attempts.count, language),
          },
          { term: words.touched, value: formatNumber(touched, language) },
        ]}
      />
    </>
  );
}

/** How long the service was down, as far as somebody was watching. */
function Downtime({ incident }: { readonly incident: Incident }): VNode {
  const words = useWords(incidentWords);
  const { extent, seconds } = observedIn(incident.evidence);
  const down = unwellSecondsOf(incident);
  const text = words.downFor[extent](
    down === 0 ? words.noDowntime : words.duration(down),
    words.duration(seconds),
  );
  return extent === 'none' ? <Tag tone="open">{text}</Tag> : <>{text}</>;
}

function Remedy({
  call,
  incident: { id, remedy },
  mayDecide,
}: {
  readonly call: PublishedCall;
  readonly incident: Incident;
  readonly mayDecide: boolean;
}): VNode {
  const words = useWords(incidentWords);
  return (
    <Section id="remedy" title={words.remedy}>
      {remedy ? (
        <Facts
          facts={[
            { term: words.decided, value: words.remedies[remedy.kind] },
            {
              term: remedy.kind === 'extension' ? words.newClosing : words.until,
              value: <Instant at={remedy.until} isExact />,
            },
            { term: words.ground, value: remedy.ground },
            { term: words.decidedAt, value: <Instant at={remedy.decidedAt} /> },
            ...(remedy.kind === 'admission'
              ? [{ term: words.admitted, value: remedy.admitted }]
              : []),
          ]}
        />
      ) : (
        <>
          <p>{words.noRemedyText}</p>
          {mayDecide ? (
            <Actions>
              <ButtonLink href={`${pageOf(call.slug, id)}/remedy`}>{words.decide}</ButtonLink>
            </Actions>
          ) : null}
        </>
      )}
    </Section>
  );
}

function Yours({
  call,
  yours,
}: {
  readonly call: PublishedCall;
  readonly yours: readonly ListedApplication[];
}): VNode {
  const words = useWords(incidentWords);
  const { language } = usePage();
  return (
    <Note tone="info" title={words.yoursTitle}>
      <ul>
        {yours.map(({ applicationId, isSubmitted, admittedUntil }) => (
          <li key={applicationId}>
            <a href={`/calls/${call.slug}/applications/${applicationId}`}>{words.application}</a>
            {': '}
            {isSubmitted
              ? words.yoursSubmitted
              : admittedUntil
                ? words.yoursAdmitted(formatInstant(admittedUntil, language))
                : words.yoursWaiting}
          </li>
        ))}
      </ul>
    </Note>
  );
}

function Touched({
  call,
  incident,
  office,
}: {
  readonly call: PublishedCall;
  readonly incident: Incident;
  readonly office: OfficeView;
}): VNode {
  const words = useWords(incidentWords);
  return (
    <Section id="touched" title={words.list}>
      <p>{words.listLead}</p>
      {office.touched.length === 0 ? null : <TouchedTable touched={office.touched} />}
      <Pagination next={office.next} />
      {office.mayAct ? (
        <Actions>
          <ButtonLink isSecondary href={`${pageOf(call.slug, incident.id)}/add`}>
            {words.addOne}
          </ButtonLink>
        </Actions>
      ) : null}
    </Section>
  );
}

function secondsOf({ beganAt, endedAt }: Incident): number {
  return Math.round((endedAt.getTime() - beganAt.getTime()) / 1_000);
}
