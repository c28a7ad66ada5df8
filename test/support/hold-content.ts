import { withContent } from '../../src/applications/contents/hold-content.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { receiveFile } from '../../src/platform/files/receive-file.ts';
import { openFileStore } from '../../src/platform/files/open-file-store.ts';

// A process that puts one content into the store and then never records it, to be killed: <database> <folder> <text>.
const [url = '', folder = '', text = ''] = process.argv.slice(2);
const { db } = openDatabase(url);
const store = openFileStore({ filesFolder: folder, s3: undefined });

async function* content(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const received = await receiveFile(content(), { folder: store.incoming, bytesMax: 1_000_000 });
if (received.type === 'refused') throw new Error(received.code);
await withContent({ db, store }, received.file, async ({ hash }) => {
  process.stdout.write(`${hash}\n`);
  await new Promise((resolve) => setTimeout(resolve, 600_000));
});
