import type { VNode } from 'preact';
import { addApplicationPart, loadCurrentCall } from '../../applications/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import { Day, Section, Table, usePage, useWords } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { zoneOfCall } from '../acts/desk.ts';
import { actWords } from '../acts/words.ts';
import { findListAnswers, type ListAnswer } from './list-answers.ts';

/** Shows on the page of an application what the lists say on which its call rests, with the acts that say so. */
export function listParts(services: Services): (app: App) => void {
  return (app) =>
    addApplicationPart(app, {
      order: 40,
      to: ['partnership', 'office'],
      load: async (_request, { call, lead, partners }) => {
        const { document } = (await loadCurrentCall(services, call.id)).call;
        if (document.facts.every(({ fromList }) => fromList === undefined)) return null;
        const answers = await findListAnswers(services.database.db, {
          document,
          mode: call.mode,
          organisationIds: [lead.id, ...partners.map(({ id }) => id)],
          zone: zoneOfCall(document),
        });
        return answers.length === 0 ? null : <AnswersView answers={answers} />;
      },
    });
}

function AnswersView({ answers }: { readonly answers: readonly ListAnswer[] }): VNode {
  const words = useWords(actWords);
  const { language } = usePage();
  return (
    <Section id="lists" title={words.listSays}>
      {answers.map(({ fact, call, recognitions }) =>
        recognitions.length === 0 ? (
          <p key={fact.id}>{words.listSaysNothing(fact.label[language], call.slug)}</p>
        ) : (
          <Table
            key={fact.id}
            caption={`${fact.label[language]} (${call.slug})`}
            rows={recognitions}
            keyOf={({ applicationId, from }) => `${applicationId}/${from}`}
            columns={[
              {
                title: words.listFrom,
                isRowHead: true,
                cell: ({ from }) => <Day day={from} />,
              },
              {
                title: words.listUntil,
                cell: ({ until }) => (until === null ? '–' : <Day day={until} />),
              },
              { title: words.listApplied, cell: ({ appliedOn }) => <Day day={appliedOn} /> },
              {
                title: words.act,
                isWide: true,
                cell: ({ act }) => `${words.numberOf(act.number)}: ${act.title}`,
              },
            ]}
          />
        ),
      )}
    </Section>
  );
}
