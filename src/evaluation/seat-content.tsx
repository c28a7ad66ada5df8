import type { VNode } from 'preact';
import {
  Actions,
  Button,
  Details,
  EmptyState,
  Facts,
  Form,
  Instant,
  Section,
  Select,
  Table,
  Tag,
  TextArea,
  useWords,
} from '../platform/page/index.ts';
import { StateTag } from './assignment-content.tsx';
import type { PanelApplication, StandingConflict } from './assignment-queries.ts';
import { isWeak, type Hint } from './hints.ts';
import type { PanelAssignment } from './panel.ts';
import type { MemberTime } from './panel-queries.ts';
import { panelWords } from './words.ts';

/** A member who judges, with what may tie them to the application. */
export interface SignedMember extends MemberTime {
  readonly hints: readonly Hint[];
}

/** What was written in the form that was refused. */
export interface SeatFields {
  readonly act: 'assign' | 'remove' | 'conflict';
  readonly member: string;
  readonly part: string;
  readonly reason: string;
}

export interface SeatShown {
  readonly home: string;
  readonly application: PanelApplication;
  readonly assignments: readonly PanelAssignment[];
  readonly conflicts: readonly StandingConflict[];
  readonly members: readonly SignedMember[];
  readonly fields: SeatFields | undefined;
}

/** One application before the panel: who has it, who had it, and the acts of the secretary. */
export function SeatView(shown: SeatShown): VNode {
  const words = useWords(panelWords);
  const { application, conflicts } = shown;
  return (
    <>
      <Facts
        facts={[
          { term: words.protocol, value: String(application.entryNumber) },
          { term: words.lead, value: application.lead },
          { term: words.state, value: <StateTag state={application.state} /> },
        ]}
      />
      <Holders shown={shown} />
      <TakenBack shown={shown} />
      {conflicts.length === 0 ? null : <Conflicts conflicts={conflicts} />}
      <Signs members={shown.members} />
      <AssignForm shown={shown} />
      <RemoveForm shown={shown} />
      <ConflictForm shown={shown} />
    </>
  );
}

function Holders({ shown: { assignments } }: { readonly shown: SeatShown }): VNode {
  const words = useWords(panelWords);
  const now = assignments.filter(({ removed }) => !removed);
  return (
    <Section id="holders" title={words.whoHas}>
      {now.length === 0 ? (
        <EmptyState title={words.nobody} />
      ) : (
        <Table
          caption={words.whoHas}
          isCaptionHidden
          rows={now}
          keyOf={({ number }) => String(number)}
          columns={[
            { title: words.choosePerson, isRowHead: true, cell: ({ name }) => name },
            { title: words.part, cell: ({ part }) => words.assignedParts[part] },
            { title: words.reason, isWide: true, cell: (each) => <Why assignment={each} /> },
            { title: words.since, cell: ({ assignedAt }) => <Instant at={assignedAt} /> },
          ]}
        />
      )}
    </Section>
  );
}

function Why({ assignment: { drawing, reason } }: { readonly assignment: PanelAssignment }): VNode {
  const words = useWords(panelWords);
  return <>{drawing === null ? `${words.byHand}: ${reason ?? ''}` : words.byDrawing(drawing)}</>;
}

function TakenBack({ shown: { assignments } }: { readonly shown: SeatShown }): VNode | null {
  const words = useWords(panelWords);
  const removed = assignments.flatMap((each) =>
    each.removed ? [{ ...each, was: each.removed }] : [],
  );
  if (removed.length === 0) return null;
  return (
    <Section id="removed" title={words.history}>
      <Table
        caption={words.history}
        isCaptionHidden
        rows={removed}
        keyOf={({ number }) => String(number)}
        columns={[
          { title: words.choosePerson, isRowHead: true, cell: ({ name }) => name },
          { title: words.part, cell: ({ part }) => words.assignedParts[part] },
          {
            title: words.reason,
            isWide: true,
            cell: ({ was }) => (
              <>
                <Tag tone="stop">{words.causes[was.because]}</Tag> {was.reason}
              </>
            ),
          },
          { title: words.recordedAt, cell: ({ was }) => <Instant at={was.at} /> },
        ]}
      />
    </Section>
  );
}

function Conflicts({ conflicts }: Pick<SeatShown, 'conflicts'>): VNode {
  const words = useWords(panelWords);
  return (
    <Section id="conflicts" title={words.conflicts}>
      <Table
        caption={words.conflicts}
        isCaptionHidden
        rows={conflicts}
        keyOf={({ personId }) => personId}
        columns={[
          { title: words.choosePerson, isRowHead: true, cell: ({ name }) => name },
          {
            title: words.reason,
            isWide: true,
            cell: ({ way, ground }) => `${ground} (${words.ways[way]})`,
          },
          { title: words.recordedAt, cell: ({ at }) => <Instant at={at} /> },
        ]}
      />
    </Section>
  );
}

