import { readFileSync } from 'node:fs';
import { readCall, type PublishedVersion } from '../../src/calls/index.ts';
import type { ApplicationDocument, Call } from '../../src/engine/index.ts';
import type { Snapshot } from '../../src/applications/index.ts';
import { examine, type Examined } from '../../src/examination/checks/examined.ts';
import type { FindingRecord } from '../../src/examination/checks/finding.ts';
import type { ExaminationRecord } from '../../src/examination/index.ts';

/** The rules of a definition, with its decisions or without. */
export function callOf(folder: string, isDecided = true): Call {
  const file = (name: string) => ({
    file: `definitions/${folder}/${name}`,
    text: readFileSync(`definitions/${folder}/${name}`, 'utf8'),
  });
  const read = readCall({
    definition: file('call.yaml'),
    ...(isDecided ? { decisions: [file('decisions.yaml')] } : {}),
  });
  if (read.type === 'refused') throw new Error(JSON.stringify(read.problems));
  return read.call;
}

export const record: ExaminationRecord = {
  callId: 1,
  applicationId: '3f0c8a52-6a1e-4f6b-9c1d-2b7e5d9a4c10',
  entryNumber: 1,
  submittedHash: 'aa'.repeat(32),
  snapshotHash: 'aa'.repeat(32),
  line: null,
  phase: null,
  state: 'under-way',
  outcome: null,
  assignedTo: null,
  due: null,
  isSuspended: false,
  openPoints: 0,
  revision: 5,
  begunAt: null,
  submittedAt: '2025-01-10T10:00:00.000000Z',
  closesAt: null,
  events: [],
};

export interface Scenery {
  readonly call: Call;
  readonly content: Omit<ApplicationDocument, 'id'>;
  readonly examination?: Partial<ExaminationRecord>;
  readonly findings?: readonly FindingRecord[];
  readonly documents?: Snapshot['documents'];
}

/** An examination as it would be read, without a database. */
export function examinedOf({
  call,
  content,
  examination,
  findings = [],
  documents,
}: Scenery): Examined {
  const snapshot = {
    application: record.applicationId,
    title: 'Prova',
    content,
    partners: [],
    ...(documents && { documents }),
  } as unknown as Snapshot;
  return examine({
    published: { call, version: 1, callId: 1 } as PublishedVersion,
    examination: { ...record, ...examination },
    snapshot,
    findings,
  });
}

/** A finding as it was recorded. */
export function found(
  finding: Pick<FindingRecord, 'subject'> & Partial<FindingRecord>,
): FindingRecord {
  return {
    number: 1,
    kind: 'fact',
    says: 'value',
    value: true,
    insteadOf: null,
    overrules: false,
    note: null,
    evidence: [],
    phase: null,
    snapshotHash: record.snapshotHash,
    revision: 2,
    personId: 'anna',
    personName: 'Anna Neri',
    at: '2025-02-01T10:00:00.000000Z',
    second: null,
    ...finding,
  };
}
