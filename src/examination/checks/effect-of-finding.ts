import { subjectOf } from '../../engine/index.ts';
import { effectOf, type Effect } from './effect.ts';
import { readWith, type Examined } from './examined.ts';
import { countingFindings, type FindingRecord } from './finding.ts';

/** What a finding has changed: everything without it, and with it. Nothing where it does not count. */
export function effectOfFinding(
  { call, declared, findings, twoPersons }: Examined,
  finding: FindingRecord,
): Effect | undefined {
  const counting = countingFindings(findings, twoPersons);
  const name = subjectOf(finding);
  const others = counting.filter((each) => subjectOf(each) !== name);
  if (others.length === counting.length) return undefined;
  const [without, whole] = [readWith(call, declared, others), readWith(call, declared, counting)];
  return without && whole ? effectOf(without, whole) : undefined;
}
