import type {
  Answers,
  ApplicationDocument,
  Call,
  CostItem,
  CostValue as AnyCostValue,
  Track,
} from '../../engine/index.ts';

export type FactDocument = Call['document']['facts'][number];
export type FactValue = ApplicationDocument['facts'][string];
/** An interview asks for amounts, never for single expenses. */
export type CostValue = Exclude<AnyCostValue, readonly CostItem[]>;

/** A call that takes part in an interview, with its rules. */
export interface AskedCall {
  readonly slug: string;
  readonly rules: Call;
}

/** One thing that was said, in the order in which it was said; `null` stands for "not yet known". */
export type Step = { readonly call: string } & (
  | { readonly kind: 'fact'; readonly fact: string; readonly value: FactValue | null }
  /** A fact of partners, by their place; those whom it was not asked about are left out. */
  | {
      readonly kind: 'each';
      readonly fact: string;
      readonly values: Readonly<Record<string, FactValue | null>>;
    }
  /** How many have each role. */
  | { readonly kind: 'partners'; readonly counts: Readonly<Record<string, number>> | null }
  | {
      readonly kind: 'costs';
      readonly line: string;
      readonly costs: Readonly<Record<string, CostValue>> | null;
    }
  /** Nothing more is to be asked about this line. */
  | { readonly kind: 'pass'; readonly line: string }
);

/** What was said, as far as it says something to one line of a call. */
export interface Heard {
  readonly answers: Answers;
  /** What has been asked, also where the answer was that nobody knows yet. */
  readonly asked: ReadonlySet<string>;
  readonly isPassed: boolean;
}

/** The name under which a question is remembered as asked. */
export function keyOf(kind: 'fact' | 'partners' | 'costs', fact = '', partner?: number): string {
  return kind === 'fact' ? `fact/${partner ?? ''}/${fact}` : kind;
}

/** The categories in which costs of a line are declared. */
export function declaredCategories(track: Track) {
  return (track.costs?.categories ?? []).filter(({ flat }) => !flat);
}

const shapes = new WeakMap<FactDocument, string>();

/** Facts of two calls are the same question when they have one name and take the same values. */
function shapeOf(fact: FactDocument): string {
  const known = shapes.get(fact);
  if (known !== undefined) return known;
  const { id, type, level = 'project', options = [], from, to, fields = [] } = fact;
  const shape = JSON.stringify([
    id,
    type,
    level,
    options.map((option) => option.id),
    from,
    to,
    fields.map(shapeOf),
  ]);
  shapes.set(fact, shape);
  return shape;
}

const factsById = new WeakMap<readonly FactDocument[], ReadonlyMap<string, FactDocument>>();

/** Asked for each answer and each line of each call. */
export function findFact(
  {
    rules: {
      document: { facts },
    },
  }: AskedCall,
  id: string,
): FactDocument | undefined {
  const known = factsById.get(facts) ?? new Map(facts.map((fact) => [fact.id, fact]));
  factsById.set(facts, known);
  return known.get(id);
}

export function rolesOf({ rules }: AskedCall) {
  return rules.document.partnership?.roles ?? [];
}

function sharesFact(a: AskedCall, b: AskedCall, id: string): boolean {
  if (a.slug === b.slug) return true;
  const [ours, theirs] = [findFact(a, id), findFact(b, id)];
  return ours !== undefined && theirs !== undefined && shapeOf(ours) === shapeOf(theirs);
}

function sharesRoles(a: AskedCall, b: AskedCall): boolean {
  const names = (call: AskedCall): string =>
    rolesOf(call)
      .map(({ id }) => id)
      .join('\n');
  return a.slug === b.slug || names(a) === names(b);
}

/** Costs belong to a project: they hold for the lines of its call that admit the same ones. */
function sharesCosts(call: AskedCall, a: Track | undefined, b: Track): boolean {
  const names = (track: Track): string =>
    declaredCategories(track)
      .map(({ id }) => id)
      .join('\n');
  return a !== undefined && call.rules.tracks.get(b.id) === b && names(a) === names(b);
}

interface Hearing {
  readonly facts: Record<string, FactValue>;
  readonly asked: Set<string>;
  partners?: readonly { readonly id: string; readonly role: string }[];
  readonly partnerFacts: Map<number, Record<string, FactValue>>;
  costs?: Readonly<Record<string, CostValue>>;
  isPassed: boolean;
}

/** What the steps say to one line: answers to the same question serve every call that asks it. */
export function hear(
  calls: ReadonlyMap<string, AskedCall>,
  steps: readonly Step[],
  { call, track }: { readonly call: AskedCall; readonly track: Track },
): Heard {
  const hearing: Hearing = {
    facts: {},
    asked: new Set(),
    partnerFacts: new Map(),
    isPassed: false,
  };
  for (const step of steps) {
    const source = calls.get(step.call);
    if (source) hearStep(hearing, step, { source, call, track });
  }
  const { facts, asked, partners, partnerFacts, costs, isPassed } = hearing;
  return {
    asked,
    isPassed,
    answers: {
      facts,
      ...(partners && {
        partners: partners.map((one, index) => ({ ...one, facts: partnerFacts.get(index) ?? {} })),
      }),
      ...(costs && { costs }),
    },
  };
}

function hearStep(
  hearing: Hearing,
  step: Step,
  { source, call, track }: { source: AskedCall; call: AskedCall; track: Track },
): void {
  const { asked } = hearing;
  switch (step.kind) {
    case 'fact':
      if (!sharesFact(source, call, step.fact)) return;
      asked.add(keyOf('fact', step.fact));
      if (step.value !== null) hearing.facts[step.fact] = step.value;
      return;
    case 'partners':
      if (!sharesRoles(source, call)) return;
      asked.add('partners');
      if (step.counts) hearing.partners = listPartners(rolesOf(call), step.counts);
      return;
    case 'each':
      if (!sharesRoles(source, call) || !sharesFact(source, call, step.fact)) return;
      hearEach(hearing, step);
      return;
    case 'costs':
      if (source.slug !== call.slug) return;
      if (!sharesCosts(call, call.rules.tracks.get(step.line), track)) return;
      asked.add('costs');
      if (step.costs) hearing.costs = step.costs;
      return;
    case 'pass':
      if (source.slug === call.slug && step.line === track.id) hearing.isPassed = true;
      return;
    default:
      step satisfies never;
  }
}

function hearEach(hearing: Hearing, { fact, values }: Extract<Step, { kind: 'each' }>): void {
  for (const [place, value] of Object.entries(values)) {
    const index = Number(place);
    hearing.asked.add(keyOf('fact', fact, index));
    if (value === null || index >= (hearing.partners?.length ?? 0)) continue;
    const said = hearing.partnerFacts.get(index) ?? {};
    said[fact] = value;
    hearing.partnerFacts.set(index, said);
  }
}

function listPartners(
  roles: readonly { readonly id: string }[],
  counts: Readonly<Record<string, number>>,
): readonly { readonly id: string; readonly role: string }[] {
  return roles
    .flatMap(({ id }) => Array.from({ length: counts[id] ?? 0 }, () => id))
    .map((role, index) => ({ id: `partner-${index + 1}`, role }));
}
