import type { Call, FactPlace } from '../../engine/index.ts';
import type { Examined, ExaminedCheck } from './examined.ts';
import { formKey, standingOn, type Subject, type SubjectStanding } from './finding.ts';
import { findPlace, subjectAt, type Place } from './places.ts';

/** Something an officer answers by hand: a value that the office gives, or the verdict on a paper. */
export interface HandControl {
  /** Part of the names of its fields. */
  readonly key: string;
  readonly subject: Subject;
  readonly place: Place;
  readonly standing: SubjectStanding;
}

/** A check that rests on what the office says, with what is to be said for it. */
export interface HandBlock {
  readonly check: ExaminedCheck;
  readonly controls: readonly HandControl[];
}

/** The checks of a phase in two: what the rules decide from what was declared, and what a person looks at. */
export interface PhaseWork {
  readonly byRules: readonly ExaminedCheck[];
  readonly byHand: readonly HandBlock[];
}

type Worked = Pick<Examined, 'checks' | 'standings' | 'declared' | 'call'>;

/** What is to be done in a phase; what several checks need is asked once, at the first. */
export function workOf(examined: Worked, phase: string): PhaseWork {
  const asked = new Set<string>();
  const byRules: ExaminedCheck[] = [];
  const byHand: HandBlock[] = [];
  for (const check of examined.checks) {
    if (check.phase !== phase) continue;
    const controls = controlsOf(examined, check);
    const fresh = controls.filter(({ key }) => !asked.has(key) && asked.add(key));
    if (controls.length === 0) byRules.push(check);
    else byHand.push({ check, controls: fresh });
  }
  return { byRules, byHand };
}

function controlsOf(examined: Worked, check: ExaminedCheck): readonly HandControl[] {
  if (check.kind === 'paper') {
    const { kind, subject, partner } = check;
    return control(examined, { kind, subject, ...(partner === undefined ? {} : { partner }) });
  }
  const said = check.reads.flatMap((place) => placesOf(examined, place));
  return [...check.asks, ...said.filter((place) => isSaid(examined, place))].flatMap((place) =>
    control(examined, subjectAt(place)),
  );
}

/** A place of all partners is one of each. */
function placesOf({ declared }: Worked, place: FactPlace): readonly FactPlace[] {
  if (place.fact.level !== 'partner' || place.partner !== undefined) return [place];
  return (declared.partners ?? []).map(({ id }) => ({ ...place, partner: id }));
}

/** What the office has said already, or says whatever else is known. */
function isSaid({ standings }: Worked, place: FactPlace): boolean {
  const { fact } = place;
  if (standingOn(standings, subjectAt(place)).last)
    return fact.proof === 'office' || fact.proof === 'register';
  return fact.proof === 'office' && fact.when === undefined && fact.level !== 'partner';
}

function control(examined: Worked, subject: Subject): readonly HandControl[] {
  const place = findPlace(examined, subject);
  const standing = standingOn(examined.standings, subject);
  return place ? [{ key: formKey(subject), subject, place, standing }] : [];
}

/** Values that the office gives and on which no check rests, such as those of the score. */
export function otherControls(examined: Worked): readonly HandControl[] {
  const { call, declared, checks } = examined;
  const inChecks = new Set(
    checks.flatMap(({ reads, asks }) => [...reads, ...asks]).map(({ fact }) => fact.id),
  );
  const wanted = call.document.facts.filter(
    (fact) =>
      fact.proof === 'office' &&
      !inChecks.has(fact.id) &&
      isOnLine(examined, fact) &&
      isCounted(call.document, fact.id),
  );
  return wanted.flatMap((fact) =>
    fact.level === 'partner'
      ? (declared.partners ?? []).flatMap(({ id: partner }) =>
          control(examined, { kind: 'fact', subject: fact.id, partner }),
        )
      : control(examined, { kind: 'fact', subject: fact.id }),
  );
}

/** Whether the figures of an application rest on a fact; what is asked later, of variations and expenses, is not. */
function isCounted({ score, grant, costs, derived }: Call['document'], id: string): boolean {
  const named = new RegExp(`\\b${id}\\b`);
  return named.test(JSON.stringify([score, grant, costs, derived]));
}

function isOnLine(
  { call, declared }: Worked,
  { lines }: { readonly lines?: readonly string[] },
): boolean {
  const { line } = declared;
  if (!lines || line === undefined) return true;
  const above = call.document.lines?.find(({ sublines }) =>
    sublines?.some(({ id }) => id === line),
  );
  return lines.includes(line) || (above !== undefined && lines.includes(above.id));
}

/** Requirements of a phase that the definition asks of other lines only. */
export function notOnLine(examined: Worked, phase: string) {
  return examined.call.document.eligibility.filter(
    (requirement) => requirement.phase === phase && !isOnLine(examined, requirement),
  );
}
