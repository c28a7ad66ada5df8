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
import { consentWaysOf } from './consent-ways.ts';
import type { Abilities } from './next-step.ts';
import { partnershipWords } from './partnership/words.ts';
import { signedConsentWords } from './signed-consents/words.ts';
import { applicationWords } from './words.ts';

interface PartnersProps {
  readonly application: ApplicationRecord;
  readonly document: CallDocument;
  readonly abilities: Abilities;
  /** Whether this server can check signatures. */
  readonly checksSignatures: boolean;
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
  application,
  organisationId,
}: {
  readonly application: ApplicationRecord;
  readonly organisationId: string;
}): VNode {
  const words = useWords(applicationWords);
  const signatureWords = useWords(signedConsentWords);
  const { language } = usePage();
  const { frozenHash, consents } = application;
  if (frozenHash === null) return <Tag tone="plain">{words.notFrozen}</Tag>;
  const given = consents.find((consent) => consent.organisationId === organisationId);
  if (!given) return <Tag tone="warn">{words.notConsented}</Tag>;
  const tag = <Tag tone="ok">{words.consented(formatInstant(new Date(given.at), language))}</Tag>;
  if (!given.isSigned) return tag;
  return (
    <>
      {tag} <a href={signaturePage(application, organisationId)}>{signatureWords.seen}</a>
    </>
  );
}

function signaturePage(application: ApplicationRecord, organisationId: string): string {
  const hash = application.frozenHash ?? '';
  return `${addressOf(application)}/consents/${organisationId}/signatures/${hash}`;
}

/** The act names the very text that stands on this page: another one is refused. */
function ConsentForms(props: PartnersProps): VNode | null {
  const { application, abilities } = props;
  const { partners, consents, frozenHash } = application;
  if (stateOf(application) !== 'frozen' || frozenHash === null) return null;
  const open = partners.filter(
    (partner) => !consents.some(({ organisationId }) => organisationId === partner.id),
  );
  const mine = open.filter(({ id }) => abilities.consentsFor.includes(id));
  const others = open.filter(
    ({ id }) => abilities.bringsFor.includes(id) && !abilities.consentsFor.includes(id),
  );
  return (
    <>
      {mine.map((partner) => (
        <ConsentCard {...props} key={partner.id} partner={partner} hash={frozenHash} />
      ))}
      <BringForms {...props} others={others} />
    </>
  );
}

function waysHere({ document, checksSignatures }: PartnersProps): {
  readonly account: boolean;
  readonly signature: boolean;
} {
  const ways = consentWaysOf(document);
  return {
    account: ways.includes('account'),
    signature: ways.includes('signature') && checksSignatures,
  };
}

function ConsentCard(
  props: PartnersProps & {
    readonly partner: ApplicationRecord['partners'][number];
    readonly hash: string;
  },
): VNode {
  const { application, partner, hash } = props;
  const words = useWords(applicationWords);
  const signatureWords = useWords(signedConsentWords);
  const { account, signature } = waysHere(props);
  return (
    <div class="bd-card" id={`consent-${partner.id}`}>
      <h3>{words.giveConsent}</h3>
      <p>{words.consentFor(partner.name)}</p>
      <p>
        <Hash value={hash} />
      </p>
      {account ? (
        <Form action={`${addressOf(application)}/consents`}>
          <Hidden name="organisation" value={partner.id} />
          <Hidden name="hash" value={hash} />
          <Button>{words.consentButton(partner.name)}</Button>
        </Form>
      ) : null}
      {account || signature ? null : <p>{signatureWords.off}</p>}
      {signature ? (
        <p>
          <a href={signaturePage(application, partner.id)}>
            {account ? signatureWords.orSign : signatureWords.sign}
          </a>
        </p>
      ) : null}
    </div>
  );
}

/** For who writes the text, and takes to the server what partners have signed. */
function BringForms(
  props: PartnersProps & { readonly others: ApplicationRecord['partners'] },
): VNode | null {
  const { application, others } = props;
  const words = useWords(signedConsentWords);
  if (!waysHere(props).signature || others.length === 0) return null;
  return (
    <Details summary={words.bring}>
      <p>{words.bringHelp}</p>
      <ul>
        {others.map(({ id, name }) => (
          <li key={id}>
            <a href={signaturePage(application, id)}>{words.signFor(name)}</a>
          </li>
        ))}
      </ul>
    </Details>
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
