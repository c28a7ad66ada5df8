import type { VNode } from 'preact';
import {
  Actions,
  Button,
  ButtonLink,
  Day,
  EmptyState,
  Facts,
  Form,
  Hidden,
  Instant,
  Section,
  Table,
  Tag,
  useWords,
} from '../../platform/page/index.ts';
import { commonWords } from '../words.ts';
import type { Organisation, Site } from './organisation.ts';
import type { PowerShown } from './queries.ts';
import { organisationWords } from './words.ts';
import { About } from '../about.tsx';

export interface OrganisationProps {
  readonly organisation: Organisation;
  readonly powers: readonly PowerShown[];
  readonly mayEdit: boolean;
  readonly mayRepresent: boolean;
  readonly now: Date;
}

export function OrganisationContentView(props: OrganisationProps): VNode {
  return (
    <>
      <DataSection {...props} />
      <SitesSection {...props} />
      <PeopleSection {...props} />
    </>
  );
}

function DataSection({ organisation, mayEdit }: OrganisationProps): VNode {
  const words = useWords(organisationWords);
  const { sizeClass, vatNumber, ateco, digitalDomicile } = organisation;
  const given = (value: string | null) => value ?? words.notGiven;
  return (
    <Section id="data" title={words.data}>
      <Facts
        facts={[
          { term: words.kind, value: words.kinds[organisation.kind] },
          { term: words.fiscalCode, value: organisation.fiscalCode },
          { term: words.vatNumber, value: given(vatNumber) },
          {
            term: words.sizeClass,
            value: sizeClass === null ? words.notGiven : words.sizes[sizeClass],
          },
          { term: words.ateco, value: ateco.length === 0 ? words.notGiven : ateco.join(', ') },
          { term: words.digitalDomicile, value: given(digitalDomicile) },
        ]}
      />
      {mayEdit ? (
        <Actions>
          <ButtonLink href={`/organisations/${organisation.id}/edit`} isSecondary>
            {words.edit}
          </ButtonLink>
        </Actions>
      ) : null}
    </Section>
  );
}

function SitesSection({ organisation, mayEdit }: OrganisationProps): VNode {
  const words = useWords(organisationWords);
  const common = useWords(commonWords);
  const home = `/organisations/${organisation.id}`;
  return (
    <Section id="sites" title={words.sites}>
      <Table
        caption={common.count.sites(organisation.sites.length)}
        rows={organisation.sites}
        keyOf={({ id }) => id}
        columns={[
          {
            title: words.address,
            isRowHead: true,
            cell: (site) => (
              <>
                {site.address}{' '}
                {site.isRegistered ? <Tag tone="info">{words.registeredTag}</Tag> : null}
              </>
            ),
          },
          { title: words.municipality, cell: (site) => `${site.municipality} (${site.province})` },
          {
            title: words.activeSince,
            cell: ({ activeSince }) =>
              activeSince === null ? words.notGiven : <Day day={activeSince} />,
          },
          ...(mayEdit
            ? [
                {
                  title: words.action,
                  isAction: true,
                  cell: (site: Site & { readonly id: string }) => (
                    <SiteActs home={home} site={site} revision={organisation.revision} />
                  ),
                },
              ]
            : []),
        ]}
      />
      {mayEdit ? (
        <Actions>
          <ButtonLink href={`${home}/sites/new`} isSecondary>
            {words.addSite}
          </ButtonLink>
        </Actions>
      ) : null}
    </Section>
  );
}

function SiteActs({
  home,
  site,
  revision,
}: {
  readonly home: string;
  readonly site: Site & { readonly id: string };
  readonly revision: number;
}): VNode {
  const words = useWords(organisationWords);
  return (
    <>
      <ButtonLink href={`${home}/sites/${site.id}`} isSecondary isSmall>
        {words.editSite}
        <About what={site.address} />
      </ButtonLink>
      {site.isRegistered ? null : (
        <Form action={`${home}/sites/${site.id}/removal`}>
          <Hidden name="revision" value={String(revision)} />
          <Button isSecondary isSmall isDanger>
            {words.removeSite}
            <About what={site.address} />
          </Button>
        </Form>
      )}
    </>
  );
}

function PeopleSection({ organisation, powers, mayRepresent, now }: OrganisationProps): VNode {
  const words = useWords(organisationWords);
  const common = useWords(commonWords);
  const home = `/organisations/${organisation.id}`;
  return (
    <Section id="people" title={words.people}>
      <p>{words.peopleLead}</p>
      <Table
        caption={common.count.powers(powers.length)}
        rows={powers}
        keyOf={({ id }) => id}
        columns={[
          {
            title: words.person,
            isRowHead: true,
            cell: ({ name, isOwn }) => (
              <>
                {name} {isOwn ? <Tag tone="ok">{words.you}</Tag> : null}
              </>
            ),
          },
          { title: words.power, cell: ({ kind }) => common.powerKinds[kind] },
          {
            title: words.can,
            cell: ({ scopes }) => scopes.map((scope) => common.scopes[scope]).join(', '),
          },
          { title: words.call, cell: ({ call }) => call ?? common.everyCall },
          { title: words.span, cell: (power) => <SpanShown power={power} now={now} /> },
          ...(mayRepresent
            ? [{ title: words.evidence, cell: ({ evidence }: PowerShown) => evidence }]
            : []),
          {
            title: words.action,
            isAction: true,
            cell: ({ id, name, isOwn }) =>
              mayRepresent || isOwn ? (
                <Form action={`${home}/powers/${id}/revocation`}>
                  <Button isSecondary isSmall isDanger>
                    {words.end}
                    <About what={name} />
                  </Button>
                </Form>
              ) : null,
          },
        ]}
      />
      {mayRepresent ? (
        <Actions>
          <ButtonLink href={`${home}/mandates/new`}>{words.giveMandate}</ButtonLink>
          <ButtonLink href={`${home}/legal-representatives/new`} isSecondary>
            {words.addRepresentative}
          </ButtonLink>
        </Actions>
      ) : null}
    </Section>
  );
}

/** From when until when, and whether that has begun. */
export function SpanShown({
  power: { validFrom, validUntil },
  now,
}: {
  readonly power: { readonly validFrom: Date; readonly validUntil: Date | null };
  readonly now: Date;
}): VNode {
  const words = useWords(organisationWords);
  const common = useWords(commonWords);
  return (
    <>
      <Instant at={validFrom} /> – {validUntil ? <Instant at={validUntil} /> : common.noEnd}{' '}
      {validFrom > now ? <Tag tone="warn">{words.toCome}</Tag> : null}
    </>
  );
}

export function OrganisationList({
  organisations,
}: {
  readonly organisations: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: Organisation['kind'];
    readonly fiscalCode: string;
  }[];
}): VNode {
  const words = useWords(organisationWords);
  const common = useWords(commonWords);
  return organisations.length === 0 ? (
    <EmptyState title={words.none}>
      <p>{words.noneText}</p>
    </EmptyState>
  ) : (
    <Table
      caption={common.count.organisations(organisations.length)}
      rows={organisations}
      keyOf={({ id }) => id}
      columns={[
        {
          title: words.name,
          isRowHead: true,
          cell: ({ id, name }) => <a href={`/organisations/${id}`}>{name}</a>,
        },
        { title: words.kind, cell: ({ kind }) => words.kinds[kind] },
        { title: words.fiscalCode, cell: ({ fiscalCode }) => fiscalCode },
      ]}
    />
  );
}
