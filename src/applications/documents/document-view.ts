import type { Static } from 'typebox';
import { present } from '../../platform/http/api-schema.ts';
import type { ApplicationRecord } from '../application-record.ts';
import type { documentSchema } from './api-schemas.ts';
import type { HandedIn } from './handed-in.ts';
import { currentIn } from './slots.ts';

/** One version of a document, for programs. */
export function documentView(
  document: HandedIn,
  { documents }: Pick<ApplicationRecord, 'documents'>,
): Static<typeof documentSchema> {
  const { slot, version, name, kind, bytes, hash, uploadedAt, removedAt, scan } = document;
  return {
    slot,
    version,
    name,
    kind,
    bytes,
    sha256: hash,
    uploadedAt,
    isCurrent: currentIn(documents, slot)?.version === version,
    ...present({ removedAt, scan }),
  };
}
