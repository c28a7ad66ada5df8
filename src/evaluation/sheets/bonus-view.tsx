import type { VNode } from 'preact';
import type { Sheet, SheetFigures } from '../../engine/index.ts';
import { Tag, usePage, useWords } from '../../platform/page/index.ts';
import { Frame } from './criterion-view.tsx';
import { pointsText, rangeText } from './scale.ts';
import { sheetWords } from './words.ts';

/** What comes on top of the criteria, from what is known. */
export function BonusView({
  sheet,
  figures,
}: {
  readonly sheet: Sheet;
  readonly figures: SheetFigures;
}): VNode | null {
  const words = useWords(sheetWords);
  const { language } = usePage();
  if (sheet.bonuses.length === 0) return null;
  const most = sheet.bonuses.reduce((sum, { points }) => sum + points.high, 0);
  const isOpen = figures.bonus.low !== figures.bonus.high;
  return (
    <Frame
      id="bonuses"
      code="+"
      title={words.bonus}
      look="bonus"
      tag={
        <Tag tone={isOpen ? 'open' : 'info'} icon={isOpen ? 'help-circle' : 'settings'}>
          {words.computed}
        </Tag>
      }
      points={
        <>
          <b class={isOpen ? 'q' : ''}>+ {rangeText(figures.bonus, language)}</b>
          {most > 0 ? ` ${words.ofMax(pointsText(most, language))}` : null}
        </>
      }
    >
      <ul>
        {sheet.bonuses.map(({ id, title, points, asks, article }) => (
          <li key={id}>
            {title[language]}: {rangeText(points, language)}
            {'. '}
            {asks.length > 0
              ? words.waitsFor(
                  [...new Set(asks.map(({ fact }) => fact.label[language]))].join(', '),
                )
              : null}{' '}
            <span class="bd-cite" lang="it">
              {article}
            </span>
          </li>
        ))}
      </ul>
    </Frame>
  );
}
