import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { refused, type Refused } from '../refusal.ts';
import { checkOrganisation, normalContent, type OrganisationContent } from './organisation.ts';
import { findSiteIds, lockOrganisation, recordContent } from './store.ts';

/** Puts new data in the place of the old, if nobody has changed them since `revision`. */
export async function editOrganisation(
  tx: Tx,
  {
    organisationId,
    revision,
    content,
    by,
  }: {
    readonly organisationId: string;
    readonly revision: number;
    readonly content: OrganisationContent;
    readonly by: string;
  },
): Promise<{ readonly type: 'edited'; readonly revision: number } | Refused> {
  const problems = checkOrganisation(content);
  if (problems.length > 0) return { type: 'refused', problems };
  const normal = normalContent(content);
  const before = await lockOrganisation(tx, organisationId);
  if (before?.revision !== revision) return refused('changed-meanwhile');
  const siteIds = await findSiteIds(tx, organisationId);
  const stranger = normal.sites.findIndex(({ id }) => id !== undefined && !siteIds.has(id));
  if (stranger >= 0) return refused('site-unknown', `/sites/${stranger}/id`);
  const edited = await recordContent(tx, organisationId, normal);
  if (edited === undefined) return refused('already-registered', '/vatNumber');
  await recordAct(tx, {
    chain: 'accounts',
    act: 'organisation-edited',
    subject: `organisation/${organisationId}`,
    personId: by,
    onBehalfOf: organisationId,
    from: `revision/${revision}`,
    to: `revision/${edited}`,
    content: JSON.stringify({ id: organisationId, revision: edited, content: normal }),
  });
  return { type: 'edited', revision: edited };
}
