import {
  assess,
  checkBundle,
  compileCall,
  explain,
  prepareApplication,
  tellFigure,
  type ActChain,
  type BundleCheck,
  type SealedBundle,
} from '../../engine/index.ts';
import type { Answer, Asked, Line, Tally } from '../recompute/answer.ts';
import { replayActs } from '../recompute/acts.ts';
import { checkSeal } from '../recompute/seal.ts';

/** As much of the scope of a worker as is used here. */
interface Scope {
  readonly addEventListener: (
    type: 'message',
    listener: (event: MessageEvent<Asked>) => void,
  ) => void;
  readonly postMessage: (answer: Answer, transfer: readonly Transferable[]) => void;
}

const scope = globalThis as unknown as Scope;
const tell = (answer: Answer): void => scope.postMessage(answer, []);
let opened: SealedBundle | undefined;

scope.addEventListener('message', ({ data }) => {
  const answered = data.type === 'recompute' ? recompute(data) : explainOne(data);
  answered.then(tell, (error: unknown) => {
    // Whatever is not a bundle ends here: it is said, and the reason stands in the console.
    console.error(error);
    tell({ type: 'failed', why: 'not-read' });
  });
});

async function recompute({
  url,
  acts: actsUrl,
  keys,
}: Extract<Asked, { type: 'recompute' }>): Promise<Answer> {
  tell({ type: 'step', step: 'loading' });
  const text = await load(url);
  const actsFile = actsUrl === '' ? undefined : await load(actsUrl);
  if (text === undefined || (actsUrl !== '' && actsFile === undefined))
    return { type: 'failed', why: 'not-loaded' };
  const start = performance.now();
  const bundle = JSON.parse(text) as SealedBundle;
  tell({ type: 'step', step: 'sealing' });
  const seal = await checkSeal(bundle, keys);
  tell({ type: 'step', step: 'computing' });
  const check = checkBundle(bundle);
  const acts =
    actsFile === undefined
      ? undefined
      : await replayActs(bundle, JSON.parse(actsFile) as ActChain, keys);
  opened = bundle;
  return {
    type: 'done',
    bytes: new Blob([text]).size,
    ms: Math.round(performance.now() - start),
    hash: bundle.hash,
    ...seal,
    acts,
    ...tallies(bundle, check),
    differences: check.differences,
    problems: check.problems,
  };
}

/** How the rules come to what they say of one application, from the outcome down to what it declared. */
async function explainOne({ id, language }: Extract<Asked, { type: 'explain' }>): Promise<Answer> {
  const application = opened?.applications.find((each) => each.id === id);
  if (!opened || !application) return { type: 'explained', id, sentences: [] };
  const compiled = compileCall(opened.definition, opened.decisions);
  const read = 'problems' in compiled ? compiled : prepareApplication(compiled.call, application);
  if ('problems' in compiled || 'problems' in read) return { type: 'explained', id, sentences: [] };
  const figure = explain(assess(read.prepared));
  return { type: 'explained', id, sentences: tellFigure(figure, compiled.call, language) };
}

async function load(url: string): Promise<string | undefined> {
  try {
    // What was kept from another day may no longer be what is published.
    const reply = await fetch(url, { cache: 'no-cache' });
    return reply.ok ? await reply.text() : undefined;
  } catch {
    return undefined;
  }
}

const scoreFields = new Set(['net', 'bonus', 'gross']);
const grantFields = new Set(['asked', 'grant', 'pots']);

/** What came out as published, counted by what people look for first; nothing did where nothing could be computed. */
function tallies(
  bundle: SealedBundle,
  { differences, checked }: BundleCheck,
): {
  readonly scores: Tally;
  readonly positions: Tally;
  readonly grants: Tally;
  readonly lines: readonly Line[];
} {
  const wrong = new Map<string, Set<string>>();
  for (const { path } of differences) {
    const [part = '', id = '', field = 'all'] = path.split('.');
    if (part === 'outcomes') wrong.set(id, (wrong.get(id) ?? new Set()).add(field));
  }
  const tally = (isField: (field: string) => boolean): Tally => {
    const off = [...wrong.values()].filter((fields) => [...fields].some(isField)).length;
    return { same: checked === 0 ? 0 : bundle.outcomes.length - off, all: bundle.outcomes.length };
  };
  return {
    scores: tally((field) => field === 'all' || scoreFields.has(field)),
    positions: tally((field) => field === 'all' || field === 'position' || field === 'ranking'),
    grants: tally((field) => field === 'all' || grantFields.has(field)),
    lines: bundle.outcomes.map(({ application, ranking, position, outcome, grant }) => ({
      id: application,
      ranking,
      position,
      outcome,
      grant,
      isSame: checked > 0 && !wrong.has(application),
    })),
  };
}
