import type { VNode } from 'preact';
import type { Call } from '../../engine/index.ts';
import {
  Actions,
  Button,
  ButtonLink,
  Details,
  EmptyState,
  Form,
  Instant,
  Section,
  Select,
  Table,
  Tag,
  TextField,
  usePage,
  useWords,
  type Tone,
} from '../../platform/page/index.ts';
import { addressOf } from '../addresses.ts';
import { stateOf } from '../application.ts';
import type { ApplicationRecord } from '../application-record.ts';
import type { Abilities } from '../next-step.ts';
import { CompositionView } from './composition-view.tsx';
import type { Invitation, InvitationState } from './invitation.ts';
import { partnershipWords } from './words.ts';

/** What was typed and not stored. */
export interface InviteForm {
  readonly email: string;
  readonly fiscalCode: string;
  readonly role: string;
  readonly replaces: string;
  readonly planned: string;
  readonly language: string;
}

export interface PartnershipProps {
  readonly application: ApplicationRecord;
  readonly call: Call;
  readonly abilities: Abilities;
  /** Only for who writes for the lead. */
  readonly invitations: readonly Invitation[];
  readonly form: InviteForm;
  /** Whether who takes part can still change. */
  readonly isChangeable: boolean;
}

const tones: Readonly<Record<InvitationState, Tone>> = {
  open: 'info',
  accepted: 'ok',
  refused: 'stop',
  withdrawn: 'plain',
  expired: 'warn',
};

/** Who takes part, what the call asks, who is invited. */
export function PartnershipView(props: PartnershipProps): VNode {
  const { application, call, abilities, isChangeable } = props;
  const words = useWords(partnershipWords);
  return (
    <>
      <CompositionView call={call} application={application} />
      <Partners {...props} />
      {abilities.edits ? <Invitations {...props} /> : null}
      {abilities.edits && isChangeable ? <Invite {...props} /> : null}
      <Actions>
        <ButtonLink href={addressOf(application)} isSecondary>
          {words.back}
        </ButtonLink>
      </Actions>
    </>
  );
}

function roleLabel({ document }: Call, id: string, language: 'it' | 'en'): string {
  return document.partnership?.roles.find((role) => role.id === id)?.label[language] ?? id;
}

function Partners(props: PartnershipProps): VNode {
  const { application, call, isChangeable } = props;
  const words = useWords(partnershipWords);
  const { language } = usePage();
  const consented = (id: string) =>
    application.consents.some(({ organisationId }) => organisationId === id);
  return (
    <Section id="partners" title={words.partners}>
      <Table
        caption={words.partners}
        isCaptionHidden
        rows={application.partners}
        keyOf={({ id }) => id}
        columns={[
          { title: words.partner, isRowHead: true, cell: ({ name }) => name },
          { title: words.fiscalCode, cell: ({ fiscalCode }) => fiscalCode },
          { title: words.role, cell: ({ role }) => roleLabel(call, role, language) },
          {
            title: words.consent,
            cell: ({ id }) => (consented(id) ? words.consented : words.notConsented),
          },
        ]}
      />
      {isChangeable ? <Exits {...props} /> : null}
    </Section>
  );
}

/** Removing by the lead and leaving by oneself, each with what it undoes. */
function Exits({ application, abilities }: PartnershipProps): VNode | null {
  const words = useWords(partnershipWords);
  const { lead, partners, content, frozenHash } = application;
  const address = `${addressOf(application)}/partnership/partners`;
  const voids = frozenHash === null ? null : <p>{words.voids}</p>;
  const others = partners.filter(
    ({ id }) => id !== lead.id && content.partners?.some((partner) => partner.id === id),
  );
  if (stateOf(application) === 'submitted') return null;
  return (
    <>
      {others.map(({ id, name }) =>
        abilities.edits ? (
          <Details key={`remove-${id}`} summary={words.removeButton(name)}>
            <p>{words.removeHelp(name)}</p>
            {voids}
            <Form action={`${address}/${id}/removal`}>
              <Button isSecondary isDanger isSmall>
                {words.removeButton(name)}
              </Button>
            </Form>
          </Details>
        ) : null,
      )}
      {others.map(({ id, name }) =>
        abilities.consentsFor.includes(id) ? (
          <Details key={`leave-${id}`} summary={words.leaveButton(name)}>
            <p>{words.leaveHelp(name)}</p>
            {voids}
            <Form action={`${address}/${id}/leaving`}>
              <Button isSecondary isDanger isSmall>
                {words.leaveButton(name)}
              </Button>
            </Form>
          </Details>
        ) : null,
      )}
    </>
  );
}

/** Whom an invitation is for, as the lead has written it. */
export function inviteeOf({ email, fiscalCode }: Invitation): string {
  return [email, fiscalCode].filter((each) => each !== null).join(', ');
}

