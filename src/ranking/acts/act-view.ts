import type { Static } from 'typebox';
import type { Db } from '../../platform/database.ts';
import { present } from '../../platform/http/api-schema.ts';
import type { RankingAct } from './act.ts';
import type { actSchema, checksSchema, entrySchema } from './api-schemas.ts';
import type { ComposedAct } from './compose-act.ts';
import { findNames, type EntryShown } from './queries.ts';

type ActView = Static<typeof actSchema>;

/** An act as programs read it. */
export async function actView(db: Db, act: RankingAct): Promise<ActView> {
  const [view] = await actViews(db, [act]);
  if (!view) throw new Error('an act was lost on the way');
  return view;
}

export async function actViews(db: Db, acts: readonly RankingAct[]): Promise<readonly ActView[]> {
  const names = await findNames(
    db,
    acts.flatMap(({ signedBy }) => signedBy ?? []),
  );
  return acts.map((act): ActView => {
    const { signature } = act;
    return {
      number: act.number,
      kind: act.kind,
      state: act.state,
      frozenRound: act.frozenRound,
      units: [...act.units],
      title: act.title,
      ground: act.ground,
      reasons: act.reasons,
      orders: structuredClone(act.orders) as ActView['orders'],
      decisions: [...act.decisions],
      revision: act.revision,
      madeAt: act.madeAt.toISOString(),
      ...present({
        follows: act.follows,
        replaces: act.replaces,
        staleReason: act.staleReason,
        fromDay: act.fromDay,
        contentHash: act.contentHash,
        bundleHash: act.bundleHash,
        signedAt: act.signedAt?.toISOString() ?? null,
        signedBy: act.signedBy === null ? null : (names.get(act.signedBy) ?? null),
        protocol: act.protocol,
        protocolDay: act.protocolDay,
        publishedOn: act.publishedOn,
      }),
      ...(signature && {
        signature: {
          way: signature.way,
          ...(signature.way === 'file'
            ? { fileHash: signature.fileHash, signer: signature.signer.name }
            : {}),
        },
      }),
    };
  });
}

export function checksView({ checks, maySign, text }: ComposedAct): Static<typeof checksSchema> {
  return {
    maySign,
    ...(text && { contentHash: text.hash }),
    checks: checks.map((check) => ({ ...check, about: [...check.about] })),
  };
}

export function entryView({
  applicationId: application,
  ...entry
}: EntryShown): Static<typeof entrySchema> {
  return present({ application, ...entry });
}
