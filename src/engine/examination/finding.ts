import { isItems } from '../assessment/read-costs.ts';
import type {
  ApplicationDocument,
  CostValue,
  FactValue,
} from '../definition/application-document.ts';

/**
 * What somebody of the office, a register or the panel found about an application: the value of a
 * fact, the verdict on a requirement or a paper (`met`, `not-met`, `not-applicable`), or what is
 * recognised of a cost, as text of money. Of several on the same subject the last one counts; `null` takes back what was found before.
 */
export interface Finding {
  readonly kind: 'fact' | 'requirement' | 'paper' | 'cost';
  /** The id of the fact, the requirement, the paper or the cost category. */
  readonly subject: string;
  /** The partner it is about, for what is asked of partners. */
  readonly partner?: string;
  /**
   * A field of an entry, where the fact is a list: `2.population` is of the third entry. Of a
   * category that is declared expense by expense, the expense.
   */
  readonly entry?: string;
  readonly value: FactValue | null;
}

/** One name for each thing that can be found: the same for all findings on it. */
export function subjectOf({ kind, subject, partner, entry }: Omit<Finding, 'value'>): string {
  const within = entry === undefined ? '' : `#${entry}`;
  return `${kind}:${subject}${partner === undefined ? '' : `@${partner}`}${within}`;
}

/** The findings that count: the last of each subject, without those that were taken back. */
export function findingsInForce<F extends Finding>(findings: readonly F[]): readonly F[] {
  const last = new Map<string, F>();
  for (const finding of findings) {
    const subject = subjectOf(finding);
    last.delete(subject);
    last.set(subject, finding);
  }
  return [...last.values()].filter((finding) => finding.value !== null);
}

/**
 * The application with the facts that were found in the place of those declared, and with what is
 * recognised of its costs beside what was declared; the one given is not changed. A finding that has no place in it, such as one about a partner who left, is left
 * out: `findMisplaced` tells which.
 */
export function withFindings(
  application: ApplicationDocument,
  findings: readonly Finding[],
): ApplicationDocument {
  return place(application, findings).application;
}

/** The findings in force that have no place in this text of the application. */
export function findMisplaced<F extends Finding>(
  application: ApplicationDocument,
  findings: readonly F[],
): readonly F[] {
  return place(application, findings).misplaced;
}

interface Placed<F> {
  readonly application: ApplicationDocument;
  readonly misplaced: readonly F[];
}

function place<F extends Finding>(
  application: ApplicationDocument,
  findings: readonly F[],
): Placed<F> {
  const changed: Holder = copyOf(application);
  const partners = application.partners?.map((partner) => ({ ...partner, ...copyOf(partner) }));
  const misplaced: F[] = [];
  for (const finding of findingsInForce(findings)) {
    const { kind, partner, value } = finding;
    if (value === null) continue;
    const own = partners?.find((each) => each.id === partner);
    if (partner !== undefined && !own) misplaced.push(finding);
    else if (kind === 'fact' && !putFact((own ?? changed).facts, finding, value))
      misplaced.push(finding);
    else if (kind === 'cost' && !putCost((own ?? changed).costs, finding, value))
      misplaced.push(finding);
  }
  const whole = { ...application, ...changed };
  return { application: partners ? { ...whole, partners } : whole, misplaced };
}

/** An application or a partner, to be written into. */
interface Holder {
  readonly facts: Record<string, FactValue>;
  readonly costs?: Record<string, CostValue>;
}

function copyOf({
  facts,
  costs,
}: Pick<ApplicationDocument, 'costs'> & Partial<Pick<ApplicationDocument, 'facts'>>): Holder {
  return { facts: { ...facts }, ...(costs && { costs: { ...costs } }) };
}

/** Whether the category, or the expense in it, is there to have an amount recognised. */
function putCost(
  costs: Record<string, CostValue> | undefined,
  { subject, entry }: Finding,
  recognised: FactValue,
): boolean {
  const value = costs?.[subject];
  if (!costs || value === undefined || typeof recognised !== 'string') return false;
  if (!isItems(value)) {
    if (entry !== undefined) return false;
    const stretch = typeof value === 'string' ? { from: value, to: value } : value;
    costs[subject] = { ...stretch, recognised };
    return true;
  }
  if (!value.some(({ id }) => id === entry)) return false;
  costs[subject] = value.map((item) => (item.id === entry ? { ...item, recognised } : item));
  return true;
}

/** Whether the fact, or the field of an entry that is there, could be given the value. */
function putFact(facts: Record<string, FactValue>, finding: Finding, value: FactValue): boolean {
  const { subject, entry } = finding;
  if (entry === undefined) {
    facts[subject] = value;
    return true;
  }
  const at = readEntry(entry);
  const list = facts[subject];
  if (!at || !Array.isArray(list)) return false;
  const rows = list as readonly (string | { readonly [field: string]: FactValue })[];
  const row = rows[at.row];
  if (row === undefined || typeof row === 'string') return false;
  const changed = rows.map((each, index) =>
    index === at.row && typeof each === 'object' ? { ...each, [at.field]: value } : each,
  );
  facts[subject] = changed as FactValue;
  return true;
}

/** `2.population` as the row and the field it names. */
export function readEntry(
  entry: string,
): { readonly row: number; readonly field: string } | undefined {
  const match = /^(\d{1,6})\.([a-z][a-zA-Z0-9]*)$/.exec(entry);
  return match ? { row: Number(match[1]), field: match[2] ?? '' } : undefined;
}