function Invitations(props: PartnershipProps): VNode {
  const { application, call, invitations, isChangeable } = props;
  const words = useWords(partnershipWords);
  const { language } = usePage();
  const names = new Map(application.partners.map(({ id, name }) => [id, name]));
  if (invitations.length === 0)
    return (
      <Section id="invitations" title={words.invitations}>
        <EmptyState title={words.noInvitations}>
          {isChangeable ? <p>{words.noInvitationsHelp}</p> : null}
        </EmptyState>
      </Section>
    );
  return (
    <Section id="invitations" title={words.invitations}>
      <Table
        caption={words.invitations}
        isCaptionHidden
        rows={invitations}
        keyOf={({ id }) => id}
        columns={[
          {
            title: words.invited,
            isRowHead: true,
            cell: (each) => (
              <>
                {inviteeOf(each)}
                {each.replacesId === null ? null : (
                  <p class="bd-tight bd-small bd-2nd">
                    {words.inPlaceOf(names.get(each.replacesId) ?? '…')}
                  </p>
                )}
              </>
            ),
          },
          { title: words.role, cell: ({ role }) => roleLabel(call, role, language) },
          {
            title: words.invitedOn,
            isWide: true,
            cell: ({ lastSentAt, sentCount, expiresAt }) => (
              <>
                <Instant at={lastSentAt} />
                <p class="bd-tight bd-small bd-2nd">
                  {words.sentTimes(sentCount)}
                  <br />
                  {`${words.validUntil.toLowerCase()} `}
                  <Instant at={expiresAt} />
                </p>
              </>
            ),
          },
          {
            title: words.state,
            isWide: true,
            cell: (each) => <StateOf invitation={each} names={names} />,
          },
          {
            title: words.action,
            isAction: true,
            cell: (each) => <InvitationActs application={application} invitation={each} />,
          },
        ]}
      />
    </Section>
  );
}

function StateOf({
  invitation: { state, organisationId, reason },
  names,
}: {
  readonly invitation: Invitation;
  readonly names: ReadonlyMap<string, string>;
}): VNode {
  const words = useWords(partnershipWords);
  const name = organisationId === null ? undefined : names.get(organisationId);
  return (
    <>
      <Tag tone={tones[state]}>{words.states[state]}</Tag>
      {name === undefined ? null : <p class="bd-tight bd-small">{words.acceptedBy(name)}</p>}
      {reason === null ? null : <p class="bd-tight bd-small bd-lines">{reason}</p>}
    </>
  );
}

function InvitationActs({
  application,
  invitation,
}: {
  readonly application: ApplicationRecord;
  readonly invitation: Invitation;
}): VNode | null {
  const words = useWords(partnershipWords);
  const { state, id } = invitation;
  if (state !== 'open' && state !== 'expired') return null;
  const address = `${addressOf(application)}/partnership/invitations/${id}`;
  const about = <span class="bd-vh"> {words.to(inviteeOf(invitation))}</span>;
  return (
    <>
      <Form action={`${address}/resending`}>
        <Button isSecondary isSmall>
          {words.resend}
          {about}
        </Button>
      </Form>
      <Form action={`${address}/withdrawal`}>
        <Button isSecondary isSmall isDanger>
          {words.withdraw}
          {about}
        </Button>
      </Form>
    </>
  );
}

function Invite(props: PartnershipProps): VNode {
  const words = useWords(partnershipWords);
  const { application, form } = props;
  return (
    <Section id="invite" title={words.invite}>
      <p>{words.inviteLead}</p>
      <Form action={`${addressOf(application)}/partnership/invitations`}>
        <TextField
          name="email"
          type="email"
          label={words.email}
          hint={words.emailHint}
          value={form.email}
          maxLength={254}
          isOptional
        />
        <TextField
          name="fiscalCode"
          label={words.code}
          hint={words.codeHint}
          value={form.fiscalCode}
          maxLength={30}
          isOptional
        />
        <OfferFields {...props} />
        <Select
          name="language"
          label={words.language}
          value={form.language}
          options={[
            { value: 'it', text: words.languages.it },
            { value: 'en', text: words.languages.en },
          ]}
        />
        <Actions>
          <Button>{words.inviteButton}</Button>
        </Actions>
      </Form>
    </Section>
  );
}

/** As what the organisation would take part. */
function OfferFields({ application, call, form }: PartnershipProps): VNode {
  const words = useWords(partnershipWords);
  const { language } = usePage();
  const { lead, partners } = application;
  const roles = (call.document.partnership?.roles ?? []).filter((role) => role.lead !== true);
  const others = partners.filter(({ id }) => id !== lead.id);
  return (
    <>
      <Select
        name="role"
        label={words.newRole}
        value={form.role}
        prompt={words.choose}
        options={roles.map(({ id, label }) => ({ value: id, text: label[language] }))}
      />
      {others.length === 0 ? null : (
        <Select
          name="replaces"
          label={words.replaces}
          hint={words.replacesHint}
          value={form.replaces}
          prompt={words.nobody}
          options={others.map(({ id, name }) => ({ value: id, text: name }))}
          isOptional
        />
      )}
      {call.document.costs === undefined ? null : (
        <TextField
          name="planned"
          label={words.planned}
          hint={words.plannedHint}
          value={form.planned}
          maxLength={30}
          isOptional
        />
      )}
    </>
  );
}
