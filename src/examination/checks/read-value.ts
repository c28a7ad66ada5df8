import { readDraft } from '../../applications/index.ts';
import { formatCents, parseCents, type FactValue } from '../../engine/index.ts';
import type { FindingAsked } from './decide-finding.ts';
import type { Subject } from './finding.ts';

/** What somebody sends as a finding, before it is known whether its value is one. */
export interface SentFinding {
  readonly subject: Subject;
  readonly says: FindingAsked['says'];
  readonly value: unknown;
  readonly note: string | null;
  readonly evidence: FindingAsked['evidence'];
}

/** The finding with its value as one of an application; nothing where it is none that an application could hold. */
export function readFinding({ value, ...finding }: SentFinding): FindingAsked | undefined {
  if (finding.says !== 'value') return { ...finding, value: null };
  const read = readValue(finding.subject, value);
  return read === undefined ? undefined : { ...finding, value: read };
}

function readValue({ kind, subject, entry }: Subject, value: unknown): FactValue | undefined {
  if (value === undefined || value === null) return undefined;
  if (kind === 'cost') {
    const cents = typeof value === 'string' ? parseCents(value) : undefined;
    return cents === undefined ? undefined : formatCents(cents);
  }
  if (kind !== 'fact') return typeof value === 'string' ? value : undefined;
  const facts = { [subject]: entry === undefined ? value : [{ field: value }] };
  const read = readDraft({ title: 'facts', content: { facts } });
  return read.type === 'refused' ? undefined : (value as FactValue);
}
