import type { VNode } from 'preact';
import {
  Button,
  Details,
  Form,
  formatInstant,
  Hash,
  Hidden,
  Section,
  Table,
  Tag,
  usePage,
  useWords,
} from '../platform/page/index.ts';
import type { CallDocument } from '../engine/index.ts';
import { addressOf } from './addresses.ts';
import { stateOf } from './application.ts';
import type { ApplicationRecord } from './application-record.ts';
import type { Abilities } from './next-step.ts';
import { partnershipWords } from './partnership/words.ts';
import { applicationWords } from './words.ts';

interface PartnersProps {
  readonly application: ApplicationRecord;
  readonly document: CallDocument;
  readonly abilities: Abilities;
}

/** Who takes part and who has consented to the frozen text, with the forms for one's own organisations. */
export function PartnersView(props: PartnersProps): VNode {
  const { application, document } = props;
  const words = useWords(applicationWords);
  const partnership = useWords(partnershipWords);
  const { language } = usePage();
  const roleOf = (id: string): string =>
    document.partnership?.roles.find((role) => role.id === id)?.label[language] ?? words.lead;
  return (
    <Section id="partners" title={words.partners}>
      <Table
        caption={words.organisations}
        rows={application.partners}
        keyOf={({ id }) => id}
        columns={[
          { title: words.partner, isRowHead: true, cell: ({ name }) => name },
          { title: words.fiscalCode, cell: ({ fiscalCode }) => fiscalCode },
          { title: words.role, cell: ({ role }) => roleOf(role) },
          {
            title: words.consent,
            cell: ({ id }) => <ConsentTag application={application} organisationId={id} />,
          },
        ]}
      />
      {document.partnership ? (
        <p>
          <a href={`${addressOf(application)}/partnership`}>{partnership.toPartnership}</a>
        </p>
      ) : null}
      <ConsentForms {...props} />
      <TakeBackForms {...props} />
    </Section>
  );
}

function ConsentTag({
  application: { frozenHash, consents },
  organisationId,
}: {
  readonly application: ApplicationRecord;
  readonly organisationId: string;
}): VNode {
  const words = useWords(applicationWords);
  const { language } = usePage();
  if (frozenHash === null) return <Tag tone="plain">{words.notFrozen}</Tag>;
  const given = consents.find((consent) => consent.organisationId === organisationId);
  if (!given) return <Tag tone="warn">{words.notConsented}</Tag>;
  return <Tag tone="ok">{words.consented(formatInstant(new Date(given.at), language))}</Tag>;
}

/** The act names the very text that stands on this page: another one is refused. */
function ConsentForms({ application, abilities }: PartnersProps): VNode | null {
  const words = useWords(applicationWords);
  const { id, call, partners, consents, frozenHash } = application;
  if (stateOf(application) !== 'frozen' || frozenHash === null) return null;
  const mine = partners.filter(
    (partner) =>
      abilities.consentsFor.includes(partner.id) &&
      !consents.some(({ organisationId }) => organisationId === partner.id),
  );
  return (
    <>
      {mine.map((partner) => (
        <div class="bd-card" key={partner.id} id={`consent-${partner.id}`}>
          <h3>{words.giveConsent}</h3>
          <p>{words.consentFor(partner.name)}</p>
          <p>
            <Hash value={frozenHash} />
          </p>
          <Form action={`/calls/${call.slug}/applications/${id}/consents`}>
            <Hidden name="organisation" value={partner.id} />
            <Hidden name="hash" value={frozenHash} />
            <Button>{words.consentButton(partner.name)}</Button>
          </Form>
        </div>
      ))}
    </>
  );
}

function TakeBackForms({ application, abilities }: PartnersProps): VNode | null {
  const words = useWords(applicationWords);
  const { id, call, partners, consents } = application;
  const state = stateOf(application);
  if (state !== 'frozen' && state !== 'ready') return null;
  const mine = partners.filter(
    (partner) =>
      abilities.consentsFor.includes(partner.id) &&
      consents.some(({ organisationId }) => organisationId === partner.id),
  );
  if (mine.length === 0) return null;
  return (
    <Details summary={words.takeBack}>
      <p>{words.takeBackHelp}</p>
      {mine.map((partner) => (
        <Form
          key={partner.id}
          action={`/calls/${call.slug}/applications/${id}/consents/${partner.id}/withdrawal`}
        >
          <Button isSecondary isDanger isSmall>
            {words.takeBackFor(partner.name)}
          </Button>
        </Form>
      ))}
    </Details>
  );
}
