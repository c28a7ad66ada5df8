import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from '../../src/platform/database.ts';
import { makeHolder, pemOf, signMessage, type Holder } from './signing-authority.ts';

/** An authority that a server can be told to trust, and that certifies anybody who is known there. */
export interface SigningDesk {
  readonly authority: Holder;
  /** The folder with its certificate. */
  readonly anchors: string;
  /** The text as the person of that family name signs it. */
  readonly sign: (db: Db, familyName: string, text: string) => Promise<Buffer>;
  readonly close: () => void;
}

export async function makeSigningDesk(): Promise<SigningDesk> {
  const anchors = mkdtempSync(join(tmpdir(), 'bandolo-anchors-'));
  const authority = await makeHolder({ name: 'Certificatore inventato', isAuthority: true });
  writeFileSync(join(anchors, 'authority.pem'), pemOf(authority.der));
  return {
    authority,
    anchors,
    sign: async (db, familyName, text) => {
      const { fiscal_code: fiscalCode } = await db
        .selectFrom('person')
        .select('fiscal_code')
        .where('family_name', '=', familyName)
        .executeTakeFirstOrThrow();
      const subject = { name: familyName, fiscalCode: fiscalCode ?? '' };
      return signMessage(await makeHolder(subject, authority), Buffer.from(text));
    },
    close: () => {
      rmSync(anchors, { recursive: true });
    },
  };
}
