import type { Db } from '../platform/database.ts';
import { present } from '../platform/http/api-schema.ts';
import { countWanting, type OwnAssignment, type PanelApplication } from './assignment-queries.ts';
import type { PanelDesk } from './desk.ts';
import { isWeak } from './hints.ts';
import { findPanel, findWorkloads, type Workload } from './panel-queries.ts';
import type { DrawingDone } from './record-drawing.ts';
import { shownHash, type Round } from './round.ts';

/** A panel for programs. */
export async function panelView(db: Db, { call, rules }: PanelDesk) {
  const { callId, bodyId } = call;
  const panel = await findPanel(db, callId);
  const workloads = await findWorkloads(db, { callId, bodyId });
  const arrivals = panel?.arrivals ?? 0;
  return {
    call: call.slug,
    arrivals,
    wanting: await countWanting(db, callId, rules),
    ...(rules.scorers === undefined ? {} : { scorers: rules.scorers }),
    experts: rules.experts,
    gaps: rules.gaps.map(({ id }) => id),
    acts: (panel?.acts ?? []).map((act) => ({ ...act, recordedAt: act.recordedAt.toISOString() })),
    members: (panel?.members ?? []).map(
      ({ number, name, part, fromAct, since, untilAct, until }) => {
        const workload = workloads.get(number);
        return {
          member: number,
          name,
          part,
          fromAct,
          since,
          ...present({ untilAct, until }),
          ...(workload && untilAct === null ? { workload: workloadView(workload, arrivals) } : {}),
        };
      },
    ),
  };
}

function workloadView(
  { assigned, reports, removed, conflicts, declaredTo, hasRole }: Workload,
  arrivals: number,
) {
  const undeclared = Math.max(0, arrivals - declaredTo);
  return { assigned, reports, removed, conflicts, undeclared, hasRole };
}

export function applicationView({
  applicationId,
  number,
  entryNumber,
  title,
  lead,
  state,
  assigned,
}: PanelApplication) {
  return { application: applicationId, number, entry: entryNumber, title, lead, state, assigned };
}

export function drawingView(drawing: DrawingDone | undefined) {
  return {
    ...(drawing?.number === undefined ? {} : { drawing: drawing.number }),
    assigned: drawing?.drawn.length ?? 0,
    lacking: drawing?.lacking ?? [],
    ...(drawing?.next === undefined ? {} : { next: drawing.next }),
  };
}

/** Names and codes of organisations, and names of people: nothing of what an application says. */
export function roundView({ entries, left }: Round) {
  const last = entries.at(-1);
  return {
    left,
    ...(last && { upTo: last.number, shown: shownHash(entries).toString('hex') }),
    applications: entries.map(
      ({ applicationId, number, entryNumber, organisations, people, hints }) => ({
        application: applicationId,
        number,
        entry: entryNumber,
        organisations: organisations.map(({ name, fiscalCode, isLead }) => ({
          name,
          fiscalCode,
          isLead,
        })),
        people: people.map(({ name }) => name),
        hints: hints.map((hint) => ({ ...hint, isWeak: isWeak(hint) })),
      }),
    ),
  };
}

export function ownAssignmentView({
  applicationId,
  number,
  entryNumber,
  state,
  part,
  assignedAt,
  removedAt,
  ...others
}: OwnAssignment) {
  return {
    application: applicationId,
    number,
    entry: entryNumber,
    state,
    part,
    assignedAt: assignedAt.toISOString(),
    ...present({ ...others, removedAt: removedAt?.toISOString() ?? null }),
  };
}
