import { isGap, known, type CallDocument, type Gap, type Localized } from '../engine/index.ts';
import type { PublishedCall } from './published-call.ts';
import type { PublishedVersion } from './published-version.ts';
import { stateOf, type CallState, type Term } from './term.ts';

/** A value of the definition, or the gap that stands in its place. */
export type Shown<T> = { readonly value: T } | { readonly gap: string };

export interface LineView {
  readonly id: string;
  readonly title: Localized;
  readonly article: string;
  readonly sublines?: readonly LineView[];
}

export interface PaperView {
  readonly id: string;
  readonly title: Localized;
  readonly article: string;
  /** Of the whole project or of each partner. */
  readonly level: 'project' | 'partner';
  readonly lines?: readonly string[];
  readonly signedBy?: 'lead' | 'each-partner';
  /** As written; it is asked for only when this holds. */
  readonly when?: string;
}

export interface AmountView {
  readonly id: string;
  readonly title: Localized;
  readonly article: string;
  readonly lines?: readonly string[];
  readonly amount: Shown<string>;
}

/** A day of the procedure as the definition gives it; a phase has none until it is there. */
export interface StepView {
  readonly kind: 'act' | 'phase';
  readonly title: Localized;
  readonly about?: Localized;
  readonly article?: string;
  /** `YYYY-MM-DD` */
  readonly day?: string;
  readonly gap?: string;
}

/** What people look for in a call, as its definition says it. */
export interface CallFacts {
  /** As the definition names it. */
  readonly body: string;
  readonly procedure: Shown<'ranking' | 'rolling' | 'list'>;
  readonly lines: readonly LineView[];
  readonly papers: readonly PaperView[];
  readonly pots: readonly AmountView[];
  readonly ceilings: readonly AmountView[];
  /** Share of the admitted costs. */
  readonly rate?: Shown<string> & { readonly upTo: boolean; readonly article: string };
  readonly steps: readonly StepView[];
  readonly openPoints: readonly Gap['unknown'][];
  readonly notices: NonNullable<CallDocument['notices']>;
}

const remembered = new WeakMap<PublishedVersion, CallFacts>();

/** The same for every request: a version never changes. */
export function factsOf(version: PublishedVersion): CallFacts {
  const found = remembered.get(version) ?? readFacts(version);
  remembered.set(version, found);
  return found;
}

function readFacts({ call }: PublishedVersion): CallFacts {
  const { document } = call;
  const { grant, funding } = document;
  return {
    body: document.body,
    procedure: shown(document.procedure),
    lines: (document.lines ?? []).map((line) => ({
      ...lineOf(line),
      ...(line.sublines ? { sublines: line.sublines.map(lineOf) } : {}),
    })),
    papers: (document.papers ?? []).map(paperOf),
    pots: (funding?.pots ?? []).map(amountOf),
    ceilings: (grant?.ceilings ?? []).map(amountOf),
    ...(grant
      ? { rate: { ...shown(grant.rate), upTo: grant.upTo === true, article: grant.article } }
      : {}),
    steps: stepsOf(document),
    openPoints: call.gaps.map(({ gap }) => gap),
    notices: document.notices ?? [],
  };
}

function shown<T>(value: T | Gap): Shown<T> {
  return isGap(value) ? { gap: value.unknown.id } : { value };
}

type PaperDocument = NonNullable<CallDocument['papers']>[number];

function paperOf({ id, title, article, level, lines, signedBy, when }: PaperDocument): PaperView {
  return {
    id,
    title,
    article,
    level,
    ...(lines ? { lines } : {}),
    ...(signedBy ? { signedBy } : {}),
    ...(when === undefined ? {} : { when }),
  };
}

function lineOf({ id, title, article }: LineView): LineView {
  return { id, title, article };
}

interface WithAmount {
  readonly id: string;
  readonly title: Localized;
  readonly article: string;
  readonly lines?: readonly string[];
  readonly amount: string | Gap;
}

function amountOf({ id, title, article, lines, amount }: WithAmount): AmountView {
  return { id, title, article, ...(lines ? { lines } : {}), amount: shown(amount) };
}

/** Acts by date, those without one where they are written; then the phases of the examination. */
function stepsOf(document: CallDocument): readonly StepView[] {
  const acts = document.acts.map(({ title, about, date }): StepView => {
    const day = known(date);
    const both = { it: title, en: title };
    if (day !== undefined) return { kind: 'act', title: both, about, day };
    return { kind: 'act', title: both, about, ...(isGap(date) ? { gap: date.unknown.id } : {}) };
  });
  const phases = (document.phases ?? []).map(({ title, article }): StepView => ({
    kind: 'phase',
    title,
    article,
  }));
  return [...acts.toSorted((a, b) => dayOf(a).localeCompare(dayOf(b))), ...phases];
}

function dayOf({ day }: StepView): string {
  return day ?? '9999';
}

export interface TermView {
  readonly opensAt: string;
  readonly closesAt?: string;
}

export function termView({ opensAt, closesAt }: Term): TermView {
  return {
    opensAt: opensAt.toISOString(),
    ...(closesAt ? { closesAt: closesAt.toISOString() } : {}),
  };
}

/** One call in a list. */
export function callLine(call: PublishedCall, at: Date) {
  const { slug, mode, title, summary, bodyCode, bodyName, gives, fictional, term } = call;
  return {
    call: slug,
    mode,
    state: stateOf(term, at) satisfies CallState,
    fictional,
    title,
    summary,
    body: { code: bodyCode, name: bodyName },
    gives,
    version: call.version,
    term: termView(term),
    links: linksOf(slug),
  };
}

function linksOf(slug: string) {
  const self = `/api/v1/calls/${slug}`;
  return { self, versions: `${self}/versions`, terms: `${self}/terms`, page: `/calls/${slug}` };
}

/** One call with all that people look for in it. */
export function callDetail(call: PublishedCall, facts: CallFacts, at: Date) {
  const { term, label, hash, publishedAt, resubmission } = call;
  const { revision, kind, ground } = term;
  return {
    ...callLine(call, at),
    ...facts,
    body: { code: call.bodyCode, name: call.bodyName, asWritten: facts.body },
    definition: { label, hash, publishedAt: publishedAt.toISOString() },
    term: { ...termView(term), revision, kind, ground, at: term.at.toISOString() },
    resubmission,
  };
}
