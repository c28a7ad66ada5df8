import type { ComponentChildren, VNode } from 'preact';
import {
  Actions,
  Button,
  EmptyState,
  Form,
  Hidden,
  Note,
  SearchForm,
  Section,
  Select,
  Table,
  TextField,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { addressOf } from '../addresses.ts';
import type { EditDesk } from '../edit-desk.ts';
import { WillVoid } from '../edit-view.tsx';
import { CompositionView } from '../partnership/composition-view.tsx';
import { partnershipWords } from '../partnership/words.ts';
import { typedOf, type Typed } from './answer-text.ts';
import { valueAt, type DraftField, type PartnerContent } from './draft-field.ts';
import { FieldView, RemoveBox } from './field-view.tsx';
import { labelOfField, readable, readableStored } from './field-words.ts';
import type { ShownItem } from './item-fields.ts';
import type { Conflict } from './merge-section.ts';
import { holdsIn, partnerFields, projectFields, type SectionId } from './section-fields.ts';
import { writeSeen } from './section-form.ts';
import { sectionWords } from './section-words.ts';

/** What a section is shown with: the stored draft, and what was typed where it was not stored. */
export interface SectionProps {
  readonly desk: EditDesk;
  readonly section: SectionId;
  readonly articles: ReadonlyMap<string, string>;
  /** Typed and not stored, by the name of the field. */
  readonly kept: ReadonlyMap<string, Typed>;
  readonly conflicts: readonly Conflict[];
  readonly fresh: { readonly code: string; readonly role: string } | undefined;
  /** Expenses that the form showed and that are not stored. */
  readonly newItems: readonly ShownItem[];
  /** The only partner shown, where there are too many for one page. */
  readonly partner: string | undefined;
}

/** A form over some fields of a draft, which carries what they were filled with. */
export function SectionForm({
  props: { desk, section, conflicts, partner, kept },
  fields,
  items,
  children,
}: {
  readonly props: SectionProps;
  readonly fields: readonly DraftField[];
  readonly items?: Parameters<typeof writeSeen>[2];
  readonly children: ComponentChildren;
}): VNode {
  const words = useWords(sectionWords);
  const { application } = desk;
  const query = partner === undefined ? '' : `?partner=${partner}`;
  return (
    <>
      {conflicts.length === 0 ? <WillVoid application={application} /> : null}
      {conflicts.length === 0 ? null : <Conflicts desk={desk} conflicts={conflicts} kept={kept} />}
      <Form
        action={`${addressOf(application)}/sections/${section}${query}`}
        // Neither are consents made void nor what somebody else has written undone without a button pressed.
        data={
          application.frozenHash === null && conflicts.length === 0
            ? { autosave: JSON.stringify(words.autosave) }
            : {}
        }
      >
        <Hidden name="seen" value={writeSeen(application, fields, items)} />
        {children}
        <Actions>
          <Button name="then" value="next">
            {words.saveNext}
          </Button>
          <Button name="then" value="stay" isSecondary>
            {words.saveStay}
          </Button>
        </Actions>
      </Form>
      <p>
        <a href={`${addressOf(application)}/edit`}>{words.expert}</a>
      </p>
    </>
  );
}

/** What both have written, one beside the other. */
function Conflicts({
  desk,
  conflicts,
  kept,
}: {
  readonly desk: EditDesk;
  readonly conflicts: readonly Conflict[];
  readonly kept: ReadonlyMap<string, Typed>;
}): VNode {
  const words = useWords(sectionWords);
  const { language } = usePage();
  return (
    <Note tone="stop" title={words.conflictTitle} isAnnounced>
      <p>{words.conflictHelp}</p>
      <Table
        caption={words.conflictTitle}
        isCaptionHidden
        rows={conflicts}
        keyOf={({ field }) => field.name}
        columns={[
          {
            title: words.datum,
            isRowHead: true,
            cell: ({ field }) => (
              <a href={`#${field.name}`}>{labelOfField(field, desk.place.names, language)}</a>
            ),
          },
          {
            title: words.storedNow,
            cell: ({ field, stored }) => readableStored(field, stored, language),
          },
          {
            title: words.yours,
            cell: ({ field }) => readable(field, kept.get(field.name) ?? { text: '' }, language),
          },
        ]}
      />
    </Note>
  );
}

function Fields({
  props: { desk, kept, articles },
  fields,
}: {
  readonly props: SectionProps;
  readonly fields: readonly DraftField[];
}): VNode {
  const words = useWords(sectionWords);
  const { language } = usePage();
  const labels: Readonly<Record<string, string>> = {
    title: words.title,
    line: words.line,
    role: words.role,
  };
  return (
    <>
      {fields.map((field) => {
        const stored = valueAt(desk.application, field.place);
        const typed = kept.get(field.name) ?? typedOf(field.fact, stored, language);
        const label = labels[field.place.part];
        if (field.place.part === 'partner')
          return <RemoveBox key={field.name} field={field} typed={typed} />;
        return (
          <FieldView
            key={field.name}
            field={field}
            typed={typed}
            stored={stored}
            article={articles.get(field.fact.id)}
            {...(label === undefined ? {} : { label })}
          />
        );
      })}
    </>
  );
}

/** Title, line and what is asked about the project: what every line asks first, then what only this one does. */
export function ProjectSection(props: SectionProps): VNode {
  const words = useWords(sectionWords);
  const { application, call } = props.desk;
  const { line } = application.content;
  const fields = projectFields(call.document).filter(({ fact }) =>
    holdsIn(fact, call.document, line),
  );
  const own = fields.filter(({ fact }) => fact.lines !== undefined);
  const common = fields.filter((field) => !own.includes(field));
  return (
    <SectionForm props={props} fields={fields}>
      <Section id="every-line" title={words.everyLine}>
        <Fields props={props} fields={common} />
      </Section>
      {own.length === 0 ? null : (
        <Section id="of-line" title={words.ofLine}>
          <Fields props={props} fields={own} />
        </Section>
      )}
    </SectionForm>
  );
}

/** Everybody who takes part with what is asked about them, and a place for one more. */
export function PartnersSection(props: SectionProps): VNode {
  const words = useWords(sectionWords);
  const partnership = useWords(partnershipWords);
  const { desk, partner: only } = props;
  const { application, call } = desk;
  const partners = (application.content.partners ?? []).filter(
    ({ id }) => only === undefined || id === only,
  );
  const all = partners.map((partner) => fieldsFor(partner, props));
  return (
    <>
      <CompositionView call={call} application={application} />
      <p>
        <a href={`${addressOf(application)}/partnership`}>{partnership.toPartnership}</a>
      </p>
      <PartnerPicker props={props} />
      <SectionForm props={props} fields={all.flat()}>
        {partners.length === 0 ? (
          <EmptyState title={words.noPartners}>
            <p>{words.noPartnersHelp}</p>
          </EmptyState>
        ) : null}
        {partners.map((partner, index) => (
          <Section
            key={partner.id}
            id={`partner-${partner.id}`}
            title={desk.place.names.get(partner.id) ?? partner.id}
          >
            <Fields props={props} fields={all[index] ?? []} />
          </Section>
        ))}
        <NewPartner props={props} roles={call.document.partnership?.roles ?? []} />
      </SectionForm>
    </>
  );
}

function fieldsFor(partner: PartnerContent, { desk }: SectionProps): readonly DraftField[] {
  const { document } = desk.call;
  const { line } = desk.application.content;
  return partnerFields(document, partner).filter(({ fact }) => holdsIn(fact, document, line));
}

function NewPartner({
  props: { desk, fresh },
  roles,
}: {
  readonly props: SectionProps;
  readonly roles: readonly {
    readonly id: string;
    readonly label: Readonly<Record<'it' | 'en', string>>;
    readonly lead?: boolean;
  }[];
}): VNode {
  const words = useWords(sectionWords);
  const { language } = usePage();
  const { lead, content } = desk.application;
  const isFirst = (content.partners ?? []).length === 0;
  const suggested = {
    code: isFirst ? lead.fiscalCode : '',
    role: isFirst ? (roles.find((role) => role.lead)?.id ?? '') : '',
  };
  const { code, role } = fresh ?? suggested;
  return (
    <Section id="add-partner" title={words.addPartner}>
      <TextField
        name="new.code"
        label={words.newCode}
        hint={words.newCodeHint}
        value={code}
        maxLength={100}
        isOptional
      />
      <Select
        name="new.role"
        label={words.newRole}
        value={role}
        prompt={words.notYet}
        options={roles.map(({ id, label }) => ({ value: id, text: label[language] }))}
        isOptional
      />
    </Section>
  );
}

/** Chooses one partner where a page with all of them would be too long to fill in. */
export function PartnerPicker({ props }: { readonly props: SectionProps }): VNode | null {
  const words = useWords(sectionWords);
  const { desk, section, partner } = props;
  const partners = desk.application.content.partners ?? [];
  if (partner === undefined) return null;
  return (
    <SearchForm
      action={`${addressOf(desk.application)}/sections/${section}`}
      label={words.pickPartner}
    >
      <Select
        name="partner"
        label={words.pickPartner}
        value={partner}
        options={partners.map(({ id }) => ({ value: id, text: desk.place.names.get(id) ?? id }))}
      />
      <Button isSecondary>{words.show}</Button>
    </SearchForm>
  );
}
