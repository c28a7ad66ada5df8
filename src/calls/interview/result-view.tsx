import type { ComponentChildren, VNode } from 'preact';
import { Details, Money, Table, Tag, usePage, useWords } from '../../platform/page/index.ts';
import type { PublishedCall } from '../published-call.ts';
import { callWords } from '../words.ts';
import {
  findEnds,
  findNarrowing,
  type Interview,
  type LineResult,
  type Narrowing,
} from './interview.ts';
import { nameLine, nameOpen, nameRule, nameStepShortly, sayRange } from './name-things.ts';
import { interviewWords } from './words.ts';

const namedMax = 5;
const drawnMax = 4;

export interface CallResult {
  readonly call: PublishedCall;
  readonly lines: readonly LineResult[];
  /** What can be done about the call, such as beginning an application. */
  readonly actions: readonly {
    readonly href: string;
    readonly text: string;
    /** Whether it takes over what was said. */
    readonly isWithAnswers: boolean;
  }[];
}

/** What one call says so far, line by line. */
export function ResultView({
  result: { call, lines, actions },
  interview,
  isOnlyCall,
}: {
  readonly result: CallResult;
  readonly interview: Interview;
  readonly isOnlyCall: boolean;
}): VNode {
  const words = useWords(interviewWords);
  const names = useWords(callWords);
  const { language } = usePage();
  const [only] = lines;
  const isOut = lines.every(({ advice }) => advice.answer === 'cannot');
  return (
    <article class={`bd-card bd-res${isOut ? ' no' : ''}`}>
      <div class="bd-row between">
        <h3>
          <a href={`/calls/${call.slug}`}>{call.title[language]}</a>
        </h3>
        {lines.length === 1 && only ? <AnswerTag line={only} /> : null}
      </div>
      {!isOnlyCall && (call.mode !== 'live' || call.fictional) ? (
        <p class="bd-row bd-tight">
          {call.mode === 'live' ? null : <Tag tone="stop">{names.modes[call.mode]}</Tag>}
          {call.fictional ? <Tag tone="plain">{names.invented}</Tag> : null}
        </p>
      ) : null}
      {call.gives === 'recognition' ? <p class="bd-small">{words.recognition}</p> : null}
      {lines.map((line) =>
        lines.length === 1 ? (
          <LineBody key={line.track.id} line={line} interview={interview} isTold />
        ) : (
          <LineDetails key={line.track.id} line={line} interview={interview} />
        ),
      )}
      {isOut || actions.length === 0 ? null : (
        <p class="bd-row bd-tight">
          {actions.map(({ href, text }) => (
            <a key={href} href={href}>
              {text}
            </a>
          ))}
        </p>
      )}
    </article>
  );
}

interface LineProps {
  readonly line: LineResult;
  readonly interview: Interview;
  /** Whether it is told how the grant narrowed, answer by answer. */
  readonly isTold: boolean;
}

/** Of several lines only the one that is being asked about is open. */
function LineDetails({ line, interview }: Omit<LineProps, 'isTold'>): VNode {
  const words = useWords(interviewWords);
  const { language } = usePage();
  const { call, track, advice } = line;
  const isAsked = interview.next?.call === call && interview.next.track === track;
  const { grant } = advice;
  return (
    <details class="bd-details bd-line" open={isAsked}>
      <summary>
        <span>{nameLine(call, track.id, language) ?? track.id}</span>
        <AnswerTag line={line} />
        {grant && advice.answer !== 'cannot' ? (
          <span class="bd-num bd-small">{sayRange(grant, language, words.unknown)}</span>
        ) : null}
      </summary>
      <LineBody line={line} interview={interview} isTold={isAsked} />
    </details>
  );
}

function AnswerTag({ line: { advice, questions } }: { readonly line: LineResult }): VNode {
  const words = useWords(interviewWords);
  if (advice.answer === 'fits') return <Tag tone="ok">{words.fits}</Tag>;
  if (advice.answer === 'cannot')
    return (
      <Tag tone="stop" icon="close-circle">
        {words.cannot}
      </Tag>
    );
  if (questions.length > 0) return <Tag tone="open">{words.dependsOn(questions.length)}</Tag>;
  const isFound = advice.open.some(isFoundByOthers);
  return <Tag tone="open">{isFound ? words.dependsOnOffice : words.depends}</Tag>;
}

type Open = LineResult['advice']['open'][number];

function isFoundByOthers(open: Open): boolean {
  return open.kind === 'fact' && (open.fact.proof === 'office' || open.fact.proof === 'panel');
}

function LineBody({ line, interview, isTold }: LineProps): VNode {
  const words = useWords(interviewWords);
  if (line.advice.answer === 'cannot') return <Obstacles line={line} />;
  return (
    <>
      {line.advice.grant ? <Grant line={line} interview={interview} isTold={isTold} /> : null}
      {line.advice.answer === 'fits' ? <p>{words.fitsText}</p> : null}
      <OpenPoints line={line} />
    </>
  );
}

function Obstacles({ line: { call, track, advice } }: { readonly line: LineResult }): VNode {
  const words = useWords(interviewWords);
  const { language } = usePage();
  return (
    <>
      <p class="bd-tight">{words.because}:</p>
      <ul class="bd-obstacles">
        {advice.because.map(({ requirement, article }) => (
          <li key={requirement}>
            <b>{nameRule(call, track, { id: requirement, language }).title}</b>
            <span class="bd-cite">{article}</span>
          </li>
        ))}
      </ul>
      <p class="bd-small">{words.never}</p>
    </>
  );
}

