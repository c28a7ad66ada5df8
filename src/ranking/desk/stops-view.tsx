import type { ComponentChildren, VNode } from 'preact';
import {
  Actions,
  Button,
  ButtonLink,
  Columns,
  formatMoney,
  Icon,
  Money,
  Note,
  Radios,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { choicesAt } from './choices.ts';
import { keyName, nameOf, pointsText, shortUnit } from './said.ts';
import { lineAt, type SettledRound } from './settled-round.ts';
import { centsAt, type StopQuestion } from './stop-question.ts';
import { deskWords } from './words.ts';

interface StopsProps {
  readonly settled: SettledRound;
  readonly questions: readonly StopQuestion[];
  readonly slug: string;
  /** Whether whoever looks may decide on this round. */
  readonly mayDecide: boolean;
}

/** Every stop with whom it touches; where it is for a decision, with what can be decided. */
export function StopsView(props: StopsProps): VNode | null {
  const { questions } = props;
  if (questions.length === 0) return null;
  return (
    <>
      {questions.map((question) =>
        question.nature === 'decision' ? (
          <DecisionCard key={question.key} question={question} {...props} />
        ) : (
          <OtherStop key={question.key} question={question} {...props} />
        ),
      )}
    </>
  );
}

type StopProps = StopsProps & { readonly question: StopQuestion };

function DecisionCard(props: StopProps): VNode {
  const { question, mayDecide } = props;
  const words = useWords(deskWords);
  const id = `stop-${question.key.replaceAll('.', '-')}`;
  return (
    <section class="bd-decide" aria-labelledby={id}>
      <Columns>
        <div>
          <h2 id={id}>{words.decisionNeeded}</h2>
          <p>
            <StopSentence {...props} />
          </p>
          <Touched {...props} />
          <Citation {...props} />
        </div>
        {mayDecide ? <ChoiceForm {...props} /> : null}
      </Columns>
    </section>
  );
}

/** Leads to the page that shows the effect: here nothing is decided yet. */
function ChoiceForm({ settled, question, slug }: StopProps): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  const choices = choicesAt(settled, question, words, language);
  const [first] = choices.options;
  return (
    <form method="get" action={`/rankings/${slug}/decisions/new`}>
      <input type="hidden" name="stop" value={question.key} />
      <input type="hidden" name="round" value={settled.loaded.frozen.number} />
      <Radios
        name={`choice`}
        label={words.choose}
        options={choices.options}
        {...(first ? { value: first.value } : {})}
      />
      {choices.remarks.map((remark) => (
        <p key={remark} class="bd-small bd-2nd">
          {remark}
        </p>
      ))}
      <Actions>
        <Button>{words.seeEffect}</Button>
      </Actions>
      <p class="bd-small bd-2nd">{words.asksForAct}</p>
    </form>
  );
}

function OtherStop(props: StopProps): VNode {
  const { question } = props;
  const words = useWords(deskWords);
  const titles = {
    rule: words.ruleNeeded,
    value: words.valueNeeded,
    waits: words.waitsTitle,
    mistake: words.mistakeTitle,
    decision: words.decisionNeeded,
  };
  const tone = question.nature === 'value' ? 'open' : question.nature === 'waits' ? 'info' : 'warn';
  return (
    <Note tone={tone} title={titles[question.nature]}>
      <p>
        <StopSentence {...props} />
      </p>
      <Touched {...props} />
      <WayOut {...props} />
    </Note>
  );
}

/** Which page closes it. */
function WayOut({ question, slug }: StopProps): VNode | null {
  const words = useWords(deskWords);
  if (question.nature === 'rule')
    return (
      <>
        <p>{words.toRulesHelp}</p>
        <ButtonLink href={`/calls/${slug}/amend`} isSecondary isSmall>
          {words.toRules}
        </ButtonLink>
      </>
    );
  if (question.nature === 'value')
    return (
      <ButtonLink href={`/calls/${slug}/examination?view=all`} isSecondary isSmall>
        {words.toExamination}
      </ButtonLink>
    );
  if (question.nature === 'mistake')
    return (
      <p>
        <a href={`/rankings/${slug}#decisions`}>{words.toDecisions}</a>
      </p>
    );
  return null;
}

