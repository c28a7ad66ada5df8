import type { CallDocument, FactDocument, FactValue } from '../../engine/index.ts';
import type { Db } from '../../platform/database.ts';
import type { Mode } from '../../platform/tables.ts';
import { findRecognitions, type Recognition } from './recognised.ts';

/** A fact that is answered from the list of another call: what the list says, and by which acts. */
export interface ListAnswer {
  readonly fact: FactDocument;
  readonly call: { readonly id: number; readonly slug: string };
  /** As a text of the application would say it. */
  readonly value: readonly { readonly [field: string]: FactValue }[];
  readonly recognitions: readonly Recognition[];
}

/**
 * What lists of other calls say of the organisations of an application. A list that is not kept on this server answers
 * nothing: whoever knows better says so by hand.
 */
export async function findListAnswers(
  db: Db,
  {
    document,
    mode,
    organisationIds,
    zone,
    knownAt,
  }: {
    readonly document: Pick<CallDocument, 'facts'>;
    readonly mode: Mode;
    readonly organisationIds: readonly string[];
    readonly zone: string;
    readonly knownAt?: Date;
  },
): Promise<readonly ListAnswer[]> {
  const answers: ListAnswer[] = [];
  for (const fact of document.facts) {
    const { fromList } = fact;
    if (!fromList) continue;
    const call = await db
      .selectFrom('call')
      .select(['id', 'slug'])
      .where('definition_id', '=', fromList.call)
      .where('mode', '=', mode)
      .executeTakeFirst();
    if (!call) continue;
    const recognitions = await findRecognitions(db, {
      callId: call.id,
      organisationIds,
      zone,
      ...(knownAt === undefined ? {} : { knownAt }),
    });
    const value = recognitions.map((each) => entryOf(fromList, each));
    answers.push({ fact, call, value, recognitions });
  }
  return answers;
}

function entryOf(
  { applied, recognised, ended }: NonNullable<FactDocument['fromList']>,
  { appliedOn, from, until }: Recognition,
): { readonly [field: string]: FactValue } {
  return {
    ...(applied === undefined ? {} : { [applied]: appliedOn }),
    [recognised]: from,
    ...(ended === undefined || until === null ? {} : { [ended]: until }),
  };
}
