import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { ExaminationRecord } from '../examination.ts';
import { recordExamination } from '../store.ts';
import { lockExamined, type OfficeAct } from './act-on-examination.ts';
import {
  decideFinding,
  effectWith,
  type FindingAsked,
  type FindingRefusal,
  type NewFinding,
} from './decide-finding.ts';
import type { Effect } from './effect.ts';
import { countOpen, type Examined } from './examined.ts';
import { readExamined } from './find-examined.ts';
import type { FindingRecord } from './finding.ts';
import { insertFinding } from './store.ts';

export interface FindingsAct extends OfficeAct {
  readonly findings: readonly FindingAsked[];
  /** The revision that their author had read. */
  readonly seen: number;
}

export interface FindingRefused {
  readonly type: 'refused';
  readonly code: FindingRefusal;
  /** Which of the findings it is. */
  readonly index: number;
  /** What somebody else has found on it first. */
  readonly first?: FindingRecord;
}

export type FindingsOutcome =
  | {
      readonly type: 'recorded';
      readonly examination: ExaminationRecord;
      /** What all of them change, once they count. */
      readonly effect: Effect;
    }
  | (FindingRefused & { readonly all: readonly FindingRefused[] });

/**
 * Records what was found, all of it or nothing. Two officers on different checks do not disturb each other; of two on
 * the same one the second is told what the first has found.
 */
export async function recordFindings(
  tx: Tx,
  act: FindingsAct,
): Promise<FindingsOutcome | undefined> {
  const examined = await lockExamined(tx, act);
  if (!examined) return undefined;
  const decided: NewFinding[] = [];
  const all: FindingRefused[] = [];
  for (const [index, asked] of act.findings.entries()) {
    const decision = decideFinding(examined, asked, act.seen);
    if (decision.type === 'refused') all.push({ ...decision, index });
    else decided.push(decision.finding);
  }
  const [first] = all;
  if (first) return { ...first, all };
  const effect = effectWith(examined, decided);
  // Each of them fits, and yet they do not fit together.
  if (!effect) {
    const together = { type: 'refused', code: 'value-strange', index: 0 } as const;
    return { ...together, all: [together] };
  }
  return { type: 'recorded', effect, examination: await write(tx, act, examined, decided) };
}

async function write(
  tx: Tx,
  { personId }: FindingsAct,
  { examination: record, published }: Examined,
  findings: readonly NewFinding[],
): Promise<ExaminationRecord> {
  const numbers: number[] = [];
  for (const finding of findings)
    numbers.push(await insertFinding(tx, { record, personId }, finding));
  const after = await readExamined(tx, { examination: record, published });
  return recordExamination(
    tx,
    record,
    {
      openPoints: countOpen(after),
      ...(record.state === 'to-begin' ? { state: 'under-way', hasBegun: true } : {}),
    },
    {
      act: 'findings-recorded',
      personId,
      content: canonicalJson(findings.map((each, index) => ({ ...each, number: numbers[index] }))),
    },
  );
}
