import type { Access } from '../../accounts/index.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import { openFileStore } from '../../platform/files/open-file-store.ts';
import type { Services } from '../../platform/services.ts';

/** People of the partnership, and those of the body for what was submitted. */
export const documentReaders: Access = {
  who: 'named',
  power: 'read',
  subject: 'application',
  roles: ['officer', 'evaluator', 'panel-secretary', 'controller', 'auditor'],
};

export interface DocumentDesk {
  readonly services: Services;
  readonly store: FileStore;
}

export function documentDesk(services: Services): DocumentDesk {
  return { services, store: openFileStore(services.config) };
}
