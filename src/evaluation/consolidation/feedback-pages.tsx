import type { VNode } from 'preact';
import type { Access } from '../../accounts/index.ts';
import {
  addApplicationPart,
  addressOf,
  applicationParams,
  findApplication,
  trailOf,
} from '../../applications/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import {
  ButtonLink,
  Note,
  Table,
  Tag,
  renderPage,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { pointsText } from '../sheets/scale.ts';
import { keyOf, turnAway } from './asking.ts';
import { ScoreFigures } from './consolidation-view.tsx';
import { feedbackLines, findFeedback, type Feedback } from './feedback.ts';
import { valueText } from './value-text.ts';
import { consolidationWords } from './words.ts';

/** Everybody of the partnership, and the office, once it is communicated. */
export const feedbackReaders: Access = {
  who: 'named',
  power: 'read',
  subject: 'application',
  roles: ['officer', 'controller', 'auditor', 'panel-secretary'],
};

/** What an applicant reads of the assessment. */
export function feedbackPages(services: Services): (app: App) => void {
  return (app) => {
    addApplicationPart(app, {
      order: 40,
      to: ['partnership', 'office'],
      load: async (_request, { id: applicationId, call }) => {
        const feedback = await findFeedback(services.database, { callId: call.id, applicationId });
        return feedback ? (
          <FeedbackPart href={`/calls/${call.slug}/applications/${applicationId}/feedback`} />
        ) : null;
      },
    });
    app.get(
      '/calls/:call/applications/:application/feedback',
      {
        config: { access: feedbackReaders },
        schema: { params: applicationParams, hide: true },
      },
      async (request, reply) => {
        const key = keyOf(request);
        const feedback = key && (await findFeedback(services.database, key));
        const application =
          feedback && (await findApplication(services.database, key.callId, key.applicationId));
        if (!feedback || !application) return turnAway(request, reply, 'not-communicated');
        const words = consolidationWords[request.language];
        return renderPage(request, reply, {
          title: words.feedback,
          lead: words.feedbackLead,
          trail: [
            ...trailOf(application, request.language),
            { text: application.title, href: addressOf(application) },
          ],
          mode: application.call.mode,
          fictional: application.call.fictional,
          children: <FeedbackView feedback={feedback} />,
        });
      },
    );
  };
}

function FeedbackPart({ href }: { readonly href: string }): VNode {
  const words = useWords(consolidationWords);
  return (
    <Note tone="info" title={words.seeFeedbackHelp}>
      <p>
        <ButtonLink href={href} isSecondary isSmall>
          {words.seeFeedback}
        </ButtonLink>
      </p>
    </Note>
  );
}

function FeedbackView({ feedback }: { readonly feedback: Feedback }): VNode {
  const words = useWords(consolidationWords);
  const { language } = usePage();
  const { net, bonus, gross, passes, document } = feedback;
  return (
    <>
      <ScoreFigures net={net} bonus={bonus} gross={gross} />
      <p>
        {words.threshold}:{' '}
        <Tag tone={passes ? 'ok' : 'stop'}>{passes ? words.reached : words.notReached}</Tag>
      </p>
      <Table
        caption={words.feedback}
        isCaptionHidden
        rows={feedbackLines(feedback)}
        keyOf={({ criterion }) => criterion.id}
        columns={[
          {
            title: words.criterion,
            isRowHead: true,
            cell: ({ criterion }) => `${criterion.code} ${criterion.title[language]}`,
          },
          {
            title: words.points,
            isNumber: true,
            cell: ({ points }) => pointsText(points, language),
          },
          {
            title: words.given,
            cell: ({ said }) => (said ? valueText(document, said.fact, said.value, language) : '–'),
          },
          {
            title: words.reason,
            isWide: true,
            cell: ({ said }) => said?.reason ?? words.computedPoints,
          },
        ]}
      />
    </>
  );
}
