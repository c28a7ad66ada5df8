import type { VNode } from 'preact';
import type { CallDocument } from '../engine/index.ts';
import { Details, Section, Table, usePage, useWords } from '../platform/page/index.ts';
import { criteriaByLine, pointsRows } from './score-rows.ts';
import {
  Article,
  Given,
  OnlyFor,
  Unknown,
  pointsText,
  type DocumentProps,
} from './sheet-parts.tsx';
import { sheetWords } from './sheet-words.ts';

type ScoreRules = NonNullable<CallDocument['score']>;
type Criterion = ScoreRules['criteria'][number];

/** The criteria of every line with the points each option gives; lost ones say that they are not known. */
export function CriteriaSection({ document }: DocumentProps): VNode | null {
  const words = useWords(sheetWords);
  const { language } = usePage();
  const { score } = document;
  if (!score) return null;
  const groups = criteriaByLine(document);
  return (
    <Section id="criteria" title={words.sections.criteria}>
      <p>
        {words.maximumPoints(pointsText(score.maximum, language))}{' '}
        <Article>{score.article}</Article>
      </p>
      <Thresholds document={document} score={score} />
      {groups.map(({ id, title, criteria }) => (
        <Details
          key={id}
          summary={`${title?.[language] ?? words.allLines} (${criteria.length})`}
          isOpen={groups.length === 1}
        >
          {criteria.map((criterion) => (
            <CriterionTable key={criterion.id} criterion={criterion} document={document} />
          ))}
        </Details>
      ))}
      <Bonuses document={document} score={score} />
    </Section>
  );
}

function Thresholds({ score, document }: DocumentProps & { readonly score: ScoreRules }): VNode {
  const words = useWords(sheetWords);
  const { language } = usePage();
  return (
    <ul>
      {score.thresholds.map(({ id, on, atLeast, article, lines }) => (
        <li key={id}>
          {typeof atLeast === 'object' ? (
            <Unknown>{words.thresholdUnknown}</Unknown>
          ) : (
            words.thresholds[on](pointsText(atLeast, language))
          )}{' '}
          <Article>{article}</Article>
          <OnlyFor ids={lines} document={document} />
        </li>
      ))}
    </ul>
  );
}

function CriterionTable({
  criterion,
  document,
}: DocumentProps & { readonly criterion: Criterion }): VNode {
  const words = useWords(sheetWords);
  const { language } = usePage();
  const { code, title, article, by, max, atLeast } = criterion;
  return (
    <div class="bd-criterion">
      <Table
        caption={`${code} ${title[language]}`}
        rows={pointsRows(by, document, language)}
        keyOf={({ id }) => id}
        columns={[
          { title: words.option, cell: ({ text }) => text },
          { title: words.points, cell: ({ points }) => points ?? <Unknown />, isNumber: true },
        ]}
      />
      <p class="bd-small bd-2nd">
        {max === undefined ? null : <>{words.upToPoints(pointsText(max, language))}, </>}
        {atLeast === undefined ? null : (
          <>
            <Given value={atLeast}>
              {(points) => words.minimumPoints(pointsText(points, language))}
            </Given>
            ,{' '}
          </>
        )}
        <span lang="it">{article}</span>
      </p>
    </div>
  );
}

function Bonuses({
  document,
  score,
}: DocumentProps & { readonly score: ScoreRules }): VNode | null {
  const words = useWords(sheetWords);
  const { language } = usePage();
  if (!score.bonuses?.length) return null;
  return (
    <ul>
      {score.bonuses.map(({ id, title, points, article, lines }) => (
        <li key={id}>
          {title[language]} ({words.bonus}):{' '}
          <Given value={points}>{(value) => words.pointsCount(pointsText(value, language))}</Given>{' '}
          <Article>{article}</Article>
          <OnlyFor ids={lines} document={document} />
        </li>
      ))}
    </ul>
  );
}
