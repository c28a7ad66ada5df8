import { formatDay } from '../../engine/index.ts';
import { protocolOf } from '../../applications/register/index.ts';
import { readExaminationClock } from '../clock.ts';
import { termShape } from '../term-shape.ts';
import type { QueueRow } from './read-queue.ts';

/** A line of the queue as programs read it. */
export function examinationReply(row: QueueRow) {
  const { call, applicationId, entryNumber, line, phase, outcome, assignedTo, officerName } = row;
  return {
    call: call.slug,
    application: applicationId,
    protocol: protocolOf(call.slug, entryNumber),
    title: row.title,
    leadName: row.leadName,
    ...(line === null ? {} : { line }),
    ...(phase === null ? {} : { phase }),
    state: row.state,
    ...(outcome === null ? {} : { outcome }),
    ...(assignedTo === null ? {} : { officer: { id: assignedTo, name: officerName ?? '' } }),
    openPoints: row.openPoints,
    ...(row.arrived && { reply: { request: row.arrived.number, kind: row.arrived.kind } }),
    revision: row.revision,
    ...clockReply(row),
  };
}

function clockReply({ reading, rules, suspensions, ...examination }: QueueRow) {
  if (!reading) return {};
  const { used, suspended, left, lateBy, isSuspended } = termShape(reading, rules.today);
  const { call } = rules.published;
  const clock = readExaminationClock(call, examination, suspensions, rules.today);
  return {
    clock: {
      ...(reading.due.type === 'known'
        ? { due: formatDay(reading.due.day) }
        : { notBefore: formatDay(reading.due.notBefore) }),
      used,
      suspended,
      left,
      late: lateBy,
      isSuspended,
      isUndecided: clock?.type === 'undecided',
    },
  };
}
