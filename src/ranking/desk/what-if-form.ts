import {
  canonicalJson,
  formatCents,
  formatPoints,
  isGap,
  known,
  parseCents,
  parsePoints,
  readAmount,
  writeAmount,
  type Call,
  type CallDocument,
  type NumberStyle,
  type RankingKey,
} from '../../engine/index.ts';
import { partialPolicies } from '../../engine/index.ts';
import type { DeskRefusal } from './refusal.ts';
import type { WhatIfChanges } from './what-if-changes.ts';

/** What is in the form of a trial, by the names of its fields. */
export type WhatIfFields = Readonly<Record<string, string>>;

export const keysMax = 3;
export const tiesMax = 4;

export interface FieldProblem {
  readonly field: string;
  readonly code: DeskRefusal;
}

/** The fields of the form with what the call itself says, or with what is tried. */
export function fieldsOf(call: Call, changes: WhatIfChanges, style: NumberStyle): WhatIfFields {
  const { score, ranking, funding } = call.document;
  const fields: Record<string, string> = {};
  for (const { id, atLeast } of score?.thresholds ?? []) {
    const text = changes.thresholds?.[id] ?? (isGap(atLeast) ? '' : String(atLeast));
    fields[`t.${id}`] = style === 'it' ? text.replace('.', ',') : text;
  }
  for (const { id, amount } of funding?.pots ?? []) {
    const cents = parseCents(changes.pots?.[id] ?? (isGap(amount) ? '' : amount));
    fields[`p.${id}`] = cents === undefined ? '' : writeAmount(cents, style);
  }
  writeKeys(fields, 'key', changes.keys ?? known(ranking?.keys) ?? [], keysMax);
  writeKeys(fields, 'tie', changes.ties ?? known(ranking?.ties) ?? [], tiesMax);
  const [move] = changes.moves ?? [];
  return {
    ...fields,
    per: changes.per ?? known(ranking?.per) ?? '',
    lastResort: changes.lastResort ?? known(ranking?.lastResort) ?? '',
    partial: changes.partial ?? known(funding?.partial) ?? '',
    equals: changes.equals ?? '',
    moveFrom: move?.from ?? '',
    moveTo: move?.to ?? '',
    moveAmount: move ? writeAmount(parseCents(move.amount) ?? 0, style) : '',
  };
}

function writeKeys(
  fields: Record<string, string>,
  name: string,
  keys: readonly RankingKey[],
  most: number,
): void {
  for (let index = 0; index < most; index += 1) {
    const key = keys[index];
    fields[`${name}${index}`] = key ? `${key.by}~${key.order}` : '';
  }
}

/** What the form changes in the rules of the call; a field left as the call has it changes nothing. */
export function readWhatIf(
  call: Call,
  fields: WhatIfFields,
  style: NumberStyle,
): { readonly changes: WhatIfChanges } | { readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const thresholds = readThresholds(call.document, fields, problems);
  const pots = readPots(call.document, fields, style, problems);
  const moves = readMove(fields, style, problems);
  if (problems.length > 0) return { problems };
  const { ranking, funding } = call.document;
  const keys = readKeys(fields, 'key', keysMax, known(ranking?.keys));
  const ties = readKeys(fields, 'tie', tiesMax, known(ranking?.ties));
  const per = oneOf(fields['per'], pers, known(ranking?.per));
  const lastResort = oneOf(fields['lastResort'], lastResorts, known(ranking?.lastResort));
  const partial = oneOf(fields['partial'], partialPolicies, known(funding?.partial));
  const equals = oneOf(fields['equals'], equalsRules, undefined);
  return {
    changes: {
      ...(Object.keys(thresholds).length > 0 && { thresholds }),
      ...(Object.keys(pots).length > 0 && { pots }),
      ...(per && { per }),
      ...(keys && { keys }),
      ...(ties && { ties }),
      ...(lastResort && { lastResort }),
      ...(partial && { partial }),
      ...(equals && { equals }),
      ...(moves.length > 0 && { moves }),
    },
  };
}

