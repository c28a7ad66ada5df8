import type { VNode } from 'preact';
import {
  isGap,
  known,
  phasesOf,
  type ExaminationDocument,
  type PanelDocument,
} from '../engine/index.ts';
import { Facts, usePage, useWords, type Fact } from '../platform/page/index.ts';
import { procedureWords } from './procedure-words.ts';
import { Article, Given, type DocumentProps } from './sheet-parts.tsx';

/** How applications are examined and scored, where the call says so; what it leaves open looks so. */
export function ProcedureFacts({ document }: DocumentProps): VNode | null {
  const words = useWords(procedureWords);
  const { examination, panel } = document;
  if (!examination && !panel) return null;
  const facts: readonly Fact[] = [
    ...(document.phases ? [{ term: words.phases, value: <Phases document={document} /> }] : []),
    ...(examination ? examinationFacts(examination, words) : []),
    ...(panel ? [{ term: words.panel, value: <Panel panel={panel} /> }] : []),
  ];
  return (
    <>
      <h3>{words.title}</h3>
      <Facts facts={facts} />
    </>
  );
}

type Words = (typeof procedureWords)['it' | 'en'];

function examinationFacts(examination: ExaminationDocument, words: Words): readonly Fact[] {
  return [
    { term: words.clarification, value: <Clarification examination={examination} /> },
    { term: words.noticeAgainst, value: <Notice examination={examination} /> },
    {
      term: words.twoPersons,
      value: (
        <Given value={examination.twoPersons}>{(isTwo) => (isTwo ? words.yes : words.no)}</Given>
      ),
    },
  ];
}

function Phases({ document }: DocumentProps): VNode {
  const words = useWords(procedureWords);
  const { language } = usePage();
  return (
    <ol>
      {phasesOf({ document }).map((phase) => (
        <li key={phase.id}>
          {phase.title[language]}
          {phase.by === 'panel' ? `, ${words.byPanel}` : ''} <Article>{phase.article}</Article>
        </li>
      ))}
    </ol>
  );
}

interface ExaminationProps {
  readonly examination: ExaminationDocument;
}

function Clarification({ examination: { clarification } }: ExaminationProps): VNode {
  const words = useWords(procedureWords);
  const { rounds, answerDays, stopsClock, article } = clarification;
  if (rounds === 0)
    return (
      <>
        {words.noClarification} <Article>{article}</Article>
      </>
    );
  return (
    <ul>
      <li>
        {words.rounds}: <Given value={rounds}>{words.times}</Given>
      </li>
      <li>
        {words.answer}: <Given value={answerDays}>{words.days}</Given>
      </li>
      <li>
        {words.meanwhile}:{' '}
        <Given value={stopsClock}>{(stops) => (stops ? words.stops : words.runs)}</Given>
      </li>
    </ul>
  );
}

function Notice({ examination: { noticeAgainst, article } }: ExaminationProps): VNode {
  const words = useWords(procedureWords);
  const place = isGap(noticeAgainst) ? (noticeAgainst.unknown.article ?? article) : article;
  return (
    <>
      <Given value={noticeAgainst}>
        {(notice) => (notice.applies ? words.notice(notice) : words.noNotice)}
      </Given>{' '}
      <Article>{place}</Article>
    </>
  );
}

function Panel({ panel }: { readonly panel: PanelDocument }): VNode {
  const words = useWords(procedureWords);
  const { members, scorers, experts, consolidation } = panel;
  const heard = known(experts);
  return (
    <ul>
      <li>
        {words.members}: <Given value={members.least}>{words.atLeast}</Given>{' '}
        <Article>{panel.article}</Article>
      </li>
      <li>
        {words.sheets}: <Given value={scorers}>{String}</Given>
      </li>
      {heard === undefined || heard === 0 ? null : (
        <li>
          {words.experts}: {heard}
        </li>
      )}
      <li>
        {words.score}: <Given value={consolidation}>{(way) => words.ways[way]}</Given>
      </li>
    </ul>
  );
}
