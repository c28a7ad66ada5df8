import type { ApiAnswer } from './api-client.ts';
import type { DialogueCast } from './dialogue-steps.ts';

interface Cast extends Pick<DialogueCast, 'ask' | 'officer'> {
  /** The call in which something happens, and one in which something has happened. */
  readonly call: string;
  readonly known: string;
  /** Who was kept from submitting. */
  readonly lead: string;
}

const firstOf = ({ body }: ApiAnswer): Readonly<Record<string, string>> =>
  (body['items'] as readonly Record<string, string>[])[0] ?? {};

/** Every operation on incidents, as it is described; gives the remedy of one. */
export async function useIncidents(cast: Cast): Promise<unknown> {
  const { ask, call, known, officer, lead } = cast;
  const incident = `${known}/incidents/${firstOf(await ask(null, `GET ${known}/incidents`))['id'] ?? ''}`;
  await ask(null, `GET ${incident}`);
  await ask(officer, `GET ${incident}`);
  await ask(officer, `GET ${incident}/touched?limit=1`);
  const own = await record(cast);
  const started = await ask(lead, `POST ${call}/applications`, {
    status: 201,
    body: { lead: firstOf(await ask(lead, 'GET /api/v1/organisations'))['id'], title: 'Prova' },
  });
  const application = started.body['id'];
  await ask(officer, `POST ${own}/touched`, {
    status: 201,
    body: { application, reason: 'Ha telefonato alle 10:05' },
  });
  const until = new Date(Date.now() + 60 * 24 * 3_600_000).toISOString();
  const { body } = await ask(officer, `POST ${own}/remedy`, {
    status: 201,
    body: { kind: 'admission', until, ground: 'Decreto inventato n. 40' },
  });
  return body['remedy'];
}

/** Five minutes without a line; gives the address of the incident. */
async function record({ ask, call, officer }: Cast): Promise<string> {
  const until = new Date();
  const from = new Date(until.getTime() - 600_000);
  const span = `from=${from.toISOString()}&to=${until.toISOString()}`;
  await ask(officer, `GET ${call}/outages?${span}`);
  const recorded = await ask(officer, `POST ${call}/incidents`, {
    status: 201,
    body: {
      beganAt: from.toISOString(),
      endedAt: new Date(until.getTime() - 300_000).toISOString(),
      title: 'La linea del centro di calcolo',
      description: 'Per cinque minuti nessuno ha potuto presentare.',
      evidenceFromOutside: 'Rapporto inventato del centro di calcolo',
    },
  });
  return recorded.headers.get('location') ?? '';
}