function Signs({ members }: Pick<SeatShown, 'members'>): VNode | null {
  const words = useWords(panelWords);
  const signed = members.filter(({ hints }) => hints.length > 0);
  if (signed.length === 0) return null;
  return (
    <Section id="signs" title={words.signs}>
      <ul>
        {signed.map(({ number, name, hints }) => (
          <li key={number}>
            {name}: <HintList hints={hints} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Signs of a conflict, the weak ones looking weak. */
export function HintList({ hints }: { readonly hints: readonly Hint[] }): VNode {
  const words = useWords(panelWords);
  if (hints.length === 0) return <>{words.noSigns}</>;
  return (
    <ul class="bd-plain bd-signs">
      {hints.map((hint, index) => (
        <li key={index}>
          <Tag tone={isWeak(hint) ? 'plain' : 'warn'}>{words.hint[hint.kind](hint.about)}</Tag>
        </li>
      ))}
    </ul>
  );
}

function MemberChoice({
  name,
  members,
  value,
}: {
  readonly name: string;
  readonly members: readonly MemberTime[];
  readonly value: string;
}): VNode {
  const words = useWords(panelWords);
  return (
    <Select
      name={name}
      label={words.choosePerson}
      options={members.map((member) => ({
        value: String(member.number),
        text: `${member.name}, ${words.parts[member.part].toLowerCase()}`,
      }))}
      value={value}
    />
  );
}

/** One act of the secretary about this application: whom it is about, and why. */
function ActForm({
  shown,
  act,
  path,
  members = shown.members,
  words,
  isDanger = false,
  children,
}: {
  readonly shown: SeatShown;
  readonly act: SeatFields['act'];
  readonly path: string;
  readonly members?: readonly SignedMember[];
  readonly words: Readonly<Record<'title' | 'help' | 'reason' | 'button', string>>;
  readonly isDanger?: boolean;
  readonly children?: (fields: SeatFields) => VNode;
}): VNode {
  const { fields: written } = shown;
  const isOpen = written?.act === act;
  const fields = isOpen ? written : { act, member: '', part: '', reason: '' };
  return (
    <Details summary={words.title} isOpen={isOpen}>
      <p>{words.help}</p>
      <Form action={`${shown.home}/${path}`}>
        <MemberChoice name={`${act}-member`} members={members} value={fields.member} />
        {children?.(fields)}
        <TextArea
          name={`${act}-reason`}
          label={words.reason}
          value={fields.reason}
          rows={2}
          maxLength={1000}
        />
        <Actions>
          <Button isDanger={isDanger}>{words.button}</Button>
        </Actions>
      </Form>
    </Details>
  );
}

function AssignForm({ shown }: { readonly shown: SeatShown }): VNode {
  const {
    assignTitle,
    assignHelp,
    reason,
    assign,
    part: label,
    assignedParts,
  } = useWords(panelWords);
  const parts = (['reporter', 'scorer', 'expert'] as const).map((part) => ({
    value: part,
    text: assignedParts[part],
  }));
  return (
    <ActForm
      shown={shown}
      act="assign"
      path="assignments"
      words={{ title: assignTitle, help: assignHelp, reason, button: assign }}
    >
      {({ part }) => <Select name="assign-part" label={label} options={parts} value={part} />}
    </ActForm>
  );
}

function RemoveForm({ shown }: { readonly shown: SeatShown }): VNode | null {
  const { removeTitle, removeHelp, reason, remove } = useWords(panelWords);
  const holders = shown.members.filter(({ personId }) =>
    shown.assignments.some((each) => each.personId === personId && !each.removed),
  );
  if (holders.length === 0) return null;
  return (
    <ActForm
      shown={shown}
      act="remove"
      path="removals"
      members={holders}
      words={{ title: removeTitle, help: removeHelp, reason, button: remove }}
      isDanger
    />
  );
}

function ConflictForm({ shown }: { readonly shown: SeatShown }): VNode {
  const { conflictTitle, conflictHelp, ground, recordConflict } = useWords(panelWords);
  return (
    <ActForm
      shown={shown}
      act="conflict"
      path="conflicts"
      words={{
        title: conflictTitle,
        help: conflictHelp,
        reason: ground,
        button: recordConflict,
      }}
      isDanger
    />
  );
}
