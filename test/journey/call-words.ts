import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { lineFour } from '../support/line-four.ts';

interface Named {
  readonly id: string;
  readonly label: { readonly it: string };
}

interface Written {
  readonly phases: readonly { readonly id: string; readonly title: { readonly it: string } }[];
  readonly facts: readonly (Named & {
    readonly question?: { readonly it: string };
    readonly options?: readonly Named[];
  })[];
  readonly eligibility: readonly { readonly id: string; readonly title: { readonly it: string } }[];
}

/** The text of the call, as anybody can read it. */
const written = parse(readFileSync(lineFour.definition, 'utf8'), { merge: true }) as Written;

function one<T extends { readonly id: string }>(from: readonly T[], id: string): T {
  const found = from.find((each) => each.id === id);
  if (!found) throw new Error(`the call has no ${id}`);
  return found;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** What is asked about a fact. */
export function questionOf(fact: string): string {
  const { question, label } = one(written.facts, fact);
  return capital((question ?? label).it);
}

export function labelOf(fact: string): string {
  return one(written.facts, fact).label.it;
}

export function optionOf(fact: string, option: string): string {
  return one(one(written.facts, fact).options ?? [], option).label.it;
}

export function phaseTitle(phase: string): string {
  return one(written.phases, phase).title.it;
}

export function requirementTitle(requirement: string): string {
  return one(written.eligibility, requirement).title.it;
}

/** The two criteria of the panel, with the points that the table gives. */
export const judgedCriteria = [
  {
    fact: 'collectionIncrease',
    code: '4.2',
    title: 'Coerenza con gli obiettivi',
    points: { small: 8, notable: 15 },
  },
  {
    fact: 'recyclingIncrease',
    code: '4.6',
    title: 'Stima dei rifiuti avviati a riciclaggio',
    points: { minor: 2, significant: 5, excellent: 10 },
  },
] as const;
