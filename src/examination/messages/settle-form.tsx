import type { VNode } from 'preact';
import { Actions, Button, Form, Hidden, TextArea, useWords } from '../../platform/page/index.ts';
import { noteCharactersMax } from './message.ts';
import type { DeliveryFailure } from './queries.ts';
import { messageWords } from './words.ts';

/** What can be done about mail that did not arrive: send it again, or say what was done instead. */
export function SettleForm({
  call,
  failure: { id, isWhole },
  request,
}: {
  readonly call: string;
  readonly failure: Pick<DeliveryFailure, 'id' | 'isWhole'>;
  /** The request on whose page it stands, to which one comes back. */
  readonly request?: { readonly applicationId: string; readonly number: number };
}): VNode {
  const words = useWords(messageWords);
  return (
    <Form action={`/calls/${call}/delivery-failures/${id}`}>
      {request ? <Hidden name="back" value={`${request.applicationId}/${request.number}`} /> : null}
      <TextArea
        name={`note-${id}`}
        label={words.whatWasDone}
        rows={2}
        maxLength={noteCharactersMax}
        isOptional
      />
      <Actions>
        <Button name="act" value="note" isSmall isSecondary>
          {words.note}
        </Button>
        {isWhole ? (
          <Button name="act" value="retry" isSmall isSecondary>
            {words.retry}
          </Button>
        ) : null}
      </Actions>
    </Form>
  );
}
