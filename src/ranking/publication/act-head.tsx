import type { VNode } from 'preact';
import { isGap } from '../../engine/index.ts';
import {
  Columns,
  Day,
  Details,
  Facts,
  formatDay,
  formatMoney,
  Instant,
  Note,
  Section,
  Tag,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { actPath } from './act-path.ts';
import type { Result } from './load-result.ts';
import { publicationWords } from './words.ts';

interface ResultProps {
  readonly result: Result;
}

/** What one must know first: who receives how much, and whether the act still holds. */
export function ActHead({ result }: ResultProps): VNode {
  const { language } = usePage();
  const words = useWords(publicationWords);
  const { call, act, isList } = result;
  return (
    <>
      <div class="bd-head">
        <div class="bd-row between">
          <h1>{isList ? words.whoIsListed : words.whoReceives}</h1>
          <ActTags result={result} />
        </div>
        <p class="bd-lead">
          {call.title[language]}.{' '}
          {isList ? <ListLead result={result} /> : <MoneyLead result={result} />}
        </p>
        <p class="bd-2nd">
          <span lang="it">{act.title}</span>
        </p>
      </div>
      {act.replacedBy === null ? null : (
        <Note tone="warn" title={words.replacedBy(act.replacedBy)}>
          <p>
            {words.replacedAbout}{' '}
            <a href={`/calls/${call.slug}/results/${act.replacedBy}`}>
              {words.readReplacing(act.replacedBy)}
            </a>
          </p>
        </Note>
      )}
    </>
  );
}

function MoneyLead({ result }: ResultProps): VNode {
  const { language } = usePage();
  const words = useWords(publicationWords);
  const { all, units } = result.digest;
  const waiting = units.reduce((sum, unit) => sum + unit.waiting.applications, 0);
  return (
    <>
      <b>{words.receives(all.funded, formatMoney(all.total, language))}</b>.{' '}
      {words.waiting(waiting)}
      {all.granted === all.total
        ? ''
        : ` ${words.givenHere(all.fundedHere, formatMoney(all.granted, language))}`}
    </>
  );
}

function ListLead({ result }: ResultProps): VNode {
  const words = useWords(publicationWords);
  const listed = result.digest.units.reduce(
    (sum, { outcomes }) => sum + (outcomes['listed'] ?? 0),
    0,
  );
  return <b>{words.listedCount(listed)}</b>;
}

/** What the law wants said about every grant, the act itself, and its data. */
export function ActFacts({ result }: ResultProps): VNode {
  const words = useWords(publicationWords);
  const path = actPath(result);
  return (
    <Section id="transparency" title={words.transparency}>
      <Columns kind="half">
        <TransparencyFacts result={result} />
        <div>
          <h3>{words.act}</h3>
          <Facts facts={factsOfAct(result, words)} />
          <h3>{words.downloads}</h3>
          <ul>
            <li>
              <a href={`${path}.csv?headers=it`}>{words.csv}</a>
            </li>
            <li>
              <a href={`${path}.csv`}>{words.csvMachine}</a>
            </li>
            <li>
              <a href={`${path}.json`}>{words.json}</a>
            </li>
            <li>
              <a href={`/calls/${result.call.slug}/results.atom`}>{words.feed}</a>
            </li>
            <li>
              <a href="/open-data#columns">{words.dataAbout}</a>
            </li>
          </ul>
        </div>
      </Columns>
    </Section>
  );
}

function TransparencyFacts({ result: { publication, isList } }: ResultProps): VNode {
  const { language } = usePage();
  const words = useWords(publicationWords);
  const { items } = words;
  if (!publication) return <p>{words.noPublication}</p>;
  const said = (value: unknown): string => (typeof value === 'string' ? value : words.notStated);
  const { office, official, norm, chosenBy, article } = publication;
  return (
    <div>
      <Facts
        facts={[
          { term: items.beneficiary, value: words.inTable },
          ...(isList ? [] : [{ term: items.amount, value: words.inTable }]),
          { term: items.norm, value: <span lang="it">{norm}</span> },
          { term: items.office, value: said(isGap(office) ? undefined : office) },
          { term: items.official, value: said(isGap(official) ? undefined : official) },
          { term: items.chosenBy, value: chosenBy[language] },
          { term: items.project, value: words.inTable },
          { term: words.cup, value: words.inTable },
        ]}
      />
      <p class="bd-small bd-2nd" lang="it">
        {article}
      </p>
    </div>
  );
}

function factsOfAct(
  { act, call }: Result,
  words: (typeof publicationWords)['it' | 'en'],
): readonly { readonly term: string; readonly value: VNode | string }[] {
  const link = (number: number, text: string): VNode => (
    <a href={`/calls/${call.slug}/results/${number}`}>{text}</a>
  );
  return [
    { term: words.kind, value: words.kinds[act.kind] },
    { term: words.signedOn, value: <Instant at={act.signedAt} /> },
    { term: words.publishedOn, value: <Day day={act.publishedOn} /> },
    ...(act.protocol === null ? [] : [{ term: words.protocol, value: act.protocol }]),
    { term: words.ground, value: <span lang="it">{act.ground}</span> },
    ...(act.reasons === ''
      ? []
      : [
          {
            term: words.reasonsOfAct,
            value: (
              <Details summary={words.reasonsOfAct}>
                <p lang="it">{act.reasons}</p>
              </Details>
            ),
          },
        ]),
    ...(act.follows === null
      ? []
      : [{ term: words.act, value: link(act.follows, words.follows(act.follows)) }]),
    ...(act.replaces === null
      ? []
      : [
          { term: words.kinds.correction, value: link(act.replaces, words.replaces(act.replaces)) },
        ]),
  ];
}

/** Whether an act still holds, and what came after it. */
function ActTags({ result }: ResultProps): VNode {
  const { language } = usePage();
  const words = useWords(publicationWords);
  const { act } = result;
  return (
    <span class="bd-row">
      <Tag tone="ok">{words.published(formatDay(act.publishedOn, language))}</Tag>
      {act.replacedBy === null ? null : <Tag tone="stop">{words.replacedBy(act.replacedBy)}</Tag>}
    </span>
  );
}
