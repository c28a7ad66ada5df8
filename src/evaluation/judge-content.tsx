import type { VNode } from 'preact';
import {
  Actions,
  Button,
  ButtonLink,
  Day,
  EmptyState,
  Form,
  formatDay,
  Hidden,
  Instant,
  Note,
  Pagination,
  Section,
  Select,
  Table,
  Tag,
  TextArea,
  TextField,
  usePage,
  useWords,
} from '../platform/page/index.ts';
import { StateTag } from './assignment-content.tsx';
import type { OwnAssignment, StandingConflict } from './assignment-queries.ts';
import { givesPoints, judges, type Membership } from './panel.ts';
import type { OwnPanel } from './panel-queries.ts';
import { relationKinds, type Relation } from './relations.ts';
import { panelWords } from './words.ts';

/** The calls in whose panel one is. */
export function OwnPanels({ panels }: { readonly panels: readonly OwnPanel[] }): VNode {
  const words = useWords(panelWords);
  const { language } = usePage();
  if (panels.length === 0)
    return (
      <EmptyState title={words.noPanels}>
        <p>{words.noPanelsHelp}</p>
      </EmptyState>
    );
  return (
    <Table
      caption={words.mine}
      isCaptionHidden
      rows={panels}
      keyOf={({ slug }) => slug}
      columns={[
        {
          title: words.call,
          isRowHead: true,
          cell: ({ slug, title }) => <a href={`/calls/${slug}/evaluation`}>{title[language]}</a>,
        },
        { title: words.part, cell: ({ part }) => words.parts[part] },
        { title: words.since, cell: ({ since }) => <Day day={since} /> },
        {
          title: words.declaration,
          cell: ({ part, undeclared }) => {
            if (!judges(part)) return words.notAsked;
            if (undeclared === 0) return <Tag tone="ok">{words.declared}</Tag>;
            return <Tag tone="warn">{words.stillToDeclare(undeclared)}</Tag>;
          },
        },
        { title: words.workload, isNumber: true, cell: ({ assigned }) => assigned },
      ]}
    />
  );
}

export interface JudgeShown {
  readonly slug: string;
  readonly membership: Membership;
  readonly undeclared: number;
  readonly assignments: readonly OwnAssignment[];
  readonly next: string | null;
  readonly conflicts: readonly StandingConflict[];
}

/** One's own part in a panel: first the declaration, then what one was given. */
export function JudgeView(shown: JudgeShown): VNode {
  const words = useWords(panelWords);
  const { slug, undeclared, membership, assignments, next, conflicts } = shown;
  const home = `/calls/${slug}/evaluation`;
  return (
    <>
      {judges(membership.part) && undeclared > 0 ? (
        <Note tone="warn" title={words.declareFirst(undeclared)}>
          <p>{words.declareWhy}</p>
          <ButtonLink href={`${home}/declaration`}>{words.declare}</ButtonLink>
        </Note>
      ) : (
        <Declared {...shown} />
      )}
      <Section id="mine" title={words.myApplications}>
        {assignments.length === 0 ? (
          <EmptyState title={words.noOwn} />
        ) : (
          <Assignments slug={slug} assignments={assignments} />
        )}
        <Pagination next={next} />
      </Section>
      <OwnConflicts conflicts={conflicts} />
      <Actions>
        <ButtonLink href={`/calls/${slug}/sheets`} isSecondary>
          {words.toSheets}
        </ButtonLink>
        <ButtonLink href={`/calls/${slug}/sessions`} isSecondary>
          {words.toSessions}
        </ButtonLink>
        <ButtonLink href={`${home}/conflict`} isSecondary>
          {words.lateConflict}
        </ButtonLink>
        <ButtonLink href="/relations" isSecondary>
          {words.relations}
        </ButtonLink>
      </Actions>
    </>
  );
}

function Declared({ membership: { part } }: Pick<JudgeShown, 'membership'>): VNode | null {
  const words = useWords(panelWords);
  return judges(part) ? <Note tone="ok" title={words.allDeclared} /> : null;
}

export function evaluationLead({ part, since }: Membership, language: 'it' | 'en'): string {
  const words = panelWords[language];
  return words.evaluationLead(words.parts[part], formatDay(since, language));
}

function Assignments({ slug, assignments }: Pick<JudgeShown, 'slug' | 'assignments'>): VNode {
  const words = useWords(panelWords);
  return (
    <Table
      caption={words.myApplications}
      isCaptionHidden
      rows={assignments}
      keyOf={({ applicationId }) => applicationId}
      columns={[
        {
          title: words.application,
          isRowHead: true,
          cell: ({ title, entryNumber }) => title ?? words.ofApplication(entryNumber),
        },
        { title: words.protocol, isNumber: true, cell: ({ entryNumber }) => entryNumber },
        { title: words.lead, cell: ({ lead }) => lead ?? '' },
        { title: words.part, cell: ({ part }) => words.assignedParts[part] },
        { title: words.state, cell: (each) => <OwnState assignment={each} /> },
        {
          title: words.open,
          isWide: true,
          cell: (each) => (each.removedAt ? null : <OwnLinks slug={slug} assignment={each} />),
        },
      ]}
    />
  );
}