/** What has happened, with the figures of the stop. */
function StopSentence({ settled, question: { stop } }: StopProps): ComponentChildren {
  const { language } = usePage();
  const words = useWords(deskWords);
  const { stopSays } = words;
  const { document } = settled.round.call;
  const left = formatMoney(centsAt(stop, 'left') ?? 0, language);
  const needed = formatMoney(centsAt(stop, 'needed') ?? 0, language);
  const count = stop.applications.length;
  const rankings = stop.rankings.map((unit) => shortUnit(document, unit, language)).join(', ');
  const { gap } = stop.detail;
  if (typeof gap === 'string') return gapSentence(settled, gap, language);
  switch (stop.code) {
    case 'tie-at-cut-off':
      return stopSays.tie(count, pointsOfTie(settled, stop.applications, words, language), left);
    case 'partial-policy-missing':
      return stopSays.partial(left, needed);
    case 'more-money-needed':
      return stopSays.moreMoney(left, needed);
    case 'order-of-rankings-missing':
      return stopSays.order(rankings, left, needed);
    case 'unknown-value':
      return unknownSentence({ settled, stop }, words, language);
    case 'protocol-missing':
      return stopSays.protocol;
    case 'waits-for-another-ranking':
    case 'ranking-stopped':
      return stopSays.waits(rankings);
    case 'money-kinds-missing':
      return stopSays.kinds;
    case 'draw-not-valid':
      return stopSays.draw;
    case 'application-twice':
      return stopSays.twice;
    case 'unknown-application':
    case 'unknown-ranking':
      return stopSays.names;
    default:
      return stopSays.move;
  }
}

/** In the words of whoever wrote the call. */
function gapSentence({ round: { call } }: SettledRound, id: string, language: 'it' | 'en'): string {
  const gap = call.gaps.find((each) => each.gap.id === id)?.gap;
  return gap ? gap.note[language] : id;
}

type Words = (typeof deskWords)['it'];

function unknownSentence(
  { settled, stop }: { readonly settled: SettledRound; readonly stop: StopQuestion['stop'] },
  words: Words,
  language: 'it' | 'en',
): string {
  const { values } = stop.detail;
  const count = stop.applications.length;
  if (!Array.isArray(values) || values.length === 0) return words.stopSays.unknownAmount(count);
  const names = values.map(String);
  if (names.every((name) => name === 'standing')) return words.stopSays.unknownStanding(count);
  const { document } = settled.round.call;
  const what = names.map((name) => keyName(document, name, words, language)).join(', ');
  return words.stopSays.unknownValue(what, count);
}

/** `55 punti`, or nothing more than that they are equal. */
function pointsOfTie(
  settled: SettledRound,
  applications: readonly string[],
  words: Words,
  language: 'it' | 'en',
): string {
  const row = settled.round.ids.indexOf(applications[0] ?? '');
  const gross = row < 0 ? undefined : lineAt(settled, row).gross;
  return gross === undefined || Number.isNaN(gross)
    ? words.equalInAll
    : words.pointsCount(pointsText(gross, language));
}

const shownMax = 12;

/** Whom it touches, so many by name. */
function Touched({ settled, question: { stop }, slug }: StopProps): VNode | null {
  const words = useWords(deskWords);
  const { applications } = stop;
  if (applications.length === 0) return null;
  const rowOf = new Map(applications.map((id) => [id, -1]));
  for (const [row, id] of settled.round.ids.entries()) if (rowOf.has(id)) rowOf.set(id, row);
  const rows = [...rowOf.values()].filter((row) => row >= 0);
  return (
    <ul class="bd-plain bd-tielist">
      {rows.slice(0, shownMax).map((row) => (
        <TouchedItem key={row} settled={settled} row={row} slug={slug} />
      ))}
      {rows.length > shownMax ? <li>{words.touchesMore(rows.length - shownMax)}</li> : null}
    </ul>
  );
}

function TouchedItem({
  settled,
  row,
  slug,
}: {
  readonly settled: SettledRound;
  readonly row: number;
  readonly slug: string;
}): VNode {
  const words = useWords(deskWords);
  const application = settled.loaded.applications[row];
  const asked = settled.round.table.asked[row] ?? Number.NaN;
  return (
    <li>
      <a href={`/calls/${slug}/applications/${settled.round.ids[row] ?? ''}/examination`}>
        {application ? nameOf(application) : ''}
      </a>
      <span>{Number.isNaN(asked) ? words.notKnown : <Money cents={asked} />}</span>
    </li>
  );
}

/** The article that leaves it open. */
function Citation({ settled, question: { stop } }: StopProps): VNode | null {
  const { ranking, funding } = settled.round.call.document;
  const article =
    stop.code === 'tie-at-cut-off' ? (ranking?.article ?? funding?.article) : funding?.article;
  return article === undefined ? null : (
    <p class="bd-cite">
      <Icon name="info-circle" /> {article}
    </p>
  );
}
