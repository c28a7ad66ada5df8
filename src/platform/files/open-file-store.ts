import type { Config } from '../config.ts';
import type { FileStore } from './file-store.ts';
import { folderStore } from './folder-store.ts';

/** The store of documents that the environment names. */
export function openFileStore({ filesFolder }: Pick<Config, 'filesFolder'>): FileStore {
  return folderStore(filesFolder);
}
