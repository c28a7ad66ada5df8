import type { VNode } from 'preact';
import {
  Actions,
  ButtonLink,
  EmptyState,
  Form,
  Hidden,
  Note,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import type { Interview } from './interview.ts';
import { nameStep, sayStep } from './name-things.ts';
import { QuestionView, type QuestionProps } from './question-view.tsx';
import { ResultView, type CallResult } from './result-view.tsx';
import { interviewWords } from './words.ts';

export interface InterviewProps {
  readonly action: string;
  readonly interview: Interview;
  /** As it stands in fields and in the address. */
  readonly steps: string;
  /** Where these answers are found again, unless they are too many. */
  readonly address: string | undefined;
  readonly asked: QuestionProps | undefined;
  readonly results: readonly CallResult[];
  /** Something to know before going on. */
  readonly notices: readonly string[];
  /** How many calls these are, where there are more. */
  readonly othersFrom: number | undefined;
}

/** The form of what was said, where nothing is asked any more. */
export const answersForm = 'said';

/** The question, what the calls say so far, and what was answered. */
export function InterviewContent(props: InterviewProps): VNode {
  const { interview, asked, results, notices, othersFrom } = props;
  const words = useWords(interviewWords);
  if (results.length === 0)
    return (
      <EmptyState title={words.noCalls}>
        <p>{words.noCallsHelp}</p>
        <ButtonLink href="/calls">{words.toCalls}</ButtonLink>
      </EmptyState>
    );
  return (
    <>
      <UnknownPattern />
      {notices.map((notice) => (
        <Note key={notice} tone="info" title={notice} isAnnounced />
      ))}
      <div class="bd-cols bd-fa">
        <div>{asked ? <QuestionView {...asked} /> : <Over results={results} />}</div>
        <section aria-labelledby="so-far">
          <h2 id="so-far">{results.length === 1 ? words.soFarOne : words.soFar}</h2>
          {results.map((result) => (
            <ResultView
              key={result.call.slug}
              result={result}
              interview={interview}
              isOnlyCall={results.length === 1}
            />
          ))}
          {othersFrom === undefined ? null : (
            <p>
              {words.others(othersFrom)} <a href="/calls">{words.toCalls}</a>
            </p>
          )}
        </section>
        <AnswersView {...props} />
      </div>
    </>
  );
}

/** The texture of what is not known, for the pictures of this page. */
function UnknownPattern(): VNode {
  return (
    <svg width="0" height="0" class="bd-vh" aria-hidden="true" focusable="false">
      <defs>
        <pattern
          id="bd-unknown"
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-45)"
        >
          <rect width="7" height="7" fill="#f1eef9" />
          <rect width="2" height="7" fill="#8f7fbd" />
        </pattern>
      </defs>
    </svg>
  );
}

/** All was said: from here an application can begin. */
function Over({ results }: Pick<InterviewProps, 'results'>): VNode {
  const words = useWords(interviewWords);
  const begun = results.flatMap(({ lines, actions }) =>
    lines.every(({ advice }) => advice.answer === 'cannot')
      ? []
      : actions.filter(({ isWithAnswers }) => isWithAnswers),
  );
  return (
    <div class="bd-q">
      <h2>{words.over}</h2>
      <p>{words.overHelp}</p>
      {begun.map(({ href, text }) => (
        <Actions key={href}>
          <ButtonLink href={href}>{text}</ButtonLink>
        </Actions>
      ))}
    </div>
  );
}

function AnswersView({ action, interview, steps, address }: InterviewProps): VNode {
  const words = useWords(interviewWords);
  const { language } = usePage();
  const said = interview.steps.flatMap((step, place) => {
    const call = interview.calls.get(step.call);
    return call ? [{ step, place, call }] : [];
  });
  return (
    <section class="bd-sec-t" aria-labelledby="answers">
      <h2 id="answers">{words.yourAnswers}</h2>
      {said.length === 0 ? (
        <p>{words.noAnswers}</p>
      ) : (
        <Form action={action} id={answersForm}>
          <Hidden name="a" value={steps} />
          <dl class="bd-ans">
            {said.map(({ step, place, call }) => {
              const about = nameStep(step, call, language);
              const isPass = step.kind === 'pass';
              return (
                <div key={place}>
                  <dt>{about}</dt>
                  <dd>{sayStep(step, call, language)}</dd>
                  <dd>
                    <button
                      type="submit"
                      class="bd-link"
                      name={isPass ? 'resume' : 'change'}
                      value={String(place)}
                    >
                      {isPass ? words.resume : words.change}
                      <span class="bd-vh">: {about}</span>
                    </button>
                  </dd>
                </div>
              );
            })}
          </dl>
        </Form>
      )}
      {said.length === 0 ? null : (
        <p class="bd-row bd-tight">
          {address === undefined ? (
            <span class="bd-small">{words.tooLong}</span>
          ) : (
            <a href={address}>{words.share}</a>
          )}
          <a href={action}>{words.startAgain}</a>
        </p>
      )}
      <p class="bd-small bd-2nd">{words.kept}</p>
    </section>
  );
}
