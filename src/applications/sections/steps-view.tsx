import type { VNode } from 'preact';
import {
  formatInstant,
  formatTime,
  Icon,
  useWords,
  usePage,
  type Language,
} from '../../platform/page/index.ts';
import { addressOf } from '../addresses.ts';
import type { ApplicationRecord } from '../application-record.ts';
import type { ApplicationCheck } from '../check-application.ts';
import { linkOf } from './problem-link.ts';
import { sectionsOf, type SectionId } from './section-fields.ts';
import { sectionWords } from './section-words.ts';
import type { CallDocument } from '../../engine/index.ts';

export interface StepsProps {
  readonly application: ApplicationRecord;
  readonly document: CallDocument;
  readonly check: ApplicationCheck;
  readonly current: SectionId;
}

/** The steps of an application with how far each is, and when it was saved last. */
export function Steps({ application, document, check, current }: StepsProps): VNode {
  const words = useWords(sectionWords);
  const address = addressOf(application);
  const sections = sectionsOf(document);
  const open = openIn(check, application);
  const isRead = check.assessment !== undefined;
  const isDone = (id: SectionId): boolean => isRead && !open.has(id);
  return (
    <>
      <ol class="bd-steps" aria-label={words.steps}>
        {sections.map((id) =>
          id === current ? (
            <li key={id} aria-current="step">
              <span>{words.sections[id]}</span>
            </li>
          ) : (
            <li key={id} class={id !== 'summary' && isDone(id) ? 'done' : ''}>
              <a href={`${address}/sections/${id}`}>
                <span>
                  {words.sections[id]}
                  {id !== 'summary' && isDone(id) ? (
                    <span class="bd-vh">, {words.done}</span>
                  ) : null}
                </span>
              </a>
            </li>
          ),
        )}
        <li>
          <span>{words.consents}</span>
        </li>
        <li>
          <span>{words.submission}</span>
        </li>
      </ol>
      <p class="bd-saved">
        <Icon name="check" />
        <output data-saved>
          <SavedAt at={application.updatedAt} now={application.call.window.now} />
        </output>{' '}
        ·{' '}
        {current === 'summary' ? null : (
          <a href={`${address}/sections/summary`}>
            {isRead ? missingWords(open.get(current) ?? 0, words) : words.missingUnknown}
          </a>
        )}
        {current === 'summary'
          ? isRead
            ? missingWords(totalOf(open), words)
            : words.missingUnknown
          : null}
      </p>
    </>
  );
}

function missingWords(
  count: number,
  words: { readonly missingNone: string; readonly missing: (count: number) => string },
): string {
  return count === 0 ? words.missingNone : words.missing(count);
}

function totalOf(open: ReadonlyMap<SectionId, number>): number {
  return [...open.values()].reduce((sum, each) => sum + each, 0);
}

/** How many problems wait in each section. */
function openIn(
  { problems }: ApplicationCheck,
  { content }: ApplicationRecord,
): ReadonlyMap<SectionId, number> {
  const open = new Map<SectionId, number>();
  for (const { path } of problems) {
    const { section } = linkOf(path, content);
    open.set(section, (open.get(section) ?? 0) + 1);
  }
  return open;
}

function SavedAt({ at, now }: { readonly at: string; readonly now: string }): VNode {
  const words = useWords(sectionWords);
  const { language } = usePage();
  return (
    <time dateTime={at}>
      {isSameDay(at, now)
        ? words.savedToday(timeOf(at, language))
        : words.savedAt(formatInstant(new Date(at), language))}
    </time>
  );
}

export function timeOf(at: string, language: Language): string {
  return formatTime(new Date(at), language);
}

function isSameDay(a: string, b: string): boolean {
  const [first, second] = [a, b].map((each) => formatInstant(new Date(each), 'it').split(',')[0]);
  return first === second;
}
