import { readFileSync } from 'node:fs';
import { readApplications } from '../../src/applications/index.ts';
import { readCall } from '../../src/calls/index.ts';
import {
  assess,
  prepareApplication,
  RoundCollector,
  type ApplicationDocument,
  type Call,
} from '../../src/engine/index.ts';
import type { LoadedRound } from '../../src/ranking/index.ts';
import { sample } from './sample-round.ts';

/** The call of the sample round with the decisions beside it. */
export function sampleCall(): Call {
  const file = (path: string) => ({ file: path, text: readFileSync(path, 'utf8') });
  const read = readCall({ definition: file(sample.call), decisions: [file(sample.decisions)] });
  if (read.type === 'refused') throw new Error(JSON.stringify(read.problems));
  return read.call;
}

export function sampleApplications(): readonly ApplicationDocument[] {
  return readApplications(readFileSync(sample.round, 'utf8'), sample.round).map((read) => {
    if (read.type !== 'read') throw new Error(JSON.stringify(read));
    return read.application;
  });
}

/** A round as if it had been frozen and loaded, without a database. */
export function loadedOf(call: Call, applications: readonly ApplicationDocument[]): LoadedRound {
  const assessments = applications.map((application) => {
    const read = prepareApplication(call, application);
    if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join());
    return assess(read.prepared);
  });
  const collector = new RoundCollector(call);
  for (const assessment of assessments) collector.add(assessment);
  return {
    frozen: {
      callId: 1,
      number: 1,
      callVersion: 1,
      upTo: applications.length,
      applications: applications.length,
      hash: '00'.repeat(32),
      madeBy: '00000000-0000-0000-0000-000000000000',
      madeAt: new Date('2025-05-05T10:00:00Z'),
    },
    published: {
      callId: 1,
      content: { definition: call.document, decisions: [] },
      call,
    } as unknown as LoadedRound['published'],
    call,
    applications: applications.map((application, index) => ({
      application,
      title: `Progetto ${index + 1}`,
      lead: {
        id: application.applicant ?? application.id,
        name: `Comune ${index + 1}`,
        fiscalCode: '',
        kind: 'municipality',
        province: 'MI',
        municipality: `Comune ${index + 1}`,
      },
      entryNumber: index + 1,
      pseudonym: `D-${String(index + 1).padStart(4, '0')}`,
    })),
    assessments,
    collector,
  };
}
