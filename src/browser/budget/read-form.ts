import { formatCents, readAmount } from '../../engine/index.ts';
import type { Amounts, Declared, Stretch } from './figures.ts';
import type { PageData } from './page-data.ts';

/**
 * What the form declares as it is filled in now, with what it does not show; nothing while an amount cannot be
 * read, because then nobody knows what is meant.
 */
export function readForm(
  form: HTMLFormElement,
  { language, others }: PageData,
): Declared | undefined {
  const holders = new Map<string, Map<string, Stretch>>();
  for (const [id, amounts] of Object.entries(others))
    holders.set(id, new Map(Object.entries(amounts)));
  const typed = new Map<string, Map<string, Stretch>>();
  for (const input of form.querySelectorAll<HTMLInputElement>('input[data-cost]')) {
    if (isBlank(input)) continue;
    const cents = centsIn(input, language);
    if (cents === undefined) return undefined;
    put(typed, input.dataset['partner'] ?? '', input.dataset['cost'] ?? '', [cents, cents]);
  }
  for (const row of form.querySelectorAll<HTMLElement>('[data-item]')) {
    const read = readRow(row, language);
    if (read === 'unreadable') return undefined;
    if (read) put(typed, read.partner, read.category, read.amount);
  }
  for (const [id, amounts] of typed) {
    const known = holders.get(id) ?? new Map<string, Stretch>();
    for (const [category, amount] of amounts) known.set(category, amount);
    holders.set(id, known);
  }
  const requestedRate = rateIn(form, language);
  return { ...declaredOf(holders), ...(requestedRate !== undefined && { requestedRate }) };
}

function declaredOf(holders: ReadonlyMap<string, ReadonlyMap<string, Stretch>>): Declared {
  const partners: Record<string, Amounts> = {};
  let project: Amounts | undefined;
  for (const [id, amounts] of holders) {
    const plain = Object.fromEntries(amounts);
    if (id === '') project = plain;
    else partners[id] = plain;
  }
  return { ...(project && { project }), partners };
}

function put(
  all: Map<string, Map<string, Stretch>>,
  partner: string,
  category: string,
  [low, high]: Stretch,
): void {
  const amounts = all.get(partner) ?? new Map<string, Stretch>();
  const [otherLow, otherHigh] = amounts.get(category) ?? [0, 0];
  const most = high === null || otherHigh === null ? null : high + otherHigh;
  all.set(partner, amounts.set(category, [low + otherLow, most]));
}

interface Row {
  readonly partner: string;
  readonly category: string;
  readonly amount: Stretch;
}

/** An expense without amount is one of which nobody knows how much; a blank one, or one to be taken out, is none. */
function readRow(row: HTMLElement, language: 'it' | 'en'): Row | 'unreadable' | undefined {
  const { inputs, amount, gone, holder, partner: only, category } = partsOf(row);
  if (gone?.checked === true || inputs.every(isBlank)) return undefined;
  const partner = holder?.value ?? only;
  if (!amount || isBlank(amount)) return { partner, category, amount: [0, null] };
  const cents = centsIn(amount, language);
  return cents === undefined ? 'unreadable' : { partner, category, amount: [cents, cents] };
}

interface RowParts {
  readonly inputs: readonly HTMLInputElement[];
  readonly amount: HTMLInputElement | null;
  readonly gone: HTMLInputElement | null;
  readonly holder: HTMLSelectElement | null;
  /** Where it cannot be chosen. */
  readonly partner: string;
  readonly category: string;
}

const partsOfRows = new WeakMap<HTMLElement, RowParts>();

/** The controls of a row are looked for once: there may be hundreds of rows, and a key for each of their letters. */
function partsOf(row: HTMLElement): RowParts {
  const parts = partsOfRows.get(row) ?? findParts(row);
  partsOfRows.set(row, parts);
  return parts;
}

function findParts(row: HTMLElement): RowParts {
  const place = row.closest<HTMLElement>('[data-items], [data-add]')?.dataset;
  return {
    inputs: [...row.querySelectorAll<HTMLInputElement>('input.bd-input')],
    amount: row.querySelector('.amount input'),
    gone: row.querySelector('input[type=checkbox]'),
    holder: row.querySelector('select'),
    partner: row.querySelector<HTMLElement>('[data-partner]')?.dataset['partner'] ?? '',
    category: place?.['items'] ?? place?.['add'] ?? '',
  };
}

function isBlank({ value }: HTMLInputElement): boolean {
  return value.trim() === '';
}

function centsIn({ value }: HTMLInputElement, language: 'it' | 'en'): number | undefined {
  const read = readAmount(value, language);
  return read.type === 'amount' ? read.cents : undefined;
}

/** As the application writes it; what cannot be read is refused where the figures are computed. */
function rateIn(form: HTMLFormElement, language: 'it' | 'en'): string | undefined {
  const text =
    form.querySelector<HTMLInputElement>('input[name=requestedRate]')?.value.trim() ?? '';
  if (text === '') return undefined;
  const dotted = language === 'it' ? text.replace(',', '.') : text;
  return `${dotted.replace(/\s*%$/, '')}%`;
}

/** Cents as people read them: `1.234,50 €` or `€1,234.50`, and without the sign under a heading that has it. */
export function moneyText(cents: number, language: 'it' | 'en', isBare: boolean): string {
  const [whole = '', fraction = ''] = formatCents(cents).split('.');
  const [group, decimal] = language === 'it' ? ['.', ','] : [',', '.'];
  const text = `${whole.replaceAll(/\B(?=(\d{3})+$)/g, group)}${decimal}${fraction}`;
  if (isBare) return text;
  return language === 'it' ? `${text}\u00a0€` : `€${text}`;
}
