import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import type { S3Config } from '../../src/platform/files/s3-requests.ts';

export interface ObjectStore {
  readonly config: S3Config;
  readonly close: () => Promise<void>;
}

/** A real store of objects, with one bucket, on this machine. */
export async function openObjectStore(): Promise<ObjectStore> {
  const directory = mkdtempSync(join(tmpdir(), 'bandolo-objects-'));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: 'documents' }],
  });
  await server.run();
  const { port } = server.httpServer.address() as AddressInfo;
  return {
    config: {
      url: `http://127.0.0.1:${port}/documents/body`,
      region: 'us-east-1',
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
    },
    close: async () => {
      await server.close();
      rmSync(directory, { recursive: true });
    },
  };
}
