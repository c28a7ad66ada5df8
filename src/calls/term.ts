import {
  instantAt,
  isGap,
  readWindowDocument,
  windowInForce,
  type CallDocument,
  type DefinitionProblem,
} from '../engine/index.ts';
import type { Mode } from '../platform/tables.ts';

/** When applications are received; both instants are in time, and without `closesAt` it has no end. */
export interface Term {
  readonly opensAt: Date;
  readonly closesAt: Date | null;
}

export type TermKind = 'publication' | 'amendment' | 'extension' | 'remedy' | 'rehearsal';

/** A term as it was recorded; the highest revision holds. */
export interface RecordedTerm extends Term {
  readonly revision: number;
  readonly kind: TermKind;
  readonly ground: string;
  readonly at: Date;
}

export type CallState = 'upcoming' | 'open' | 'closed';

export function stateOf({ opensAt, closesAt }: Term, at: Date): CallState {
  if (at < opensAt) return 'upcoming';
  return closesAt === null || at <= closesAt ? 'open' : 'closed';
}

export type TermReading =
  | { readonly type: 'term'; readonly term: Term }
  | { readonly type: 'refused'; readonly problems: readonly DefinitionProblem[] };

/** The window in force at an instant, which the server needs to the hour: a gap in it is refused. */
export function readTerm(document: CallDocument, at: Date): TermReading {
  const index = windowInForce(document, instantAt(at.getTime()));
  const window = index === undefined ? undefined : document.windows[index];
  if (index === undefined || !window) {
    const message = 'no window is in force: the first version of the window has no "since"';
    return { type: 'refused', problems: [{ code: 'no-window', message, path: ['windows'] }] };
  }
  const open = (['opens', 'closes'] as const).flatMap((edge) =>
    (['date', 'time'] as const).flatMap((part) => {
      const value = window[edge][part];
      return isGap(value) ? [gapProblem(value.unknown.id, ['windows', index, edge, part])] : [];
    }),
  );
  if (open.length > 0) return { type: 'refused', problems: open };
  const read = readWindowDocument(window);
  if (read?.type !== 'window') throw new Error('a window that passed the check cannot be read');
  const [opens, closes] = [read.window.opens.at, read.window.closes?.at];
  if (opens === undefined || closes === undefined)
    throw new Error('a window without gaps has no hour');
  return { type: 'term', term: { opensAt: new Date(opens), closesAt: new Date(closes) } };
}

function gapProblem(gap: string, path: readonly (string | number)[]): DefinitionProblem {
  const [, , edge, part] = path;
  const example = part === 'date' ? '2025-01-15' : '"16:00"';
  return {
    code: 'gap-blocks-publication',
    message: `"${gap}" is open, and without it nobody knows when the call ${String(edge)}`,
    expected: `a decision with fills: ${gap} and a ${String(part)} such as ${example} as its value`,
    path,
  };
}

export function isSameTerm(a: Term, b: Term): boolean {
  return (
    a.opensAt.getTime() === b.opensAt.getTime() && a.closesAt?.getTime() === b.closesAt?.getTime()
  );
}

export type TermRefusal =
  | 'closing-not-later'
  | 'no-closing-to-extend'
  | 'already-open'
  | 'already-closed'
  | 'opening-in-the-past'
  | 'closing-before-opening'
  | 'closing-in-the-past'
  | 'closing-missing'
  | 'not-in-live';

export type TermDecision =
  | { readonly type: 'set'; readonly term: Term; readonly kind: TermKind }
  | { readonly type: 'kept' }
  | { readonly type: 'refused'; readonly code: TermRefusal };

/**
 * An extension only ever moves the closing later. Once the term has run out it is no longer an extension but the
 * remedy of an incident, which is an act of its own.
 */
export function decideExtension(
  current: Term,
  { closesAt, kind, at }: { closesAt: Date; kind: 'extension' | 'remedy'; at: Date },
): TermDecision {
  if (current.closesAt === null) return refused('no-closing-to-extend');
  if (kind === 'extension' && at > current.closesAt) return refused('already-closed');
  if (closesAt <= current.closesAt) return refused('closing-not-later');
  if (closesAt <= at) return refused('closing-in-the-past');
  return { type: 'set', kind, term: { opensAt: current.opensAt, closesAt } };
}

/**
 * What an amendment does to the term. A window left as it was keeps every extension made since. A window that was
 * moved holds from now, but never against who relied on it: once open it only closes later, once closed it stays so.
 */
export function decideAmendedTerm(
  current: Term & { readonly kind: TermKind },
  { before, after, at }: { before: Term | undefined; after: Term; at: Date },
): TermDecision {
  if (current.kind === 'rehearsal' || (before && isSameTerm(before, after)))
    return { type: 'kept' };
  if (isSameTerm(current, after)) return { type: 'kept' };
  const state = stateOf(current, at);
  if (state === 'closed') return refused('already-closed');
  if (state === 'upcoming') {
    if (after.opensAt <= at) return refused('opening-in-the-past');
    return { type: 'set', kind: 'amendment', term: after };
  }
  if (after.opensAt.getTime() !== current.opensAt.getTime()) return refused('already-open');
  const isLater =
    after.closesAt === null || (current.closesAt !== null && after.closesAt > current.closesAt);
  if (!isLater) return refused('closing-not-later');
  return { type: 'set', kind: 'amendment', term: after };
}

/** A rehearsal runs when it suits those who rehearse, so that a call of the past can be tried now. */
export function decideRehearsalTerm(
  { mode, procedure }: { mode: Mode; procedure: CallDocument['procedure'] },
  term: Term,
): TermDecision {
  if (mode === 'live') return refused('not-in-live');
  if (term.closesAt === null && procedure !== 'rolling') return refused('closing-missing');
  if (term.closesAt !== null && term.closesAt <= term.opensAt)
    return refused('closing-before-opening');
  return { type: 'set', kind: 'rehearsal', term };
}

function refused(code: TermRefusal): TermDecision {
  return { type: 'refused', code };
}
