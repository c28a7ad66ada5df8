import { request, type IncomingMessage } from 'node:http';

/** Where a server listens, as it reaches itself. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** What a server saw when it tried itself. */
export interface ProbeResult {
  readonly tookMs: number;
  readonly problem: ProbeProblem | null;
}

/**
 * `stall`: the process itself stood still; `stopped`: it was ended on purpose; `database` and `not-ready`: it said
 * so itself; `too-slow` and `no-answer`: it said nothing.
 */
export type ProbeProblem =
  | 'database'
  | 'not-ready'
  | 'strange-answer'
  | 'too-slow'
  | 'no-answer'
  | 'stall'
  | 'stopped';

/** One try, or its absence, among all that are stored; instants in milliseconds by the clock of the database. */
export interface Probe {
  readonly server: string;
  /** One life of one process: what is between two lives nobody has seen. */
  readonly run: string;
  readonly at: number;
  readonly serverAt: number;
  readonly tookMs: number | null;
  /** The next one was due after so long. */
  readonly everyMs: number;
  readonly problem: string | null;
}

export interface ProbeOptions {
  readonly address: Address;
  readonly timeoutMs: number;
  readonly steadyMs: () => number;
}

/**
 * Asks this server whether it is ready, over a new connection to the address on which it listens and through to the
 * database: whoever comes now has the same experience.
 */
export async function tryOnce({
  address,
  timeoutMs,
  steadyMs,
}: ProbeOptions): Promise<ProbeResult> {
  const startedMs = steadyMs();
  const signal = AbortSignal.timeout(timeoutMs);
  const problem = await findProblem(address, signal).catch((): ProbeProblem =>
    signal.aborted ? 'too-slow' : 'no-answer',
  );
  return { tookMs: Math.max(0, Math.round(steadyMs() - startedMs)), problem };
}

async function findProblem(address: Address, signal: AbortSignal): Promise<ProbeProblem | null> {
  const { status } = await get(address, '/ready', signal);
  if (status === 200) return null;
  if (status !== 503) return 'strange-answer';
  const { body } = await get(address, '/status', signal);
  return names(body).some((name) => name.includes('database')) ? 'database' : 'not-ready';
}

/** What the server says it is missing. */
function names(body: string): readonly string[] {
  try {
    const { errors = [] } = JSON.parse(body) as {
      readonly errors?: readonly { readonly code: string }[];
    };
    return errors.map(({ code }) => code);
  } catch {
    // Whatever answered, it was not one of our servers.
    return [];
  }
}

const bodyCharactersMax = 10_000;

function get(
  { host, port }: Address,
  path: string,
  signal: AbortSignal,
): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      accept: 'application/json',
      host: `localhost:${port}`,
      'user-agent': 'bandolo-probe',
    };
    const asked = request(
      { host, port, path, headers, signal, agent: false },
      (response: IncomingMessage) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (text: string) => {
          if (body.length < bodyCharactersMax) body += text;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
        response.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

/** How a server that listens on this address reaches itself. */
export function ownAddress({
  address,
  port,
}: {
  readonly address: string;
  readonly port: number;
}): Address {
  if (address === '0.0.0.0') return { host: '127.0.0.1', port };
  return { host: address === '::' ? '::1' : address, port };
}
