import type { VNode } from 'preact';
import {
  Actions,
  Button,
  ButtonLink,
  Card,
  EmptyState,
  Form,
  Hidden,
  Note,
  Section,
  Table,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { commonWords } from '../words.ts';
import type { TrialPerson } from './queries.ts';
import { signInWords } from './words.ts';

export interface SignInProps {
  readonly returnTo: string;
  readonly hasProvider: boolean;
  /** The people one can be; undefined where there is no trial. */
  readonly people: readonly TrialPerson[] | undefined;
  /** Why one is asked to sign in again. */
  readonly ended: 'idle' | 'expired' | 'revoked' | undefined;
}

export function SignInContent({ returnTo, hasProvider, people, ended }: SignInProps): VNode {
  const words = useWords(signInWords);
  return (
    <>
      {ended === undefined ? null : (
        <Note tone="info" title={words.ended[ended].title}>
          <p>{words.ended[ended].what}</p>
        </Note>
      )}
      {hasProvider ? (
        <Card>
          <p>{words.withProviderAbout}</p>
          <Actions>
            <ButtonLink href={`/sign-in/openid?return-to=${encodeURIComponent(returnTo)}`}>
              {words.withProvider}
            </ButtonLink>
          </Actions>
        </Card>
      ) : null}
      {people === undefined ? null : <TrialPeople people={people} returnTo={returnTo} />}
      {!hasProvider && people === undefined ? (
        <EmptyState title={words.noWay.title}>
          <p>{words.noWay.what}</p>
        </EmptyState>
      ) : null}
    </>
  );
}

function TrialPeople({
  people,
  returnTo,
}: {
  readonly people: readonly TrialPerson[];
  readonly returnTo: string;
}): VNode {
  const words = useWords(signInWords);
  const offices = people.filter(({ roles }) => roles.length > 0);
  const firms = people.filter(({ roles }) => roles.length === 0);
  return (
    <Section id="trial" title={words.trialTitle}>
      <p>{words.trialLead}</p>
      {people.length === 0 ? (
        <EmptyState title={words.nobodyTitle}>
          <p>{words.nobodyText}</p>
        </EmptyState>
      ) : null}
      <PeopleTable caption={words.office} people={offices} returnTo={returnTo} />
      <PeopleTable caption={words.firms} people={firms} returnTo={returnTo} />
    </Section>
  );
}

function PeopleTable({
  caption,
  people,
  returnTo,
}: {
  readonly caption: string;
  readonly people: readonly TrialPerson[];
  readonly returnTo: string;
}): VNode | null {
  const words = useWords(signInWords);
  if (people.length === 0) return null;
  return (
    <Table
      caption={caption}
      keyOf={({ id }) => id}
      rows={people}
      columns={[
        { title: words.person, cell: ({ name }) => name, isRowHead: true },
        { title: words.whatTheyDo, cell: (person) => <About person={person} />, isWide: true },
        {
          title: words.action,
          isAction: true,
          cell: ({ id, name }) => (
            <Form action="/sign-in/trial">
              <Hidden name="person" value={id} />
              <Hidden name="return-to" value={returnTo} />
              <Button isSecondary isSmall>
                {words.be} <span class="bd-vh">{words.as(name)}</span>
              </Button>
            </Form>
          ),
        },
      ]}
    />
  );
}

function About({ person }: { readonly person: TrialPerson }): VNode {
  const { language } = usePage();
  return (
    <>
      {person.about === null ? null : <p class="bd-tight">{person.about[language]}</p>}
      <Doings person={person} />
    </>
  );
}

/** Each kind of power once, with all for whom it is held. */
function Doings({ person: { roles, powers } }: { readonly person: TrialPerson }): VNode {
  const words = useWords(signInWords);
  const common = useWords(commonWords);
  const holders = new Map<string, Set<string>>();
  const add = (what: string, where: string): void => {
    holders.set(what, (holders.get(what) ?? new Set()).add(where));
  };
  for (const { role, body } of roles) add(common.roles[role], body);
  for (const { kind, organisation } of powers)
    add(kind === 'mandate' ? words.delegateOf : words.representativeOf, organisation);
  const lines = [...holders].map(([what, where]) => `${what}: ${[...where].join(', ')}`);
  return (
    <span class="bd-2nd bd-small">{lines.length === 0 ? words.nothing : lines.join('; ')}</span>
  );
}

/** What to do after a sign-in that did not work. */
export function RefusedContent(): VNode {
  const words = useWords(signInWords);
  return (
    <Actions>
      <ButtonLink href="/sign-in">{words.again}</ButtonLink>
      <ButtonLink href="/" isSecondary>
        {words.home}
      </ButtonLink>
    </Actions>
  );
}

export function SignedOutContent({
  providerAddress,
}: {
  readonly providerAddress: string | undefined;
}): VNode {
  const words = useWords(signInWords);
  return (
    <>
      {providerAddress === undefined ? null : (
        <Card>
          <p>{words.alsoProviderAbout}</p>
          <Actions>
            <ButtonLink href={providerAddress}>{words.alsoProvider}</ButtonLink>
          </Actions>
        </Card>
      )}
      <Actions>
        <ButtonLink href="/sign-in" isSecondary>
          {words.again}
        </ButtonLink>
        <ButtonLink href="/" isSecondary>
          {words.home}
        </ButtonLink>
      </Actions>
    </>
  );
}
