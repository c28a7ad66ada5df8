import type { VNode } from 'preact';
import { Details, Instant, Note, Table, useWords } from '../../platform/page/index.ts';
import type { Evidence, MinuteSeen, OutageSeen } from './evidence.ts';
import { Lanes } from './lanes.tsx';
import { observedIn } from './observed.ts';
import { incidentWords } from './words.ts';

/** All that is known of a time: the picture first, the tables behind it. */
export function EvidenceView({ evidence }: { readonly evidence: Evidence }): VNode {
  const words = useWords(incidentWords);
  const { outages, attempts } = evidence;
  return (
    <>
      <p>{words.evidenceLead}</p>
      <Observed evidence={evidence} />
      <Lanes evidence={evidence} />
      {outages.length === 0 && attempts.count === 0 ? (
        <p>{words.nothingSeen[observedIn(evidence).extent]}</p>
      ) : null}
      {outages.length > 0 ? <Outages outages={outages} /> : null}
      {attempts.dropped.map(({ server, firstAt, repeated, unnamed }) => (
        <p key={`${server} ${firstAt}`}>
          {server}: {words.dropped(repeated, unnamed)}
        </p>
      ))}
      <Servers evidence={evidence} />
      <Minutes evidence={evidence} />
    </>
  );
}

/** Says of which part of the time nothing is known. */
function Observed({
  evidence: { from, to, observedFrom },
}: {
  readonly evidence: Evidence;
}): VNode | null {
  const words = useWords(incidentWords);
  if (observedFrom === undefined || observedFrom >= to)
    return <Note tone="open" title={words.neverObserved} />;
  if (observedFrom <= from) return null;
  return (
    <p>
      {words.unobserved} <Instant at={new Date(observedFrom)} isExact />
    </p>
  );
}

function Outages({ outages }: { readonly outages: readonly OutageSeen[] }): VNode {
  const words = useWords(incidentWords);
  return (
    <Table
      caption={words.outages}
      rows={outages}
      keyOf={({ from }) => from}
      columns={[
        { title: words.lastGood, cell: ({ from }) => <Instant at={new Date(from)} isExact /> },
        { title: words.firstGood, cell: ({ to }) => <Instant at={new Date(to)} isExact /> },
        {
          title: words.lasted,
          isNumber: true,
          cell: ({ from, to }) => words.duration(secondsBetween(from, to)),
        },
        {
          title: words.seenByServers,
          cell: ({ byServer }) => (
            <ul class="bd-flat">
              {byServer.map((each) => (
                <li key={each.server}>
                  <ServerSaw {...each} />
                </li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}

function ServerSaw({ server, problems }: OutageSeen['byServer'][number]): VNode {
  const words = useWords(incidentWords);
  const seen = problems.map(
    ({ code, count }) => `${words.problems[code] ?? code} (${words.times(count)})`,
  );
  return (
    <>
      <strong>{server}</strong>: {seen.length === 0 ? words.absent : seen.join(', ')}
    </>
  );
}

function Servers({ evidence: { byServer, attempts } }: { readonly evidence: Evidence }): VNode {
  const words = useWords(incidentWords);
  return (
    <>
      {byServer.length === 0 ? null : (
        <Table
          caption={words.server}
          rows={byServer}
          keyOf={({ server }) => server}
          columns={[
            { title: words.server, cell: ({ server }) => server },
            { title: words.probes, isNumber: true, cell: ({ probes }) => probes },
            { title: words.goodProbes, isNumber: true, cell: ({ good }) => good },
            {
              title: words.clock,
              isNumber: true,
              cell: ({ clockOffsetMs: { least, most } }) => words.clockOffset(least, most),
            },
          ]}
        />
      )}
      {attempts.count === 0 ? null : (
        <Table
          caption={words.failedAttempts}
          rows={attempts.reasons}
          keyOf={({ reason }) => reason}
          columns={[
            { title: words.reason, cell: ({ reason }) => words.reasons[reason] ?? reason },
            { title: words.howMany, isNumber: true, cell: ({ count }) => count },
          ]}
        />
      )}
    </>
  );
}

function Minutes({ evidence }: { readonly evidence: Evidence }): VNode | null {
  const words = useWords(incidentWords);
  const eventful = evidence.minutes.filter(({ bad, attempts }) => bad + attempts > 0);
  if (eventful.length === 0) return null;
  return (
    <Details summary={words.byMinute}>
      <p>{words.onlyEventful}</p>
      <Table
        caption={words.byMinute}
        isScrolled
        rows={eventful}
        keyOf={({ at }) => at}
        columns={minuteColumns(words)}
      />
    </Details>
  );
}

function minuteColumns(words: (typeof incidentWords)['it']) {
  return [
    { title: words.minute, cell: ({ at }: MinuteSeen) => <Instant at={new Date(at)} /> },
    { title: words.goodProbes, isNumber: true, cell: ({ good }: MinuteSeen) => good },
    { title: words.badProbes, isNumber: true, cell: ({ bad }: MinuteSeen) => bad },
    { title: words.failedAttempts, isNumber: true, cell: ({ attempts }: MinuteSeen) => attempts },
  ];
}

function secondsBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 1_000);
}