/** What was taken back stays in the list, and says so. */
function OwnState({ assignment }: { readonly assignment: OwnAssignment }): VNode {
  const words = useWords(panelWords);
  const { state, removedAt, removedBecause } = assignment;
  if (!removedAt) return <StateTag state={state} />;
  return (
    <>
      <Tag tone="stop">{words.removedOn}</Tag> <Instant at={removedAt} />
      {removedBecause === null ? null : (
        <small class="bd-2nd d-block">{words.causes[removedBecause]}</small>
      )}
    </>
  );
}

function OwnLinks({
  slug,
  assignment: { applicationId, entryNumber, part, state },
}: {
  readonly slug: string;
  readonly assignment: OwnAssignment;
}): VNode {
  const words = useWords(panelWords);
  const named = words.ofApplication(entryNumber);
  return (
    <ul class="bd-plain">
      {givesPoints(part) && state !== 'withdrawn' ? (
        <li>
          <a href={`/calls/${slug}/applications/${applicationId}/sheet`}>
            {words.openSheet} <span class="bd-vh">{named}</span>
          </a>
        </li>
      ) : null}
      <li>
        <a href={`/calls/${slug}/applications/${applicationId}`}>
          {words.readIt} <span class="bd-vh">{named}</span>
        </a>
      </li>
      {state === 'decided' || state === 'withdrawn' ? null : (
        <li>
          <a href={`/calls/${slug}/evaluation/refusal?entry=${entryNumber}`}>
            {words.giveBack} <span class="bd-vh">{named}</span>
          </a>
        </li>
      )}
    </ul>
  );
}

function OwnConflicts({ conflicts }: Pick<JudgeShown, 'conflicts'>): VNode | null {
  const words = useWords(panelWords);
  if (conflicts.length === 0) return null;
  return (
    <Section id="conflicts" title={words.myConflicts}>
      <Table
        caption={words.myConflicts}
        isCaptionHidden
        rows={conflicts}
        keyOf={({ applicationId }) => applicationId}
        columns={[
          {
            title: words.application,
            isRowHead: true,
            cell: ({ entryNumber }) => words.ofApplication(entryNumber),
          },
          {
            title: words.reason,
            isWide: true,
            cell: ({ ground, way }) => `${ground} (${words.ways[way]})`,
          },
          { title: words.recordedAt, cell: ({ at }) => <Instant at={at} /> },
        ]}
      />
    </Section>
  );
}

export interface EntryFields {
  readonly entry: string;
  readonly reason: string;
}

/** A form about one application, named by its number: a late conflict, or giving it back. */
export function EntryForm({
  kind,
  fields,
}: {
  readonly kind: 'conflict' | 'refusal';
  readonly fields: EntryFields;
}): VNode {
  const words = useWords(panelWords);
  const isConflict = kind === 'conflict';
  return (
    <Form>
      <TextField
        name="entry"
        label={words.whichEntry}
        hint={words.whichEntryHint}
        value={fields.entry}
        inputMode="numeric"
        maxLength={9}
      />
      <TextArea
        name="reason"
        label={isConflict ? words.conflictGround : words.reason}
        value={fields.reason}
        rows={3}
        maxLength={1000}
      />
      <Actions>
        <Button isDanger={isConflict}>{isConflict ? words.send : words.refuse}</Button>
      </Actions>
    </Form>
  );
}

export interface RelationFields {
  readonly fiscalCode: string;
  readonly name: string;
  readonly kind: string;
}

/** The organisations to which one says to be related. */
export function RelationsView({
  relations,
  fields,
}: {
  readonly relations: readonly Relation[];
  readonly fields: RelationFields;
}): VNode {
  const words = useWords(panelWords);
  return (
    <>
      {relations.length === 0 ? (
        <EmptyState title={words.noRelations} />
      ) : (
        <Table
          caption={words.relations}
          isCaptionHidden
          rows={relations}
          keyOf={({ id }) => id}
          columns={[
            { title: words.organisation, isRowHead: true, cell: ({ name }) => name },
            { title: words.organisationCode, cell: ({ fiscalCode }) => fiscalCode },
            { title: words.relation, cell: ({ kind }) => words.relationKinds[kind] },
            {
              title: words.remove,
              isWide: true,
              cell: ({ id, name }) => (
                <Form action={`/relations/${id}/end`}>
                  <Button isSecondary isSmall>
                    {words.endRelation(name)}
                  </Button>
                </Form>
              ),
            },
          ]}
        />
      )}
      <Section id="add" title={words.addRelation}>
        <Form action="/relations">
          <TextField
            name="fiscalCode"
            label={words.organisationCode}
            value={fields.fiscalCode}
            maxLength={20}
          />
          <TextField name="name" label={words.organisation} value={fields.name} maxLength={300} />
          <Select
            name="kind"
            label={words.relation}
            options={relationKinds.map((kind) => ({
              value: kind,
              text: words.relationKinds[kind],
            }))}
            value={fields.kind}
          />
          <Actions>
            <Button>{words.addRelation}</Button>
          </Actions>
        </Form>
      </Section>
    </>
  );
}

/** What a form must send again of what was shown. */
export function ShownFields({
  upTo,
  shown,
}: {
  readonly upTo: number;
  readonly shown: string;
}): VNode {
  return (
    <>
      <Hidden name="up-to" value={String(upTo)} />
      <Hidden name="shown" value={shown} />
    </>
  );
}
