import { present } from '../../platform/http/api-schema.ts';
import type { Incident } from './incident.ts';
import { observedIn } from './observed.ts';
import type { ListedApplication } from './queries.ts';

/** One incident as the API shows it to everybody; `yours` are those on its list that whoever asks may read. */
export function incidentView(
  call: string,
  incident: Incident,
  yours: readonly ListedApplication[],
) {
  const { id, beganAt, endedAt, title, description, evidence, remedy } = incident;
  return {
    id,
    call,
    beganAt: beganAt.toISOString(),
    endedAt: endedAt.toISOString(),
    title,
    description,
    recordedAt: incident.recordedAt.toISOString(),
    evidenceHash: incident.evidenceHash,
    ...present({ evidenceFromOutside: incident.outsideEvidence }),
    counts: {
      touched: incident.touched,
      failedAttempts: evidence.attempts.count,
      outages: evidence.outages.length,
      unwellSeconds: unwellSecondsOf(incident),
      observedSeconds: observedIn(evidence).seconds,
    },
    ...(remedy && {
      remedy: {
        ...remedy,
        until: remedy.until.toISOString(),
        decidedAt: remedy.decidedAt.toISOString(),
      },
    }),
    yours: yours.map(listedView),
    links: { self: addressOf(call, id), page: pageOf(call, id) },
  };
}

/** How long no server was known to be well, in whole seconds. */
export function unwellSecondsOf({ evidence }: Pick<Incident, 'evidence'>): number {
  const ms = evidence.outages.reduce(
    (sum, { from, to }) => sum + Date.parse(to) - Date.parse(from),
    0,
  );
  return Math.round(ms / 1_000);
}

export function addressOf(call: string, id: string): string {
  return `/api/v1/calls/${call}/incidents/${id}`;
}

export function pageOf(call: string, id: string): string {
  return `/calls/${call}/incidents/${id}`;
}

function listedView({ applicationId, why, isSubmitted, admittedUntil }: ListedApplication) {
  return {
    application: applicationId,
    why,
    isSubmitted,
    ...present({ admittedUntil: admittedUntil?.toISOString() ?? null }),
  };
}

/** A line of the list, for the office. */
export function touchedView(listed: ListedApplication) {
  const { leadName, title, details, listedAt } = listed;
  return {
    ...listedView(listed),
    lead: leadName,
    ...present({ title }),
    details: { ...details },
    listedAt: listedAt.toISOString(),
  };
}
