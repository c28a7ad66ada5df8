import type { VNode } from 'preact';
import { protocolOf } from '../../applications/register/index.ts';
import {
  Actions,
  Button,
  ButtonLink,
  Details,
  Form,
  formatNumber,
  Hidden,
  Radios,
  Select,
  Table,
  Tag,
  TextField,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { queryOf, type QueueAsked } from './asked.ts';
import { bulkMax, type BulkResult } from './bulk.ts';
import type { QueueCall } from './queue-calls.ts';
import { refusalText } from './refusals.ts';
import { queueWords } from './words.ts';

/** The table of the queue with what can be done to several of its lines at once. */
export function BulkForm({
  asked,
  only,
  officers,
  table,
}: {
  readonly asked: QueueAsked;
  readonly only: QueueCall | undefined;
  readonly officers: readonly { readonly id: string; readonly name: string }[];
  readonly table: VNode;
}): VNode {
  const words = useWords(queueWords);
  const { language } = usePage();
  const query = queryOf(only ? { ...asked, call: only.slug } : asked).toString();
  return (
    <Form action="/examination/steps">
      <Hidden name="query" value={query} />
      {table}
      <Details summary={words.bulk}>
        <p>{words.bulkHelp}</p>
        <Radios
          name="which"
          label={words.bulkWhich}
          value="chosen"
          options={[
            { value: 'chosen', text: words.bulkChosen },
            { value: 'found', text: words.bulkFound(formatNumber(bulkMax, language)) },
          ]}
        />
        <Radios
          name="step"
          label={words.bulkStep}
          options={[
            { value: 'assign', text: words.bulkSteps.assign },
            { value: 'begin', text: words.bulkSteps.begin },
            { value: 'pass', text: words.bulkSteps.pass, hint: words.bulkPassHint },
          ]}
        />
        <Select
          name="officer"
          label={words.bulkOfficer}
          isOptional
          options={officers.map(({ id, name }) => ({ value: id, text: name }))}
        />
        <TextField name="reason" label={words.bulkReason} isOptional maxLength={1000} />
        <Actions>
          <Button isSecondary>{words.bulkDo}</Button>
        </Actions>
      </Details>
    </Form>
  );
}

/** One line of what came of a step. */
export interface ToldResult extends BulkResult {
  readonly title: string;
  readonly entryNumber: number | undefined;
}

/** What came of a step, for each application by itself. */
export function BulkResults({
  results,
  back,
  isCut,
}: {
  readonly results: readonly ToldResult[];
  readonly back: string;
  /** Whether more were found than are done at once. */
  readonly isCut: boolean;
}): VNode {
  const words = useWords(queueWords);
  const { language } = usePage();
  const count = (outcome: BulkResult['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length;
  return (
    <>
      <p class="bd-lead">{words.bulkSummary(count('done'), count('repeated'), count('refused'))}</p>
      {isCut ? <p>{words.bulkCut(formatNumber(bulkMax, language))}</p> : null}
      <Table
        caption={words.bulkResult}
        rows={results}
        keyOf={({ call, application }) => `${call}~${application}`}
        columns={[
          {
            title: words.case,
            isRowHead: true,
            cell: ({ call, application, title, entryNumber }) => (
              <>
                <a href={`/calls/${call}/applications/${application}`}>{title}</a>
                {entryNumber === undefined ? null : (
                  <span class="bd-queue-name">{protocolOf(call, entryNumber)}</span>
                )}
              </>
            ),
          },
          {
            title: words.result,
            isWide: true,
            cell: ({ outcome, code }) => (
              <>
                <Tag tone={outcome === 'refused' ? 'stop' : 'ok'}>{words.results[outcome]}</Tag>
                {code === undefined ? null : <p>{refusalText(code, language)}</p>}
              </>
            ),
          },
        ]}
      />
      <Actions>
        <ButtonLink href={back}>{words.back}</ButtonLink>
      </Actions>
    </>
  );
}
