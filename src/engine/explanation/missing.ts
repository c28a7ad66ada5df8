import type { Tree } from '../condition/tree.ts';
import type { Call } from '../definition/compile-call.ts';
import type { ReadyCondition, Requirement } from '../definition/compile-eligibility.ts';
import { findGaps } from '../definition/fill-gaps.ts';
import type { Gap } from '../definition/gap.ts';
import { inputsOf, openNames } from './evaluate-inputs.ts';
import type { Figure, Rule } from './figure.ts';
import { labelsOf } from './labels.ts';
import { labelIn, listWords, lowerFirst, quoted, say, wholeWords, type Language } from './words.ts';

/** What keeps a figure from being known: facts that nobody gave, and gaps that nobody decided. */
export interface Missing {
  /** Names of the facts, with the partner they are missing for. */
  readonly facts: readonly {
    readonly name: string;
    readonly partner?: string;
    readonly list: string;
  }[];
  readonly gaps: readonly Gap['unknown'][];
}

/** Stands for the declared costs among the facts that are missing. */
const costsList = 'costs';

/** A sentence names so many missing things and counts the others. */
const namedMax = 3;

export function missingFor(figure: Figure, call: Call): Missing {
  const facts = new Map<string, Missing['facts'][number]>();
  const gaps = new Map<string, Gap['unknown']>();
  collect(figure, undefined, call, facts, gaps, new Set());
  return { facts: [...facts.values()], gaps: [...gaps.values()] };
}

/** `perché mancano «a» e «b»`, or what the source does not say; empty when nothing can be named. */
export function becauseWords(figure: Figure, call: Call, language: Language): string {
  const missing = missingFor(figure, call);
  const facts = factWords(missing, call, language);
  const gaps = missing.gaps
    .slice(0, 1)
    .map((gap) => gapWords(gap, nounOf(figure.rule, language), language));
  const parts: string[] = [];
  if (facts.length > 0) {
    const isOne = missing.facts.length === 1;
    const names = listWords(shortened(facts, language), language);
    parts.push(
      say(
        language,
        `${isOne ? 'manca' : 'mancano'} ${names}`,
        `${names} ${isOne ? 'is' : 'are'} missing`,
      ),
    );
  }
  parts.push(...gaps);
  if (missing.gaps.length > 1) {
    const more = wholeWords(missing.gaps.length - 1, language);
    parts.push(
      missing.gaps.length === 2
        ? say(language, 'e resta aperto un altro punto', 'and one more point is open')
        : say(language, `e restano aperti altri ${more} punti`, `and ${more} more points are open`),
    );
  }
  return parts.length === 0
    ? ''
    : say(language, `perché ${parts.join('; ')}`, `because ${parts.join('; ')}`);
}

/** The missing facts by the names people give them. */
export function factWords(missing: Missing, call: Call, language: Language): readonly string[] {
  const labels = labelsOf(call);
  return missing.facts.map(({ name, partner, list }) => {
    if (list === costsList)
      return quoted(say(language, 'spese dichiarate', 'declared costs'), language);
    const label = (list === '' ? labels.facts : labels.fields.get(list))?.get(name);
    const text = label ? quoted(lowerFirst(labelIn(label.label, language)), language) : '';
    return partner === undefined ? text : `${text} (${partner})`;
  });
}

/** Why the source gives no value, what is known about it, and that a decision is needed. */
export function gapWords(gap: Gap['unknown'], noun: string, language: Language): string {
  const states = {
    lost: say(language, `${noun} è andato perduto nella fonte`, `${noun} was lost in the source`),
    absent: say(language, `la fonte non dà ${noun}`, `the source does not give ${noun}`),
    open: say(
      language,
      'la fonte si può leggere in più modi',
      'the source can be read in more than one way',
    ),
  };
  const note = labelIn(gap.note, language).replace(/\.$/, '');
  const need = say(language, 'serve una determinazione', 'a decision is needed');
  return `${states[gap.state]}; ${need} (${note})`;
}

/** What a gap is a gap of. */
export function nounOf(rule: Rule, language: Language): string {
  const isScore = ['criterion', 'bonus', 'net', 'gross', 'threshold', 'passes'].includes(rule.kind);
  return isScore
    ? say(language, 'il punteggio', 'the score')
    : say(language, 'il valore', 'the value');
}

function shortened(names: readonly string[], language: Language): readonly string[] {
  if (names.length <= namedMax + 1) return names;
  const more = wholeWords(names.length - namedMax, language);
  return [...names.slice(0, namedMax), say(language, `altri ${more} dati`, `${more} more facts`)];
}

type Facts = Map<string, Missing['facts'][number]>;
type Gaps = Map<string, Gap['unknown']>;

