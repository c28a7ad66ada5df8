import type { VNode } from 'preact';
import {
  Actions,
  Button,
  Checkbox,
  Form,
  Table,
  TextField,
  useWords,
} from '../platform/page/index.ts';
import { ShownFields } from './judge-content.tsx';
import { shownHash, type RoundEntry } from './round.ts';
import { HintList } from './seat-content.tsx';
import { panelWords } from './words.ts';

/** What was ticked and written for one application, by its number before the panel. */
export interface DeclarationFields {
  readonly conflicts: ReadonlyMap<number, string>;
  readonly isConfirmed: boolean;
}

/** Who is in the applications, and the declaration about them; nothing of what they say. */
export function DeclarationForm({
  entries,
  left,
  fields,
}: {
  readonly entries: readonly RoundEntry[];
  readonly left: number;
  readonly fields: DeclarationFields;
}): VNode {
  const words = useWords(panelWords);
  const upTo = entries.at(-1)?.number ?? 0;
  return (
    <Form>
      <p>{words.declarationRule}</p>
      <ShownFields upTo={upTo} shown={shownHash(entries).toString('hex')} />
      <Table
        caption={words.declarationTitle}
        isCaptionHidden
        rows={entries}
        keyOf={({ applicationId }) => applicationId}
        columns={[
          {
            title: words.application,
            isRowHead: true,
            cell: ({ entryNumber }) => words.ofApplication(entryNumber),
          },
          {
            title: words.organisations,
            isWide: true,
            cell: ({ organisations }) => (
              <ul class="bd-plain">
                {organisations.map(({ id, name, fiscalCode }) => (
                  <li key={id}>
                    {name} <small class="bd-2nd">{fiscalCode}</small>
                  </li>
                ))}
              </ul>
            ),
          },
          {
            title: words.people,
            isWide: true,
            cell: ({ people }) => people.map(({ name }) => name).join(', '),
          },
          {
            title: words.signs,
            isWide: true,
            cell: ({ hints }) => <HintList hints={hints} />,
          },
          {
            title: words.inConflict,
            isWide: true,
            cell: (entry) => <ConflictFields entry={entry} fields={fields} />,
          },
        ]}
      />
      {left > entries.length ? <p>{words.morelater(left - entries.length)}</p> : null}
      <Checkbox name="confirm" label={words.confirm} isChecked={fields.isConfirmed} />
      <Actions>
        <Button>{words.sendDeclaration}</Button>
      </Actions>
    </Form>
  );
}

function ConflictFields({
  entry: { number, entryNumber },
  fields: { conflicts },
}: {
  readonly entry: RoundEntry;
  readonly fields: DeclarationFields;
}): VNode {
  const words = useWords(panelWords);
  return (
    <>
      <Checkbox
        name={`conflict-${number}`}
        label={words.inConflictWith(entryNumber)}
        isChecked={conflicts.has(number)}
      />
      <TextField
        name={`ground-${number}`}
        label={words.whyConflict(entryNumber)}
        value={conflicts.get(number) ?? ''}
        maxLength={1000}
        isOptional
      />
    </>
  );
}
