import { sql } from 'kysely';
import { readOrganisationFiscalCode } from '../accounts/index.ts';
import type { Db, Tx } from '../platform/database.ts';
import { recordAct } from '../platform/journal.ts';
import type { RelationKind } from '../platform/tables.ts';
import { refused, type PanelRefused, type RefusedPart } from './refusal.ts';

export const relationKinds = [
  'works-for',
  'governs',
  'advises',
  'owns',
  'family',
  'other',
] as const satisfies readonly RelationKind[];

/** An organisation to which somebody says to be related. */
export interface Relation {
  readonly id: string;
  readonly fiscalCode: string;
  readonly name: string;
  readonly kind: RelationKind;
  readonly declaredAt: Date;
}

/** One's own, that stand. */
export async function findRelations(db: Db, personId: string): Promise<readonly Relation[]> {
  return db
    .selectFrom('declared_relation')
    .select(['id', 'fiscal_code as fiscalCode', 'name', 'kind', 'declared_at as declaredAt'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .limit(500)
    .execute();
}

export interface RelationAsked {
  readonly personId: string;
  readonly fiscalCode: string;
  readonly name: string;
  readonly kind: RelationKind;
}

/** The name is as the person writes it, so that declaring one does not tell which organisations are known here. */
export async function declareRelation(
  tx: Tx,
  { personId, kind, ...asked }: RelationAsked,
): Promise<{ readonly type: 'declared'; readonly id: string } | PanelRefused> {
  const fiscalCode = readOrganisationFiscalCode(asked.fiscalCode);
  const name = asked.name.trim();
  const problems: RefusedPart[] = [
    ...(fiscalCode === undefined
      ? [{ code: 'fiscal-code-wrong', path: '/fiscalCode' } as const]
      : []),
    ...(name === '' ? [{ code: 'text-missing', path: '/name' } as const] : []),
  ];
  if (fiscalCode === undefined || problems.length > 0) return { type: 'refused', problems };
  const row = await tx
    .insertInto('declared_relation')
    .values({ person_id: personId, fiscal_code: fiscalCode, name, kind })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return refused('relation-there');
  await recordAct(tx, {
    chain: 'accounts',
    act: 'relation-declared',
    subject: `relation/${row.id}`,
    personId,
    to: 'declared',
    content: JSON.stringify({ id: row.id, personId, fiscalCode, name, kind }),
  });
  return { type: 'declared', id: row.id };
}

export async function endRelation(
  tx: Tx,
  { personId, id }: { readonly personId: string; readonly id: string },
): Promise<{ readonly type: 'ended' } | PanelRefused> {
  const row = await tx
    .updateTable('declared_relation')
    .set({ ended_at: sql<string>`clock_timestamp()` })
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!row) return refused('relation-unknown');
  await recordAct(tx, {
    chain: 'accounts',
    act: 'relation-ended',
    subject: `relation/${id}`,
    personId,
    from: 'declared',
    to: 'ended',
    content: JSON.stringify({ id, personId }),
  });
  return { type: 'ended' };
}
