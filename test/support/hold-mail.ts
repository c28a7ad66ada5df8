import { openDatabase } from '../../src/platform/database.ts';
import { deliverMessage } from '../../src/platform/mail/deliver-message.ts';
import { openMailServer } from '../../src/platform/mail/mail-server.ts';
import { testConfig } from './test-config.ts';

// A process that sends one message of the outbox, to be killed while it does: <database> <port> <message>.
const [url = '', port = '', id = ''] = process.argv.slice(2);
const server = openMailServer({
  ...testConfig(),
  mail: {
    server: { host: '127.0.0.1', port: Number(port), isSecure: false, login: undefined },
    from: 'bandi@example.org',
    replyTo: undefined,
  },
});
if (server === undefined) throw new Error('there is no mail server');
const database = openDatabase(url);
await deliverMessage({ jobs: database, database, server }, id, { isLast: false });
await database.close();