function collect(
  figure: Figure,
  partner: string | undefined,
  call: Call,
  facts: Facts,
  gaps: Gaps,
  seen: Set<Figure>,
): void {
  const { rule, inputs } = figure;
  if (figure.low === figure.high || seen.has(figure)) return;
  seen.add(figure);
  const isLeaf = inputs.length === 0;
  if (rule.kind === 'fact') addFact(rule, partner, facts);
  else if (rule.kind === 'declared') facts.set(costsList, { name: costsList, list: costsList });
  else if (rule.kind === 'list') facts.set(rule.name, { name: rule.name, list: '' });
  if (isOpenShare(rule)) facts.set(costsList, { name: costsList, list: costsList });
  for (const gap of gapsOf(figure, call)) gaps.set(gap.id, gap);
  if (isLeaf) return;
  const within = rule.kind === 'partner' ? rule.partner : partner;
  const open = openOf(rule, inputs);
  for (const input of inputs) {
    if (open && !open.has(nameOf(input.rule))) continue;
    if (rule.kind === 'eligible' && !excludes(input.rule)) continue;
    if (input.rule.kind === 'list' && open)
      facts.set(input.rule.name, { name: input.rule.name, list: '' });
    collect(input, within, call, facts, gaps, seen);
  }
}

/** A flat rate has nothing declared: it is open because what it is a share of is. */
function isOpenShare(rule: Rule): boolean {
  if (rule.kind !== 'admitted' || !rule.category.flat) return false;
  return rule.limits.every((limit) => limit.isOnlyReading);
}

function addFact(rule: Rule & { kind: 'fact' }, partner: string | undefined, facts: Facts): void {
  const { id, level } = rule.fact;
  const isPartner = level === 'partner';
  facts.set(`${isPartner ? (partner ?? '') : ''}.${id}`, {
    name: id,
    list: isPartner ? 'partners' : '',
    ...(isPartner && partner !== undefined ? { partner } : {}),
  });
}

function excludes(rule: Rule): boolean {
  return rule.kind !== 'requirement' || rule.requirement.document.effect === 'exclude';
}

function nameOf(rule: Rule): string {
  if (rule.kind === 'fact') return rule.fact.id;
  if (rule.kind === 'derived') return rule.derived.document.id;
  return rule.kind === 'list' ? rule.name : '';
}

/** For rules that are conditions, the names on which the answer still depends. */
function openOf(rule: Rule, inputs: readonly Figure[]): ReadonlySet<string> | undefined {
  const known = inputsOf(inputs);
  const among = (trees: readonly Tree[]): ReadonlySet<string> =>
    new Set(trees.flatMap((tree) => [...openNames(tree, known)]));
  if (rule.kind === 'bonus') return among([rule.bonus.when.tree]);
  if (rule.kind === 'requirement' && rule.requirement.document.level === 'partner')
    return undefined;
  if (rule.kind !== 'requirement' && rule.kind !== 'partner') return undefined;
  return among(conditionsOf(rule.requirement).map((each) => each.tree));
}

/** Every condition of a requirement, its exceptions included. */
function conditionsOf(requirement: Requirement): readonly ReadyCondition[] {
  return [
    requirement.when,
    requirement.require,
    ...requirement.exceptions.flatMap((each) => [each.when, each.require]),
  ].filter((each) => each !== undefined);
}

/** The gaps of the rule itself, where they and not the facts keep the figure open. */
function gapsOf({ rule, inputs, note }: Figure, call: Call): readonly Gap['unknown'][] {
  switch (rule.kind) {
    case 'criterion':
      return inputs.some(({ low, high }) => low !== high) ? [] : criterionGaps(rule, note);
    case 'bonus':
      return gapsIn(rule.bonus.document.points);
    case 'threshold':
      return gapsIn(rule.document);
    case 'ceiling':
      return gapsIn(rule.ceiling.document);
    case 'by-rate':
      return gapsIn([rule.plan.document.rate, rule.plan.document.partnerRates]);
    case 'minimum-project':
      return gapsIn(rule.plan.document.minimumProject);
    case 'bonus-total':
      return gapsIn([rule.score.document.bonusMaximum, rule.score.document.bonusesGiven]);
    case 'admitted': {
      const own = gapsIn(rule.limits.map((limit) => limit.document));
      const isOpen = rule.limits.some((limit) => !limit.terms || !limit.isOnlyReading);
      return own.length > 0 || !isOpen ? own : costGaps(call);
    }
    case 'requirement': {
      const { id } = rule.requirement.document;
      return gapsIn(call.document.partnership?.minimum.find((each) => each.id === id)?.atLeast);
    }
    default:
      return [];
  }
}

function criterionGaps(
  { criterion }: Rule & { kind: 'criterion' },
  note: number,
): readonly Gap['unknown'][] {
  const { by } = criterion.document;
  if (note < 0) return gapsIn(by);
  if ('bands' in by) return gapsIn(by.bands.bands[note]);
  return 'options' in by ? gapsIn(by.options.points[note]) : gapsIn(by);
}

function costGaps(call: Call): readonly Gap['unknown'][] {
  return call.gaps
    .filter(({ paths }) => paths.some(([section]) => section === 'costs'))
    .map(({ gap }) => gap);
}

function gapsIn(document: unknown): readonly Gap['unknown'][] {
  return [...findGaps(document).values()].map(({ gap }) => gap);
}
