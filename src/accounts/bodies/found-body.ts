import type { Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import type { Body } from './role.ts';
import { recordBody, recordRole } from './store.ts';

export interface BodyFounded extends Pick<Body, 'code' | 'name' | 'kind' | 'fictional'> {
  /** The act or order on which it rests. */
  readonly ground: string;
}

/** A body with none above it has nobody yet who could make it. Gives its id; undefined when the code is taken. */
export async function foundBody(
  tx: Tx,
  { ground, ...founded }: BodyFounded,
): Promise<string | undefined> {
  const body = { ...founded, parentId: null, fiscalCode: null };
  const id = await recordBody(tx, body);
  if (id === undefined) return undefined;
  await recordAct(tx, {
    chain: 'accounts',
    act: 'body-created',
    subject: `body/${id}`,
    personId: null,
    to: 'created',
    ground,
    content: JSON.stringify({ id, ...body }),
  });
  return id;
}

/** The first administrator of a body that has none above it gets the role from nobody. */
export async function giveFirstRole(
  tx: Tx,
  { personId, bodyId, ground }: Readonly<Record<'personId' | 'bodyId' | 'ground', string>>,
): Promise<void> {
  const given = {
    bodyId,
    personId,
    role: 'administrator',
    callId: null,
    validFrom: null,
    validUntil: null,
    ground,
    addressedAs: null,
    givenBy: null,
  } as const;
  const id = await recordRole(tx, given);
  await recordAct(tx, {
    chain: 'accounts',
    act: 'role-given',
    subject: `role/${id}`,
    personId: null,
    to: 'given',
    ground,
    content: JSON.stringify({ id, ...given }),
  });
}
