import type { VNode } from 'preact';
import {
  formatExactInstant,
  Instant,
  Table,
  Tag,
  usePage,
  useWords,
  type Language,
} from '../../platform/page/index.ts';
import type { ListedApplication } from './queries.ts';
import { incidentWords } from './words.ts';

/** Whom an incident touched, as the office sees it. */
export function TouchedTable({
  touched,
}: {
  readonly touched: readonly ListedApplication[];
}): VNode {
  const words = useWords(incidentWords);
  const { language } = usePage();
  return (
    <Table
      caption={words.list}
      rows={touched}
      keyOf={({ applicationId }) => applicationId}
      columns={[
        {
          title: words.application,
          isRowHead: true,
          cell: ({ applicationId, title }) => (
            <>
              {title === null ? null : <>{title} </>}
              <code>{applicationId}</code>
            </>
          ),
        },
        { title: words.lead, cell: ({ leadName }) => leadName },
        { title: words.why, cell: (listed) => whyText(listed, language) },
        {
          title: words.stateNow,
          cell: ({ isSubmitted }) =>
            isSubmitted ? (
              <Tag tone="ok">{words.submittedNow}</Tag>
            ) : (
              <Tag tone="plain">{words.notSubmittedNow}</Tag>
            ),
        },
        {
          title: words.admittedUntil,
          cell: ({ admittedUntil }) =>
            admittedUntil ? <Instant at={admittedUntil} /> : words.notAdmitted,
        },
      ]}
    />
  );
}

function whyText(listed: ListedApplication, language: Language): string {
  const words = incidentWords[language];
  const text = (instant: string): string => formatExactInstant(new Date(instant), language);
  if (listed.why === 'by-hand') return `${words.byHand}: ${listed.details.reason}`;
  if (listed.why === 'failed-attempt') {
    const { attempts, firstAttemptAt, lastAttemptAt } = listed.details;
    return words.whyAttempts(attempts, text(firstAttemptAt), text(lastAttemptAt));
  }
  const { state = 'ready', lastActAt, lastSeenAt } = listed.details;
  const seen = [lastActAt, lastSeenAt].flatMap((each) => (each === undefined ? [] : [each]));
  return words.whyActivity(words.states[state], seen.map(text).join('; '));
}
