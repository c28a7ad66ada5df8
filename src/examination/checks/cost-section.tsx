import type { VNode } from 'preact';
import { AmountView, Why } from '../../applications/index.ts';
import { findFigure } from '../../engine/index.ts';
import { Note, Section, Table, Tag, usePage, useWords } from '../../platform/page/index.ts';
import { costGroups, sumOfSpans, type CostGroup } from './cost-lines.ts';
import { costWords } from './cost-words.ts';
import type { Desk } from './desk.ts';
import { figuresIn, isSame } from './effect.ts';
import { areCostsOpen } from './examined.ts';

/** The page on which the amounts of one category are verified. */
export function costAddress(
  { address }: Pick<Desk, 'address'>,
  { category, partner }: Pick<CostGroup, 'category' | 'partner'>,
): string {
  const page = `${address}/examination/costs/${category.id}`;
  return partner === undefined ? page : `${page}?partner=${partner}`;
}

/** What a category is called, with whose it is where partners declare costs. */
export function costTitle(
  { names }: Pick<Desk, 'names'>,
  { category, partner }: Pick<CostGroup, 'category' | 'partner'>,
  language: 'it' | 'en',
): string {
  const label = category.label[language];
  return partner === undefined ? label : `${label} (${names.get(partner) ?? partner})`;
}

/** What is declared, what the office recognises of it, and what that comes to under the limits of the call. */
export function CostSection({
  desk,
  mayAct,
}: {
  readonly desk: Desk;
  readonly mayAct: boolean;
}): VNode | null {
  const words = useWords(costWords);
  const { examined } = desk;
  const groups = costGroups(examined);
  if (groups.length === 0) return null;
  return (
    <Section id="costs" title={words.title}>
      <p>{words.lead}</p>
      {areCostsOpen(examined) ? <Note tone="open" title={words.open} /> : null}
      <GroupTable desk={desk} groups={groups} mayAct={mayAct} />
      <Admitted desk={desk} />
    </Section>
  );
}

type Row = Pick<CostGroup, 'declared' | 'recognised' | 'isOpen'> & {
  readonly title: string;
  readonly href: string | undefined;
};

function GroupTable({
  desk,
  groups,
  mayAct,
}: {
  readonly desk: Desk;
  readonly groups: readonly CostGroup[];
  readonly mayAct: boolean;
}): VNode {
  const words = useWords(costWords);
  const { language } = usePage();
  const rows: Row[] = groups.map((group) => ({
    ...group,
    title: costTitle(desk, group, language),
    href: mayAct ? costAddress(desk, group) : undefined,
  }));
  const total: Row = {
    title: words.total,
    href: undefined,
    declared: sumOfSpans(groups.map(({ declared }) => declared)),
    recognised: sumOfSpans(groups.map(({ recognised }) => recognised)),
    isOpen: false,
  };
  return (
    <Table
      caption={words.title}
      isCaptionHidden
      rows={groups.length === 1 ? rows : [...rows, total]}
      keyOf={({ title }) => title}
      columns={[
        { title: words.category, isRowHead: true, cell: ({ title }) => title },
        {
          title: words.declared,
          isNumber: true,
          cell: ({ declared }) => <AmountView amount={declared} />,
        },
        {
          title: words.recognised,
          isNumber: true,
          cell: ({ declared, recognised, isOpen }) =>
            isOpen ? (
              <Tag tone="open">{words.standings['to-clarify']}</Tag>
            ) : isSame(declared, recognised) ? (
              words.asDeclared
            ) : (
              <AmountView amount={recognised} />
            ),
        },
        ...(mayAct
          ? [
              {
                title: words.verify,
                isWide: true,
                cell: ({ href, title }: Row) =>
                  href === undefined ? (
                    ''
                  ) : (
                    <a href={href}>
                      {words.verify}
                      <span class="bd-vh">{words.of(title)}</span>
                    </a>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}

/** What is admitted in all, with the limits that decide it. */
function Admitted({
  desk: { examined, explanation, names },
}: {
  readonly desk: Desk;
}): VNode | null {
  const words = useWords(costWords);
  const { admitted } = figuresIn(examined.prepared);
  const figure = explanation && findFigure(explanation, 'admitted');
  if (!admitted) return null;
  return (
    <div class="bd-admitted">
      <p>
        {words.admitted}:{' '}
        <b>
          <AmountView amount={admitted} />
        </b>
      </p>
      {figure ? (
        <Why figure={figure} call={examined.call} title={words.admitted} names={names} />
      ) : null}
    </div>
  );
}
