import type { VNode } from 'preact';
import { articleOf, formatPoints, type Call, type Figure } from '../../engine/index.ts';
import { Section, Table, Tag, usePage, useWords } from '../../platform/page/index.ts';
import { pointsWords } from './points-words.ts';
import type { Points } from './points.ts';
import { Why } from './why-view.tsx';

/** The points of each criterion with the reason for them: what is not known says between which values it lies. */
export function PointsSection({
  points: { criteria, bonuses, total },
  call,
}: {
  readonly points: Points;
  readonly call: Call;
}): VNode {
  const words = useWords(pointsWords);
  const { language } = usePage();
  const titleOf = ({ rule }: Figure): string => {
    if (rule.kind === 'criterion') {
      const { code, title } = rule.criterion.document;
      return `${code} ${title[language]}`;
    }
    if (rule.kind === 'bonus') return `${words.bonus}: ${rule.bonus.document.title[language]}`;
    return words.total;
  };
  return (
    <Section id="points" title={words.title}>
      <p>{words.lead}</p>
      <Table
        caption={words.title}
        isCaptionHidden
        rows={[...criteria, ...bonuses, total]}
        keyOf={titleOf}
        columns={[
          {
            title: words.criterion,
            isRowHead: true,
            cell: (figure) => (
              <>
                {titleOf(figure)}
                <br />
                <small class="bd-2nd" lang="it">
                  {articleOf(figure.rule)}
                </small>
              </>
            ),
          },
          { title: words.points, isNumber: true, cell: (figure) => <PointsText figure={figure} /> },
          {
            title: words.why,
            isAction: true,
            cell: (figure) => <Why figure={figure} call={call} title={titleOf(figure)} />,
          },
        ]}
      />
    </Section>
  );
}

function PointsText({ figure: { low, high } }: { readonly figure: Figure }): VNode {
  const words = useWords(pointsWords);
  const { language } = usePage();
  const text = (points: number): string => {
    const plain = formatPoints(points);
    return language === 'it' ? plain.replace('.', ',') : plain;
  };
  if (low === high) return <span class="bd-num">{text(low)}</span>;
  return (
    <Tag tone="open">
      {Number.isFinite(high) ? words.between(text(low), text(high)) : words.notKnown}
    </Tag>
  );
}
