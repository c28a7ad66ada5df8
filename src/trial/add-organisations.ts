import { createOrganisation, type NewOrganisation } from '../accounts/index.ts';
import { expectOutcome, idOf, organisationIds, peopleIds, type Loading } from './loading.ts';
import type { TrialOrganisation } from './trial-schema.ts';

/** Registers the organisations, each by who represents it. */
export async function addOrganisations({ services, data, done }: Loading): Promise<void> {
  const { db } = services.database;
  const people = await peopleIds(db, data);
  const there = await organisationIds(db, data);
  await db.transaction().execute(async (tx) => {
    for (const organisation of data.organisations) {
      if (there.has(organisation.key)) continue;
      const outcome = await createOrganisation(tx, {
        organisation: contentOf(organisation),
        declaration: data.declaration,
        by: { personId: idOf(people, organisation.representative), fictional: true },
      });
      expectOutcome(outcome, organisation.key, 'created');
    }
  });
  done('organisations');
}

function contentOf(organisation: TrialOrganisation): NewOrganisation {
  const { kind, name, fiscalCode, ateco, digitalDomicile } = organisation;
  return {
    kind,
    name,
    fiscalCode,
    ateco,
    digitalDomicile,
    vatNumber: organisation.vatNumber ?? null,
    sizeClass: organisation.sizeClass ?? null,
    sites: organisation.sites.map((site, index) => ({
      ...site,
      isRegistered: index === 0,
      activeUntil: null,
    })),
  };
}
