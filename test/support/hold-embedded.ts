import { Client } from 'pg';
import { startEmbedded } from '../../src/platform/embedded/start-embedded.ts';

// A process that keeps an embedded database up and tells each thing that happens as a line of JSON.
// It ends when its standard input does, or at Ctrl-C, after a last question to the database.

const [directory = ''] = process.argv.slice(2);

function tell(event: string, more: Readonly<Record<string, unknown>> = {}): void {
  process.stdout.write(`${JSON.stringify({ event, ...more })}\n`);
}

tell('starting');
try {
  const embedded = await startEmbedded({
    directory,
    settings: { shared_buffers: '16MB', fsync: 'off' },
    log: (message) => tell('log', { message }),
    onLost: () => tell('lost'),
    onRestored: () => tell('restored'),
    onTaken: (reason) => tell('taken', { message: reason.message }),
  });
  const end = async () => {
    await embedded.stop();
    tell('stopped');
    process.exit();
  };
  process.on('SIGINT', () => {
    void askOnce(embedded.serverUrl)
      .then((answer) => tell('answered', { answer }))
      .then(end);
  });
  process.stdin.on('end', () => void end()).resume();
  tell('up', { ...embedded });
} catch (error) {
  tell('refused', { message: (error as Error).message });
}

async function askOnce(url: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ readonly answer: number }>('select 42 as answer');
  await client.end();
  return rows[0]?.answer;
}