export const pers = ['call', 'line', 'subline'] as const;
export const lastResorts = ['protocol', 'draw', 'stop'] as const;
export const equalsRules = ['none-of-tie', 'pro-rata'] as const;
export const keyOrders = ['highest-first', 'lowest-first'] as const;

function oneOf<const T extends string>(
  value: string | undefined,
  all: readonly T[],
  own: T | undefined,
): T | undefined {
  const chosen = all.find((each) => each === value);
  return chosen === own ? undefined : chosen;
}

function readThresholds(
  { score }: CallDocument,
  fields: WhatIfFields,
  problems: FieldProblem[],
): Readonly<Record<string, string>> {
  const changed: Record<string, string> = {};
  for (const { id, atLeast } of score?.thresholds ?? []) {
    const field = `t.${id}`;
    const text = (fields[field] ?? '').trim().replace(',', '.');
    if (text === '') continue;
    const points = parsePoints(text);
    if (points === undefined || points < 0) problems.push({ field, code: 'points-wrong' });
    else if (isGap(atLeast) || points !== parsePoints(atLeast)) changed[id] = formatPoints(points);
  }
  return changed;
}

function readPots(
  { funding }: CallDocument,
  fields: WhatIfFields,
  style: NumberStyle,
  problems: FieldProblem[],
): Readonly<Record<string, string>> {
  const changed: Record<string, string> = {};
  for (const { id, amount } of funding?.pots ?? []) {
    const field = `p.${id}`;
    const text = (fields[field] ?? '').trim();
    if (text === '') continue;
    const read = readAmount(text, style);
    if (read.type === 'refused') problems.push({ field, code: 'amount-wrong' });
    else if (isGap(amount) || read.cents !== parseCents(amount))
      changed[id] = formatCents(read.cents);
  }
  return changed;
}

function readMove(
  { moveFrom = '', moveTo = '', moveAmount = '' }: WhatIfFields,
  style: NumberStyle,
  problems: FieldProblem[],
): NonNullable<WhatIfChanges['moves']> {
  if (moveFrom === '' || moveAmount.trim() === '') return [];
  const read = readAmount(moveAmount, style);
  if (moveTo === '' || moveTo === moveFrom) problems.push({ field: 'moveTo', code: 'pot-unknown' });
  if (read.type === 'refused' || read.cents === 0)
    problems.push({ field: 'moveAmount', code: 'amount-wrong' });
  if (read.type === 'refused') return [];
  return [{ from: moveFrom, to: moveTo, amount: formatCents(read.cents) }];
}

/** The keys in the order of their fields; nothing where they are those of the call. */
function readKeys(
  fields: WhatIfFields,
  name: string,
  most: number,
  own: readonly RankingKey[] | undefined,
): readonly RankingKey[] | undefined {
  const isSent = `${name}0` in fields;
  if (!isSent) return undefined;
  const keys = Array.from({ length: most }, (_, index) => fields[`${name}${index}`] ?? '').flatMap(
    (text): readonly RankingKey[] => {
      const [by = '', order] = text.split('~', 2);
      const said = keyOrders.find((each) => each === order);
      return by === '' || !said ? [] : [{ by, order: said }];
    },
  );
  const isSame = canonicalJson(keys) === canonicalJson((own ?? []).slice(0, most));
  return isSame || (name === 'key' && keys.length === 0) ? undefined : keys;
}

/** What is tried as the query of an address. */
export function whatIfQuery(call: Call, changes: WhatIfChanges, style: NumberStyle): string {
  const own = fieldsOf(call, {}, style);
  const tried = fieldsOf(call, changes, style);
  const query = new URLSearchParams();
  const changesKeys = (name: string) =>
    Object.keys(tried).some((each) => each.startsWith(name) && tried[each] !== own[each]);
  const isKeys = changesKeys('key');
  const isTies = changesKeys('tie');
  for (const [name, value] of Object.entries(tried)) {
    const isOfKeys = (isKeys && name.startsWith('key')) || (isTies && name.startsWith('tie'));
    if (isOfKeys || value !== own[name]) query.set(name, value);
  }
  return query.toString();
}
