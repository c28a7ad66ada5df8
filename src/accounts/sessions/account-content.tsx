import type { VNode } from 'preact';
import {
  Actions,
  Button,
  Card,
  Checkbox,
  EmptyState,
  Facts,
  Form,
  Hash,
  Instant,
  Note,
  Section,
  Select,
  Table,
  Tag,
  TextField,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import type { PersonShown, PowerOfPerson, RoleShown } from '../people/queries.ts';
import { commonWords } from '../words.ts';
import type { OpenSession } from './queries.ts';
import { accountWords } from './words.ts';
import { About } from '../about.tsx';

export interface AccountProps {
  readonly person: PersonShown;
  readonly roles: readonly RoleShown[];
  readonly powers: readonly PowerOfPerson[];
  readonly sessions: readonly OpenSession[];
  readonly currentFamily: string;
  readonly actingFor: string | null;
  readonly mayMakeTokens: boolean;
  /** Just made, and shown this once. */
  readonly madeToken?: string;
  readonly tokenForm?: { readonly label: string; readonly days: string };
}

export function AccountContent(props: AccountProps): VNode {
  const words = useWords(accountWords);
  return (
    <>
      {props.madeToken === undefined ? null : (
        <Note tone="ok" title={words.madeTitle} isAnnounced>
          <p>{words.madeText}</p>
          <Hash value={props.madeToken} />
        </Note>
      )}
      <PersonSection {...props} />
      <MessagesSection {...props} />
      <ActingForSection {...props} />
      <PowersSection {...props} />
      <RolesSection {...props} />
      <SessionsSection {...props} />
      <TokensSection {...props} />
    </>
  );
}

function PersonSection({ person }: AccountProps): VNode {
  const words = useWords(accountWords);
  const endsAt = usePage().request.viewer?.sessionEndsAt;
  return (
    <Section id="person" title={words.person}>
      <Facts
        facts={[
          { term: words.name, value: `${person.givenName} ${person.familyName}` },
          { term: words.email, value: person.email ?? words.noEmail },
          ...(endsAt ? [{ term: words.sessionEnds, value: <Instant at={endsAt} /> }] : []),
        ]}
      />
    </Section>
  );
}

function MessagesSection({ person }: AccountProps): VNode {
  const words = useWords(accountWords);
  return (
    <Section id="messages" title={words.messages}>
      <p>{words.messagesLead}</p>
      <Form action="/account/messages">
        <Select
          name="language"
          label={words.messageLanguage}
          options={[
            { value: 'it', text: words.languages.it },
            { value: 'en', text: words.languages.en },
          ]}
          value={person.language}
        />
        <Checkbox
          name="reminders"
          label={words.reminders}
          hint={words.remindersHint}
          isChecked={person.wantsReminders}
        />
        <Actions>
          <Button isSecondary>{words.saveMessages}</Button>
        </Actions>
      </Form>
    </Section>
  );
}

function ActingForSection({ powers, actingFor }: AccountProps): VNode | null {
  const words = useWords(accountWords);
  const organisations = new Map(
    powers.map(({ organisationId, organisationName }) => [organisationId, organisationName]),
  );
  if (organisations.size === 0) return null;
  return (
    <Section id="acting-for" title={words.actingFor}>
      <Form action="/session/acting-for">
        <Select
          name="organisation"
          label={words.organisation}
          hint={words.actingForHint}
          isOptional
          prompt={words.oneself}
          options={[...organisations].map(([value, text]) => ({ value, text }))}
          value={actingFor ?? ''}
        />
        <Button isSecondary>{words.choose}</Button>
      </Form>
    </Section>
  );
}

function PowersSection({ powers }: AccountProps): VNode {
  const words = useWords(accountWords);
  const common = useWords(commonWords);
  return (
    <Section id="powers" title={words.powers}>
      {powers.length === 0 ? (
        <EmptyState title={words.noPowers} />
      ) : (
        <Table
          caption={common.count.powers(powers.length)}
          rows={powers}
          keyOf={({ id }) => id}
          columns={[
            {
              title: words.organisation,
              cell: ({ organisationId, organisationName }) => (
                <a href={`/organisations/${organisationId}`}>{organisationName}</a>
              ),
              isRowHead: true,
            },
            { title: words.power, cell: ({ kind }) => common.powerKinds[kind] },
            {
              title: words.scopes,
              cell: ({ scopes }) => scopes.map((scope) => common.scopes[scope]).join(', '),
            },
            { title: words.call, cell: ({ call }) => call ?? common.everyCall },
            { title: words.until, cell: ({ validUntil }) => <End at={validUntil} /> },
          ]}
        />
      )}
    </Section>
  );
}

function RolesSection({ roles }: AccountProps): VNode {
  const words = useWords(accountWords);
  const common = useWords(commonWords);
  return (
    <Section id="roles" title={words.roles}>
      {roles.length === 0 ? (
        <EmptyState title={words.noRoles} />
      ) : (
        <Table
          caption={common.count.roles(roles.length)}
          rows={roles}
          keyOf={({ id }) => id}
          columns={[
            { title: words.role, cell: ({ role }) => common.roles[role], isRowHead: true },
            {
              title: words.body,
              cell: ({ role, bodyCode, bodyName }) =>
                role === 'administrator' ? (
                  <a href={`/bodies/${bodyCode}/people`}>{bodyName}</a>
                ) : (
                  bodyName
                ),
            },
            { title: words.call, cell: ({ call }) => call ?? common.everyCall },
            { title: words.until, cell: ({ validUntil }) => <End at={validUntil} /> },
          ]}
        />
      )}
    </Section>
  );
}

export function End({ at }: { readonly at: Date | null }): VNode {
  const common = useWords(commonWords);
  return at === null ? <>{common.noEnd}</> : <Instant at={at} />;
}

function SessionsSection({ sessions, currentFamily }: AccountProps): VNode {
  const words = useWords(accountWords);
  const common = useWords(commonWords);
  const open = sessions.filter(({ how }) => how !== 'token');
  return (
    <Section id="sessions" title={words.sessions}>
      <p>{words.sessionsLead}</p>
      <SessionTable
        caption={common.count.sessions(open.length)}
        sessions={open}
        currentFamily={currentFamily}
      />
      <Card>
        <p>{words.endAllAbout}</p>
        <Form action="/sign-out/everywhere">
          <Button isSecondary isDanger>
            {words.endAll}
          </Button>
        </Form>
      </Card>
    </Section>
  );
}

function SessionTable({
  caption,
  sessions,
  currentFamily,
}: {
  readonly caption: string;
  readonly sessions: readonly OpenSession[];
  readonly currentFamily: string;
}): VNode {
  const words = useWords(accountWords);
  const nameOf = ({ label, kind, how }: OpenSession): string =>
    label ?? (kind === 'browser' ? words.browser[how] : words.program);
  return (
    <Table
      caption={caption}
      rows={sessions}
      keyOf={({ id }) => id}
      columns={[
        {
          title: words.session,
          cell: (session) => (
            <>
              {nameOf(session)}{' '}
              {session.id === currentFamily ? <Tag tone="ok">{words.thisOne}</Tag> : null}
            </>
          ),
          isRowHead: true,
        },
        { title: words.lastUse, cell: ({ lastSeenAt }) => <Instant at={lastSeenAt} /> },
        { title: words.until, cell: ({ expiresAt }) => <Instant at={expiresAt} /> },
        {
          title: words.action,
          isAction: true,
          cell: (session) => (
            <Form action={`/account/sessions/${session.id}/end`}>
              <Button isSecondary isSmall>
                {words.end}
                <About what={nameOf(session)} />
              </Button>
            </Form>
          ),
        },
      ]}
    />
  );
}

function TokensSection(props: AccountProps): VNode {
  const words = useWords(accountWords);
  const common = useWords(commonWords);
  const tokens = props.sessions.filter(({ how }) => how === 'token');
  const { label = '', days = '30' } = props.tokenForm ?? {};
  return (
    <Section id="tokens" title={words.tokens}>
      <p>{words.tokensLead}</p>
      {tokens.length === 0 ? (
        <EmptyState title={words.noTokens} />
      ) : (
        <SessionTable
          caption={common.count.tokens(tokens.length)}
          sessions={tokens}
          currentFamily={props.currentFamily}
        />
      )}
      {props.mayMakeTokens ? (
        <Card>
          <Form action="/account/tokens">
            <TextField
              name="label"
              label={words.label}
              hint={words.labelHint}
              value={label}
              maxLength={100}
            />
            <TextField
              name="days"
              label={words.days}
              hint={words.daysHint}
              value={days}
              inputMode="numeric"
            />
            <Actions>
              <Button isSecondary>{words.make}</Button>
            </Actions>
          </Form>
        </Card>
      ) : null}
    </Section>
  );
}
