import type { Config } from '../config.ts';
import type { FileStore } from './file-store.ts';
import { folderStore } from './folder-store.ts';
import { s3Store } from './s3-store.ts';

/** The store of documents that the environment names: a bucket, or else a folder. */
export function openFileStore({ s3, filesFolder }: Pick<Config, 's3' | 'filesFolder'>): FileStore {
  return s3 ? s3Store(s3, filesFolder) : folderStore(filesFolder);
}
