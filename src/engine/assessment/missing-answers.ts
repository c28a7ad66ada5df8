import { yes } from '../condition/truth.ts';
import type { ApplicationDocument, FactValue } from '../definition/application-document.ts';
import type { FactDocument } from '../definition/fact-document.ts';
import { variables, type FactSlot } from '../definition/names.ts';
import type { Prepared } from './prepare-facts.ts';

/** Something that only the applicant can say and that is left out; `path` leads to its place. */
export interface MissingAnswer {
  readonly kind: 'fact' | 'partners' | 'costs';
  readonly path: readonly (string | number)[];
  /** The question, where it is one. */
  readonly fact?: FactDocument;
}

/**
 * What makes an application incomplete as a paper, in the order of the definition: questions to the
 * applicant that have a place in the line applied for and are not answered at all. A fact said to be
 * unknown is answered; one that the office, the panel or a register gives is not asked.
 */
export function findMissingAnswers(
  prepared: Prepared,
  application: ApplicationDocument,
): readonly MissingAnswer[] {
  const { call, track, facts } = prepared;
  const partners = application.partners ?? [];
  const missing: MissingAnswer[] = [];
  for (const slot of call.names.facts) {
    const applies = slot.type.kind === 'list' ? undefined : call.factConditions.get(slot.slot);
    if (!isAsked(slot.fact, prepared) || (applies && applies.holds(facts) !== yes)) continue;
    const { id } = slot.fact;
    missing.push(...missingIn(slot, application.facts[id], ['facts', id]));
  }
  if (call.document.partnership && partners.length === 0)
    missing.push({ kind: 'partners', path: ['partners'] });
  for (const slot of call.names.partnerFacts) {
    if (!isAsked(slot.fact, prepared)) continue;
    const applies = call.partnerFactConditions.get(slot.slot);
    prepared.partners.forEach(({ row }, index) => {
      facts.rows[variables.partner] = row;
      if (applies && applies.holds(facts) !== yes) return;
      const { id } = slot.fact;
      missing.push(
        ...missingIn(slot, partners[index]?.facts?.[id], ['partners', index, 'facts', id]),
      );
    });
  }
  const declares = track.costs?.categories.some((category) => !category.flat);
  if (declares && !application.costs && !partners.some((partner) => partner.costs))
    missing.push({ kind: 'costs', path: ['costs'] });
  return missing;
}

function isAsked({ proof, lines }: FactDocument, { track }: Prepared): boolean {
  const holdsHere =
    lines === undefined ||
    lines.includes(track.id) ||
    (track.line !== undefined && lines.includes(track.line));
  return proof === 'applicant' && holdsHere;
}

function missingIn(
  { fact, fields }: FactSlot,
  value: FactValue | undefined,
  path: readonly (string | number)[],
): readonly MissingAnswer[] {
  if (value === undefined) return [{ kind: 'fact', fact, path }];
  if (!fields || !Array.isArray(value)) return [];
  return (value as readonly { readonly [field: string]: FactValue }[]).flatMap((entry, index) =>
    fields.flatMap((field): readonly MissingAnswer[] =>
      field.fact.proof === 'applicant' && entry[field.fact.id] === undefined
        ? [{ kind: 'fact', fact: field.fact, path: [...path, index, field.fact.id] }]
        : [],
    ),
  );
}

/** Values that the applicant gave although the office or the panel gives them. */
export function findForeignAnswers(
  { call }: Prepared,
  application: ApplicationDocument,
): readonly { readonly fact: FactDocument; readonly path: readonly (string | number)[] }[] {
  const isForeign = ({ fact }: FactSlot): boolean =>
    fact.proof === 'office' || fact.proof === 'panel';
  const inFacts = call.names.facts
    .filter((slot) => isForeign(slot) && application.facts[slot.fact.id] !== undefined)
    .map(({ fact }) => ({ fact, path: ['facts', fact.id] }));
  const inPartners = (application.partners ?? []).flatMap(({ facts = {} }, index) =>
    call.names.partnerFacts
      .filter((slot) => isForeign(slot) && facts[slot.fact.id] !== undefined)
      .map(({ fact }) => ({ fact, path: ['partners', index, 'facts', fact.id] })),
  );
  return [...inFacts, ...inPartners];
}
