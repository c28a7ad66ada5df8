import type { VNode } from 'preact';
import { isItems, parseCents, type CallDocument, type CostValue } from '../../engine/index.ts';
import {
  Actions,
  Button,
  ButtonLink,
  Facts,
  Form,
  Instant,
  Money,
  Note,
  Section,
  Select,
  TextArea,
  usePage,
  useWords,
  type Fact,
} from '../../platform/page/index.ts';
import type { ApplicationRecord } from '../application-record.ts';
import { reasonCharactersMax, decideAnswer } from './invitation.ts';
import type { Invited } from './queries.ts';
import { textOfRefusal, type PartnershipRefusal } from './refusals.ts';
import { partnershipWords } from './words.ts';

export interface InvitedProps {
  readonly invited: Invited;
  readonly application: ApplicationRecord;
  readonly document: CallDocument;
  /** What the address of the page ends with. */
  readonly invitationKey: string;
  readonly reason: string;
  readonly organisation: string;
  /** Why the answer was not taken. */
  readonly refusal: PartnershipRefusal | undefined;
}

/** What somebody is invited to, what they would commit to, and the two answers. */
export function InvitedView(props: InvitedProps): VNode {
  const { invitation } = props.invited;
  const { language } = usePage();
  const closed = decideAnswer(invitation);
  const said = closed ?? props.refusal;
  return (
    <>
      {said === undefined ? null : (
        <Note tone="warn" title={textOfRefusal(said, language)} isAnnounced />
      )}
      <Offer {...props} />
      <Commitments {...props} />
      {closed === undefined ? (
        <>
          <Accept {...props} />
          <Refuse {...props} />
        </>
      ) : null}
    </>
  );
}

function Offer(props: InvitedProps): VNode {
  const { application, document, invited } = props;
  const words = useWords(partnershipWords);
  const { language } = usePage();
  const { call, lead, title } = application;
  const role = document.partnership?.roles.find(({ id }) => id === invited.invitation.role);
  const { closesAt } = call.window;
  return (
    <Section id="offer" title={words.offered}>
      <Facts
        facts={[
          { term: words.project, value: title },
          {
            term: words.call,
            value: <a href={`/calls/${call.slug}`}>{call.title[language]}</a>,
          },
          { term: words.from, value: `${lead.name} (${lead.fiscalCode})` },
          { term: words.role, value: role?.label[language] ?? invited.invitation.role },
          ...(role === undefined
            ? []
            : [
                { term: words.roleArticle, value: role.article },
                {
                  term: words.money,
                  value: role.beneficiary ? words.beneficiary : words.notBeneficiary,
                },
              ]),
          ...(document.costs === undefined ? [] : shareOf(props, words)),
          {
            term: words.deadline,
            value: closesAt === null ? words.noDeadline : <Instant at={new Date(closesAt)} />,
          },
          { term: words.validUntil, value: <Instant at={invited.invitation.expiresAt} /> },
        ]}
      />
    </Section>
  );
}

/** What it would spend: what the lead expects, or what the partner has declared in whose place it would be. */
function shareOf(
  { invited: { invitation }, application: { content, partners } }: InvitedProps,
  words: (typeof partnershipWords)['it'],
): readonly Fact[] {
  const { plannedCents, replacesId } = invitation;
  const replaced = content.partners?.find(({ id }) => id === replacesId);
  const name = partners.find(({ id }) => id === replacesId)?.name;
  const total = Object.values(replaced?.costs ?? {}).reduce<number>(
    (sum, value) => sum + centsOf(value),
    0,
  );
  return [
    {
      term: words.share,
      value: plannedCents === null ? words.noShare : <Money cents={plannedCents} />,
    },
    ...(name === undefined
      ? []
      : [
          {
            term: words.shareCosts(name),
            value: total === 0 ? words.noCosts : <Money cents={total} />,
          },
        ]),
  ];
}

/** As far as it is written down: an amount that is missing counts nothing. */
function centsOf(value: CostValue): number {
  if (typeof value === 'string') return parseCents(value) ?? 0;
  if (!isItems(value)) return parseCents(value.from) ?? 0;
  return value.reduce((sum, { amount }) => sum + (parseCents(amount ?? '') ?? 0), 0);
}

function Commitments({ document }: InvitedProps): VNode {
  const words = useWords(partnershipWords);
  const { language } = usePage();
  const questions = document.facts.filter(
    ({ level, proof }) => level === 'partner' && (proof === 'applicant' || proof === 'register'),
  );
  const papers = (document.papers ?? []).filter(({ level }) => level === 'partner');
  return (
    <Section id="commitments" title={words.commitments}>
      {questions.length === 0 ? null : (
        <>
          <p>{words.commitDeclare}</p>
          <ul>
            {questions.map(({ id, label, question }) => (
              <li key={id}>{(question ?? label)[language]}</li>
            ))}
          </ul>
        </>
      )}
      {papers.length === 0 ? null : (
        <>
          <p>{words.commitPapers}</p>
          <ul>
            {papers.map(({ id, title, article }) => (
              <li key={id}>{`${title[language]} (${article})`}</li>
            ))}
          </ul>
        </>
      )}
      <p>{words.commitConsent}</p>
    </Section>
  );
}

function Accept({ invited, invitationKey, organisation }: InvitedProps): VNode {
  const words = useWords(partnershipWords);
  const { organisations, invitation } = invited;
  if (organisations.length === 0)
    return (
      <Section id="accept" title={words.accept}>
        <Note tone="info" title={words.noOrganisation}>
          <p>
            {invitation.fiscalCode === null
              ? words.noOrganisationHelp
              : words.noOrganisationWith(invitation.fiscalCode)}
          </p>
        </Note>
        <Actions>
          <ButtonLink href="/organisations" isSecondary>
            {words.toOrganisations}
          </ButtonLink>
        </Actions>
      </Section>
    );
  return (
    <Section id="accept" title={words.accept}>
      <p>{words.acceptHelp}</p>
      <Form action={`/invitations/${invitationKey}/acceptance`}>
        <Select
          name="organisation"
          label={words.acceptFor}
          value={organisation === '' ? (organisations[0]?.id ?? '') : organisation}
          options={organisations.map(({ id, name, fiscalCode }) => ({
            value: id,
            text: `${name} (${fiscalCode})`,
          }))}
        />
        <Actions>
          <Button>{words.acceptButton}</Button>
        </Actions>
      </Form>
    </Section>
  );
}

function Refuse({ invitationKey, reason }: InvitedProps): VNode {
  const words = useWords(partnershipWords);
  return (
    <Section id="refuse" title={words.refuse}>
      <Form action={`/invitations/${invitationKey}/refusal`}>
        <TextArea
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          value={reason}
          rows={3}
          maxLength={reasonCharactersMax}
        />
        <Actions>
          <Button isSecondary isDanger>
            {words.refuseButton}
          </Button>
        </Actions>
      </Form>
    </Section>
  );
}
