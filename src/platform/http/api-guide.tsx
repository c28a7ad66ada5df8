import type { ComponentChildren, VNode } from 'preact';
import { Section, Table, usePage, useWords, type Localized } from '../page/index.ts';
import { conventions, guideWords, writtenAs } from './api-guide-words.ts';

/** One step of what a newcomer does first, with its command. */
export interface ApiGuideStep {
  readonly title: Localized;
  readonly text: Localized;
  readonly command: string;
}

/** The steps of a newcomer, then what holds for every operation. */
export function Guide({ steps }: { readonly steps: readonly ApiGuideStep[] }): VNode {
  const words = useWords(guideWords);
  const { language } = usePage();
  return (
    <>
      <Section id="first-submission" title={words.first}>
        <p>{words.firstLead}</p>
        <ol class="bd-guide">
          {steps.map(({ title, text, command }, index) => (
            <li key={index} id={`step-${index + 1}`}>
              <h3>{title[language]}</h3>
              <p>{withCode(text[language])}</p>
              <pre class="bd-wrap">
                <code>{command}</code>
              </pre>
            </li>
          ))}
        </ol>
      </Section>
      <Section id="answers" title={words.answers}>
        <p>{withCode(words.answersLead)}</p>
        <Table
          caption={words.answers}
          columns={[
            { title: words.type, cell: ({ type }) => <code>{type}</code> },
            { title: words.example, cell: ({ example }) => <code>{example}</code> },
            {
              title: words.meaning,
              cell: ({ meaning }) => withCode(meaning[language]),
              isWide: true,
            },
          ]}
          rows={writtenAs}
          keyOf={({ type }) => type}
        />
      </Section>
      <Section id="conventions" title={words.conventions}>
        {conventions.map(({ title, text }) => (
          <div key={title.en}>
            <h3>{title[language]}</h3>
            <p>{withCode(text[language])}</p>
          </div>
        ))}
      </Section>
    </>
  );
}

/** What stands between backquotes is code. */
function withCode(text: string): ComponentChildren {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
