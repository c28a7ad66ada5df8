import type { VNode } from 'preact';
import { isGap, type CallDocument, type OrGap } from '../engine/index.ts';
import { Section, Table, usePage, useWords, type Language } from '../platform/page/index.ts';
import {
  LineNames,
  linesColumn,
  Unknown,
  moneyText,
  rateText,
  type DocumentProps,
} from './sheet-parts.tsx';
import { sheetWords } from './sheet-words.ts';

type CostRules = NonNullable<CallDocument['costs']>;
type Category = CostRules['categories'][number];
type Base = NonNullable<Category['flat']>['of'];

/** One limit on a category in words; `isOpen` while part of it is not known. */
interface LimitText {
  readonly id: string;
  readonly text: string;
  readonly isOpen: boolean;
  readonly article: string;
  readonly lines: readonly string[] | undefined;
}

/** The costs that count and what limits each. */
export function CostsSection({ document }: DocumentProps): VNode | null {
  const words = useWords(sheetWords);
  const { language } = usePage();
  const { costs } = document;
  if (!costs) return null;
  return (
    <Section id="costs" title={words.sections.costs}>
      <Table
        caption={words.sections.costs}
        isCaptionHidden
        rows={costs.categories}
        keyOf={({ id }) => id}
        columns={[
          {
            title: words.category,
            cell: ({ code, label }) => (
              <>
                {code === undefined ? null : <strong>{code} </strong>}
                {label[language]}
              </>
            ),
          },
          {
            title: words.limit,
            cell: (category) => <Limits costs={costs} category={category} document={document} />,
          },
          ...linesColumn<Category>(words.forLines, document),
          { title: words.article, cell: ({ article }) => <span lang="it">{article}</span> },
        ]}
      />
    </Section>
  );
}

function Limits({
  costs,
  category,
  document,
}: DocumentProps & { readonly costs: CostRules; readonly category: Category }): VNode {
  const words = useWords(sheetWords);
  const { language } = usePage();
  const limits = limitsOn(category, costs, language);
  if (limits.length === 0) return <>{words.none}</>;
  return (
    <ul class="bd-flat">
      {limits.map(({ id, text, isOpen, article, lines }) => (
        <li key={id}>
          {isOpen ? <Unknown>{text}</Unknown> : text}{' '}
          <span class="bd-small bd-2nd">
            (<span lang="it">{article}</span>
            {lines === undefined ? null : (
              <>
                ; <LineNames ids={lines} document={document} />
              </>
            )}
            )
          </span>
        </li>
      ))}
    </ul>
  );
}

function limitsOn(
  { id, flat, article }: Category,
  costs: CostRules,
  language: Language,
): readonly LimitText[] {
  const words = sheetWords[language];
  const name = (ids: readonly string[]): string => categoryNames(ids, costs, language);
  const flats: readonly LimitText[] = flat
    ? [
        {
          id: 'flat',
          text: words.flat(rateWords(flat.rate, language), baseWords(flat.of, name, language)),
          isOpen: isGap(flat.rate),
          article,
          lines: undefined,
        },
      ]
    : [];
  const caps = (costs.caps ?? [])
    .filter(({ on }) => on === id)
    .map((cap) => limitText(cap, name, language));
  const groups = (costs.groups ?? [])
    .filter(({ members }) => members.includes(id))
    .map((group) => {
      const limit = limitText(group, name, language);
      const others = name(group.members.filter((each) => each !== id));
      return { ...limit, text: `${words.together(others)}: ${limit.text}` };
    });
  return [...flats, ...caps, ...groups];
}

type Cap = NonNullable<CostRules['caps']>[number] | NonNullable<CostRules['groups']>[number];

function limitText(
  cap: Cap,
  name: (ids: readonly string[]) => string,
  language: Language,
): LimitText {
  const words = sheetWords[language];
  const { id, rate, of, plus, article, lines } = cap;
  const isOpen = [rate, of, plus].some(isGap);
  const amount =
    plus === undefined ? undefined : isGap(plus) ? words.notKnown : moneyText(plus, language);
  const share =
    rate === undefined
      ? undefined
      : words.cap(rateWords(rate, language), baseWords(of ?? 'total', name, language));
  const text =
    share === undefined
      ? words.capAmount(amount ?? words.notKnown)
      : `${share}${amount === undefined ? '' : words.capPlus(amount)}`;
  return { id, text, isOpen, article, lines };
}

function rateWords(rate: OrGap<string>, language: Language): string {
  return isGap(rate) ? sheetWords[language].notKnown : rateText(rate, language);
}

function baseWords(
  base: OrGap<Base>,
  name: (ids: readonly string[]) => string,
  language: Language,
): string {
  const words = sheetWords[language];
  if (isGap(base)) return words.unknownBase;
  if (base === 'others' || base === 'total') return words.bases[base];
  return 'totalExcept' in base ? words.totalExcept(name(base.totalExcept)) : name(base);
}

/** By their codes where they have one, since a list of labels is long to read. */
function categoryNames(ids: readonly string[], costs: CostRules, language: Language): string {
  return ids
    .map((id) => {
      const category = costs.categories.find((each) => each.id === id);
      return category?.code ?? category?.label[language] ?? id;
    })
    .join(', ');
}
