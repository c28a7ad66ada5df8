import { formatCents, parseCents, readAmount } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';
import { actKinds, type ActKind, type ActOrders, type RankingAct } from './act.ts';
import type { DraftAsked } from './draft-act.ts';

export type SentForm = Readonly<Record<string, string | readonly string[]>>;

type Row<Names extends string> = Readonly<Record<Names, string>>;

/** A draft as it stands in its form: everything as it was written. */
export interface DraftForm {
  readonly kind: ActKind;
  readonly follows: string;
  readonly replaces: string;
  readonly revision: string;
  readonly title: string;
  readonly ground: string;
  readonly reasons: string;
  readonly frozenRound: string;
  readonly staleReason: string;
  readonly fromDay: string;
  readonly units: readonly string[];
  readonly decisions: readonly string[];
  readonly rows: number;
  readonly additions: readonly Row<'pot' | 'amount' | 'source' | 'act'>[];
  readonly savings: readonly Row<'application' | 'kind' | 'amount' | 'act'>[];
  readonly moves: readonly Row<'from' | 'to' | 'amount' | 'act' | 'ground'>[];
}

const rowNames = {
  addition: ['pot', 'amount', 'source', 'act'],
  saving: ['application', 'kind', 'amount', 'act'],
  move: ['from', 'to', 'amount', 'act', 'ground'],
} as const;

const rowsAtFirst = 1;
const rowsMax = 50;

export function kindIn(text: string): ActKind | undefined {
  return actKinds.find((kind) => kind === text);
}

/** A form for a new act, with what follows from where one comes from. */
export function newForm(
  kind: ActKind,
  { follows = '', replaces = '' }: { readonly follows?: string; readonly replaces?: string },
  units: readonly string[],
  decisions: readonly string[],
): DraftForm {
  return readForm({ kind, follows, replaces, units, decisions, rows: String(rowsAtFirst) }, kind);
}

/** The form of a draft that is there. */
export function formOf(act: RankingAct, language: Language): DraftForm {
  const { additions, savings, moves } = act.orders;
  const amountOf = (text: string | undefined): string => writeAmount(text, language);
  const rows = Math.max(rowsAtFirst, additions.length, savings.length, moves.length);
  const sent: Record<string, string> = {};
  const put = (name: string, fields: object): void => {
    for (const [field, value] of Object.entries(fields as Record<string, string | undefined>))
      sent[`${name}-${field}`] = field === 'amount' ? amountOf(value) : (value ?? '');
  };
  for (const [index, addition] of additions.entries()) put(`addition-${index}`, addition);
  for (const [index, saving] of savings.entries()) put(`saving-${index}`, saving);
  for (const [index, move] of moves.entries()) put(`move-${index}`, move);
  return readForm(
    {
      ...sent,
      rows: String(rows),
      follows: act.follows === null ? '' : String(act.follows),
      replaces: act.replaces === null ? '' : String(act.replaces),
      revision: String(act.revision),
      title: act.title,
      ground: act.ground,
      reasons: act.reasons,
      frozenRound: String(act.frozenRound),
      staleReason: act.staleReason ?? '',
      fromDay: act.fromDay ?? '',
      units: act.units,
      decisions: act.decisions.map(String),
    },
    act.kind,
  );
}

function writeAmount(text: string | undefined, language: Language): string {
  const cents = text === undefined ? undefined : parseCents(text);
  if (cents === undefined) return text ?? '';
  const plain = formatCents(cents);
  return language === 'it' ? plain.replace('.', ',') : plain;
}

export function readForm(sent: SentForm, kind: ActKind, more = 0): DraftForm {
  const asked = Number(textIn(sent, 'rows'));
  const rows = Math.min(rowsMax, (Number.isInteger(asked) && asked > 0 ? asked : 1) + more);
  const rowsOf = <N extends keyof typeof rowNames>(name: N) =>
    Array.from({ length: rows }, (_, index) =>
      Object.fromEntries(
        rowNames[name].map((field) => [field, textIn(sent, `${name}-${index}-${field}`)]),
      ),
    ) as Row<(typeof rowNames)[N][number]>[];
  return {
    kind,
    follows: textIn(sent, 'follows'),
    replaces: textIn(sent, 'replaces'),
    revision: textIn(sent, 'revision'),
    title: textIn(sent, 'title'),
    ground: textIn(sent, 'ground'),
    reasons: textIn(sent, 'reasons'),
    frozenRound: textIn(sent, 'frozenRound'),
    staleReason: textIn(sent, 'staleReason'),
    fromDay: textIn(sent, 'fromDay'),
    units: textsIn(sent, 'units'),
    decisions: textsIn(sent, 'decisions'),
    rows,
    additions: rowsOf('addition'),
    savings: rowsOf('saving'),
    moves: rowsOf('move'),
  };
}

export function textIn(sent: SentForm, name: string): string {
  const value = sent[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

function textsIn(sent: SentForm, name: string): readonly string[] {
  const value = sent[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** What the form asks for; rows in which nothing stands ask for nothing. Each order with its row in the form. */
export function askedIn(
  form: DraftForm,
  language: Language,
): { readonly asked: DraftAsked; readonly placeOf: (path: string) => string } {
  const amount = (text: string): string => {
    const read = readAmount(text, language);
    return read.type === 'refused' ? text : formatCents(read.cents);
  };
  const filled = <R extends Row<string>>(rows: readonly R[]) =>
    rows.flatMap((row, place) =>
      Object.values(row).every((text) => text.trim() === '') ? [] : [{ row, place }],
    );
  const [additions, savings, moves] = [
    filled(form.additions),
    filled(form.savings),
    filled(form.moves),
  ];
  const orders: ActOrders = {
    additions: additions.map(({ row }) => ({ ...row, amount: amount(row.amount) })),
    savings: savings.map(({ row: { amount: text, kind, ...rest } }) => ({
      ...rest,
      kind: kind === '' ? 'renunciation' : (kind as ActOrders['savings'][number]['kind']),
      ...(text.trim() === '' ? {} : { amount: amount(text) }),
    })),
    moves: moves.map(({ row }) => ({ ...row, amount: amount(row.amount) })),
  };
  const places = { additions, savings, moves };
  const names = { additions: 'addition', savings: 'saving', moves: 'move' } as const;
  const numberIn = (text: string): number | undefined =>
    /^\d{1,6}$/.test(text) ? Number(text) : undefined;
  const [frozenRound, follows, replaces] = [
    numberIn(form.frozenRound),
    numberIn(form.follows),
    numberIn(form.replaces),
  ];
  return {
    asked: {
      kind: form.kind,
      title: form.title,
      ground: form.ground,
      reasons: form.reasons,
      staleReason: form.staleReason,
      ...(form.fromDay === '' ? {} : { fromDay: form.fromDay }),
      ...(form.units.length === 0 ? {} : { units: form.units }),
      decisions: form.decisions.map(Number).filter(Number.isSafeInteger),
      ...(frozenRound === undefined ? {} : { frozenRound }),
      ...(follows === undefined ? {} : { follows }),
      ...(replaces === undefined ? {} : { replaces }),
      orders,
    },
    placeOf: (path) => {
      const [, list, index, field] = /^\/orders\/(\w+)\/(\d+)\/(\w+)$/.exec(path) ?? [];
      if (list === undefined) return path === '/orders' || path === '' ? 'title' : path.slice(1);
      const key = list as keyof typeof places;
      return `${names[key]}-${places[key][Number(index)]?.place ?? 0}-${field ?? ''}`;
    },
  };
}
