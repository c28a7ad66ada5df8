import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Db } from './database.ts';
import type { Signer } from './signer.ts';

/** The keys that have signed for the body, by name. */
export type SigningKeys = ReadonlyMap<string, KeyObject>;

/** Keeps the public half of a key, without which nobody could check later what it has signed. */
export async function recordSigningKey(
  db: Db,
  { keyId, publicKey }: Pick<Signer, 'keyId' | 'publicKey'>,
): Promise<void> {
  await db
    .insertInto('signing_key')
    .values({ id: keyId, public_key: publicKey })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** All keys that were kept; those that are not the Ed25519 key that their name says are not among them. */
export async function readSigningKeys(client: ClientBase): Promise<SigningKeys> {
  const { rows } = await client.query<{ readonly id: string; readonly publicKey: Buffer }>(
    'select id, public_key as "publicKey" from signing_key order by since, id',
  );
  return new Map(
    rows.flatMap(({ id, publicKey }) => {
      const key = keyIdOf(publicKey) === id ? readKey(publicKey) : undefined;
      return key === undefined ? [] : [[id, key] as const];
    }),
  );
}

export function keyIdOf(publicKey: Buffer): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
}

function readKey(publicKey: Buffer): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    // Bytes that are no key have signed nothing.
    return undefined;
  }
}

export function isSignedBy(key: KeyObject, text: string, signature: Buffer): boolean {
  return verify(null, Buffer.from(text), key, signature);
}
