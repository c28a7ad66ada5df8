import type { Snapshot } from '../../applications/index.ts';
import type { Language } from '../../platform/page/index.ts';
import type { Examined, ExaminedCheck } from '../checks/examined.ts';
import { askableFields, correctableFields, namesOfPlace } from './fields.ts';
import type { RequestItem, RequestKind } from './request.ts';
import { itemWords } from './item-words.ts';

/** A point that is offered to the officer, with whether it is chosen to begin with. */
export interface OfferedItem {
  readonly item: RequestItem;
  readonly isChosen: boolean;
}

/**
 * The points that a request can be made of, from the checks that are not met or not known yet. Of a clarification those
 * that can be cured, and what is missing; of a notice those for which the application would be refused.
 */
export function offerItems(
  examined: Examined,
  kind: RequestKind,
  language: Language,
): readonly OfferedItem[] {
  return examined.checks.flatMap((check) => {
    const isOffered = kind === 'clarification' ? asksSomething(check) : standsAgainst(check);
    if (!isOffered) return [];
    const item = itemOf(examined, check, { kind, language });
    return [{ item, isChosen: isChosen(check, kind) }];
  });
}

/** What is not met may be cured unless the call says no; what is not known may be a question to the applicant. */
function asksSomething({ verdict, curable, missing, kind, held }: ExaminedCheck): boolean {
  if (verdict === 'not-met') return curable !== false;
  if (verdict !== 'unknown') return false;
  return held === 'to-clarify' || missing.length > 0 || kind === 'paper' || curable === true;
}

function standsAgainst({ verdict, effect }: ExaminedCheck): boolean {
  return verdict === 'not-met' && effect === 'exclude';
}

function isChosen({ verdict, held, missing }: ExaminedCheck, kind: RequestKind): boolean {
  if (kind === 'notice-against') return true;
  return verdict === 'not-met' || held === 'to-clarify' || missing.length > 0;
}

function itemOf(
  { snapshot, call }: Examined,
  check: ExaminedCheck,
  { kind, language }: { readonly kind: RequestKind; readonly language: Language },
): RequestItem {
  const { title, content } = snapshot;
  const fields = correctableFields(call.document, { title, content });
  const asked = [...new Set(check.reads.flatMap((place) => namesOfPlace(place, fields)))];
  const isPaper = check.kind === 'paper';
  return {
    id: check.id,
    text: textOf(check, { kind, language, names: namesOf(snapshot) }),
    article: check.article,
    fields: kind === 'clarification' && !isPaper ? asked : [],
    slot: isPaper ? slotOf(check) : null,
  };
}

function slotOf({ subject, partner }: ExaminedCheck): string {
  return partner === undefined ? subject : `${subject}~${partner}`;
}

/** Why the office holds against it what it does: of the check itself, or else of the values on which it rests. */
function noteOn({ own, below }: ExaminedCheck): string {
  const against = below.flatMap(({ last }) => (last && last.value !== true ? [last] : []));
  const notes = [own.last, ...against].map((last) => last?.note?.trim() ?? '');
  const [first = '', ...others] = notes;
  return first === '' ? [...new Set(others.filter((note) => note !== ''))].join(' ') : first;
}

/** The names of the partners by their ids. */
export function namesOf({ partners }: Pick<Snapshot, 'partners'>): ReadonlyMap<string, string> {
  return new Map(partners.map(({ id, name }) => [id, name]));
}

interface Saying {
  readonly kind: RequestKind;
  readonly language: Language;
  readonly names: ReadonlyMap<string, string>;
}

/** What the officer has written about the check, or else what follows from it. */
function textOf(check: ExaminedCheck, { kind, language, names }: Saying): string {
  const words = itemWords[language];
  const { title, partner, evidence, verdict } = check;
  const who = partner === undefined ? undefined : (names.get(partner) ?? partner);
  const note = noteOn(check);
  const head = who === undefined ? title[language] : words.of(title[language], who);
  if (note !== '') return `${head}: ${note}`;
  if (kind === 'notice-against') return words.against(head);
  if (check.kind === 'paper') return words.paper(head);
  const named = evidence?.[language].replace(/\.$/, '');
  const proof = named === title[language] ? undefined : named;
  return verdict === 'not-met' ? words.notMet(head, proof) : words.unknown(head, proof);
}

/** Whether everything that a draft names is there to be corrected or handed in again. */
export function findForeignTargets(
  { snapshot, call }: Pick<Examined, 'snapshot' | 'call'>,
  items: readonly RequestItem[],
): readonly string[] {
  const { title, content } = snapshot;
  const names = askableFields(call.document, { title, content });
  const slots = new Set(slotsIn({ snapshot, call }));
  return items.flatMap(({ fields, slot }) => [
    ...fields.filter((name) => !names.has(name)),
    ...(slot === null || slots.has(slot) ? [] : [slot]),
  ]);
}

/** The papers of the call that the text has a place for, by their keys. */
export function slotsIn({
  snapshot,
  call,
}: Pick<Examined, 'snapshot' | 'call'>): readonly string[] {
  const { partners = [] } = snapshot.content;
  return (call.document.papers ?? []).flatMap(({ id, level }) =>
    level === 'project' ? [id] : partners.map((partner) => `${id}~${partner.id}`),
  );
}

/** What a paper is called, with whose it is. */
export function slotLabel(
  { snapshot, call }: Pick<Examined, 'snapshot' | 'call'>,
  slot: string,
  language: Language,
): string {
  const [paper = '', partner] = slot.split('~');
  const title = call.document.papers?.find(({ id }) => id === paper)?.title[language] ?? paper;
  if (partner === undefined) return title;
  return `${title} (${namesOf(snapshot).get(partner) ?? partner})`;
}