/** What the rest depends on: answers, what others find, and what the call itself leaves open. */
function OpenPoints({ line: { call, track, advice } }: { readonly line: LineResult }): VNode {
  const words = useWords(interviewWords);
  const { language } = usePage();
  const names = (found: readonly Open[]) => [
    ...new Set(found.map((open) => nameOpen(open, language))),
  ];
  const own = names(advice.open.filter((open) => !isFoundByOthers(open)));
  const office = names(advice.open.filter(isFoundByOthers));
  const rules =
    advice.answer === 'depends' && advice.open.length === 0
      ? advice.because.map(({ requirement, article }) => {
          const { title } = nameRule(call, track, { id: requirement, language });
          return `${title} (${article})`;
        })
      : [];
  return (
    <>
      <Named names={own}>{advice.answer === 'fits' ? words.stillUseful : words.dependsText}</Named>
      <Named names={office}>{words.officeText}</Named>
      <Named names={rules}>{words.openRule}</Named>
    </>
  );
}

function Named({
  names,
  children,
}: {
  readonly names: readonly string[];
  readonly children: ComponentChildren;
}): VNode | null {
  const words = useWords(interviewWords);
  if (names.length === 0) return null;
  const more = names.length - namedMax;
  return (
    <p class="bd-small">
      {children} <b>{names.slice(0, namedMax).join('; ')}</b>
      {more > 0 ? ` ${words.andMore(more)}` : ''}.
    </p>
  );
}

interface Row extends Narrowing {
  readonly name: string;
}

/** The grant as an interval, with the answers that narrowed it: drawn, and in words. */
function Grant({ line, interview, isTold }: LineProps): VNode {
  const words = useWords(interviewWords);
  const { language } = usePage();
  const found = isTold ? findNarrowing(interview, line) : findEnds(interview, line);
  const rows = found.map((each): Row => ({
    ...each,
    name: nameRow(each, interview, { isTold, language }),
  }));
  const last = rows.at(-1);
  const [first] = rows;
  const drawn = rows.length > drawnMax && first ? [first, ...rows.slice(1 - drawnMax)] : rows;
  const scale = Math.max(1, ...rows.map(({ high }) => (Number.isFinite(high) ? high : 0)));
  const isUnknown = last === undefined || (last.low === 0 && !Number.isFinite(last.high));
  return (
    <>
      <div class="bd-ivs">
        {drawn.map((row) => (
          <Interval key={row.step ?? -1} row={row} scale={scale} isNow={row === last} />
        ))}
      </div>
      <p class="bd-res-big">
        {words.grant}:{' '}
        <b class="bd-num">{isUnknown ? words.unknown : sayRange(last, language, words.unknown)}</b>
      </p>
      {rows.length > 1 && isTold ? <NarrowingTable rows={rows} /> : null}
    </>
  );
}

function nameRow(
  { step }: Narrowing,
  interview: Interview,
  { isTold, language }: { readonly isTold: boolean; readonly language: 'it' | 'en' },
): string {
  const words = interviewWords[language];
  if (step === undefined) return words.atFirst;
  return isTold ? words.after(nameOf(interview, step, language)) : words.withAnswers;
}

function nameOf({ steps, calls }: Interview, step: number, language: 'it' | 'en'): string {
  const said = steps[step];
  const call = said && calls.get(said.call);
  return said && call ? nameStepShortly(said, call, language) : '';
}

/** Where the end is not known, the bar runs out of the picture, hatched. */
function Interval({
  row: { name, low, high },
  scale,
  isNow,
}: {
  readonly row: Row;
  readonly scale: number;
  readonly isNow: boolean;
}): VNode {
  const words = useWords(interviewWords);
  const { language } = usePage();
  const share = (cents: number): number =>
    Number.isFinite(cents) ? Math.round((Math.min(cents, scale) * 10_000) / scale) / 100 : 100;
  const from = share(low);
  const width = Math.round((share(high) - from) * 100) / 100;
  return (
    <div class={isNow ? 'bd-iv now' : 'bd-iv'}>
      <span class="bd-iv-l">{name}</span>
      <svg width="100%" height={isNow ? 26 : 12} aria-hidden="true" focusable="false">
        <rect width="100%" height="100%" fill="#eef2f6" />
        {isNow && from > 0 ? <rect width={`${from}%`} height="100%" fill="#0066cc" /> : null}
        {width > 0 ? (
          <rect
            x={`${from}%`}
            width={`${width}%`}
            height="100%"
            fill={isNow || !Number.isFinite(high) ? 'url(#bd-unknown)' : '#c9c0e2'}
            stroke="#5a4590"
          />
        ) : null}
        {width === 0 && !isNow ? (
          <rect width={`${from}%`} height="100%" fill="#c9c0e2" stroke="#5a4590" />
        ) : null}
      </svg>
      <span class="bd-iv-r bd-num">{sayRange({ low, high }, language, words.unknown)}</span>
    </div>
  );
}

function NarrowingTable({ rows }: { readonly rows: readonly Row[] }): VNode {
  const words = useWords(interviewWords);
  return (
    <Details summary={words.narrowing}>
      <Table
        caption={words.narrowing}
        rows={rows}
        keyOf={({ step }) => String(step ?? -1)}
        columns={[
          { title: words.moment, cell: ({ name }) => name, isRowHead: true },
          { title: words.least, cell: ({ low }) => <Money cents={low} />, isNumber: true },
          {
            title: words.most,
            cell: ({ high }) => (Number.isFinite(high) ? <Money cents={high} /> : words.noLimit),
            isNumber: true,
          },
        ]}
      />
    </Details>
  );
}
