import { findCall } from '../../src/calls/index.ts';
import type { Services } from '../../src/platform/services.ts';
import { draftAct } from '../../src/ranking/acts/draft-act.ts';
import { freezeRound, loadRound } from '../../src/ranking/index.ts';

/** An act in preparation on what was received for a call so far; gives its number. */
export async function addDraftAct(
  services: Services,
  { slug, officer }: { readonly slug: string; readonly officer: string },
): Promise<number> {
  const call = await findCall(services, slug);
  if (!call) throw new Error(`there is no call ${slug}`);
  const { callId, version } = call;
  const frozen = await freezeRound(services, { callId, slug, version, personId: officer });
  if (frozen.type === 'refused') throw new Error(JSON.stringify(frozen));
  const { number } = frozen.round;
  const drafted = await services.database.db
    .transaction()
    .execute((tx) =>
      draftAct(
        tx,
        { callId, personId: officer, findRound: () => loadRound(services, { callId, number }) },
        { kind: 'ranking', title: 'Approvazione della graduatoria', ground: 'Art. 13' },
      ),
    );
  if (drafted.type === 'refused') throw new Error(JSON.stringify(drafted));
  return drafted.act.number;
}
