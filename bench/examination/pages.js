// Every address of the examination and the evaluation that can be read, asked for by somebody who would.
import { makeDice } from '../reading/content.js';
import { headersOf } from './people.js';
import { secretOf } from './panel-world.js';

const one = '/calls/:call/applications/:application';
const cursorOf = (...places) =>
  Buffer.from(JSON.stringify(places.map(String))).toString('base64url');
const dayIn = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** One for each address, and more where what is asked for makes a difference. */
export function makePages(world) {
  const asks = asking(world);
  return [
    ...queuePages(world, asks),
    ...checkPages(world, asks),
    ...requestPages(world, asks),
    ...messagePages(world, asks),
    ...panelPages(world, asks),
    ...scorePages(world, asks),
  ];
}

/** Ways to make a scenario: of nobody's application, or of one of a sample. */
function asking({ slug, samples, run }) {
  const dice = makeDice(7000 + run);
  const fill = (route, names) =>
    route.replaceAll(/:(\w+)/g, (_, name) => String({ call: slug, ...names }[name]));
  const of = (person, name, route, { query = () => '', names = () => ({}) } = {}) => ({
    name,
    route,
    make: () => {
      const headers = headersOf(person(), route.startsWith('/api/') ? 'api' : 'browser');
      const asked = String(query());
      return { path: `${fill(route, names())}${asked === '' ? '' : `?${asked}`}`, headers };
    },
  });
  const at = (kind, person, name, route, { query = () => '', names = () => ({}) } = {}) => ({
    name,
    route,
    make: () => {
      const picked = dice.pick(samples[kind]);
      const headers = headersOf(person(picked), route.startsWith('/api/') ? 'api' : 'browser');
      const path = fill(route, { application: picked.id, ...names(picked) });
      const asked = String(query(picked));
      return { path: `${path}${asked === '' ? '' : `?${asked}`}`, headers };
    },
  });
  return { dice, of, at };
}

const api = (route) => `/api/v1${route}`;
const lead = (application) => application.lead;

function queuePages({ callId, officer }, { dice, of, at }) {
  const by = () => officer;
  const ofCall = '/calls/:call/examination';
  const queue = (name, makeQuery) =>
    of(by, name, ofCall, { query: () => new URLSearchParams(makeQuery()) });
  const deep = () => cursorOf(dayIn(dice.upTo(80)), callId, dice.upTo(20_000));
  return [
    of(by, 'queue: one’s own, over all calls', '/examination'),
    of(by, 'queue: all, over all calls', '/examination', { query: () => 'view=all' }),
    queue('queue: all of a call', () => ({ view: 'all' })),
    queue('queue: all of a call, deep', () => ({ view: 'all', after: deep() })),
    queue('queue: to assign', () => ({ view: 'unassigned' })),
    queue('queue: suspended', () => ({ view: 'suspended' })),
    queue('queue: decided', () => ({ view: 'all', state: 'decided' })),
    queue('queue: answers that arrived', () => ({ view: 'all', state: 'replied' })),
    of(by, 'queue: answers that arrived, over all calls', '/examination', {
      query: () => 'view=all&state=replied',
    }),
    of(by, 'queue: suspended, over all calls', '/examination', {
      query: () => 'view=suspended',
    }),
    queue('queue: ending on a day', () => ({ view: 'all', due: dayIn(dice.upTo(80)) })),
    queue('queue: common words', () => ({
      view: 'all',
      text: dice.pick(['comune', 'lampioni', 'via']),
    })),
    queue('queue: common words, one’s own', () => ({
      text: dice.pick(['comune', 'lampioni', 'via']),
    })),
    queue('queue: rare words', () => ({
      view: 'all',
      text: dice.pick(['zaffiro', 'olmeto', 'nardo']),
    })),
    queue('queue: words of nothing', () => ({ view: 'all', text: 'xilofono' })),
    queue('queue: a number', () => ({ view: 'all', text: String(1 + dice.upTo(20_000)) })),
    queue('queue: a line and a phase', () => ({ view: 'all', line: 'light', phase: 'formal' })),
    of(by, 'queue through the API, 200', api('/examinations'), {
      query: () => 'view=all&limit=200',
    }),
    of(by, 'queue of a call through the API, 200', api('/calls/:call/examinations'), {
      query: () => 'view=all&limit=200',
    }),
    of(by, 'filters of one’s own', api('/examination-filters')),
    of(by, 'work of the officers', `${ofCall}/workload`),
    of(by, 'the same through the API', api('/calls/:call/examination-workload')),
    of(by, 'due days, one’s own', '/examination/calendar'),
    of(by, 'due days, of all', '/examination/calendar', { query: () => 'view=all' }),
    of(by, 'due days through the API', api('/due-days'), { query: () => 'whose=all&limit=200' }),
    of(by, 'due days as a calendar', '/examination/calendar/:token/due-days.ics', {
      names: () => ({ token: secretOf('feed') }),
    }),
    at('any', by, 'who has it', `${one}/examination/assignment`),
  ];
}

function checkPages({ officer }, { dice, at }) {
  const by = () => officer;
  return [
    at('any', by, 'one application', `${one}/examination`),
    at('examined', by, 'one application, at the panel', `${one}/examination`),
    at('decided', by, 'one application, decided', `${one}/examination`),
    at('examined', by, 'the same through the API', api(`${one}/examination`)),
    at('any', by, 'one check', `${one}/examination/subjects/:kind/:subject`, {
      names: () => ({
        kind: 'requirement',
        subject: dice.pick(['village-small', 'lamp-plan', 'own-share']),
      }),
    }),
    at('any', by, 'costs that are recognised', `${one}/examination/costs/:category`, {
      names: () => ({ category: 'poles' }),
    }),
    at('any', by, 'deciding the outcome', `${one}/examination/outcome`),
    at('decided', by, 'opening again', `${one}/examination/reopening`),
    at('decided', lead, 'the outcome, by its people', `${one}/outcome`),
    at('decided', lead, 'the same through the API', api(`${one}/outcome`)),
    at('any', by, 'whether it can be refused', api(`${one}/refusability`)),
  ];
}

function requestPages({ officer }, { at }) {
  const by = () => officer;
  const url = `${one}/requests`;
  const numbered = { names: () => ({ request: 1, document: 1, proof: 1 }) };
  const hashed = { names: ({ hash }) => ({ hash }) };
  return [
    at('any', by, 'requests, by the office', url),
    at('asked', lead, 'requests, by its people', url),
    at('asked', by, 'requests through the API', api(url)),
    at('asked', by, 'one request, by the office', `${url}/:request`, numbered),
    at('answered', by, 'one that was answered', `${url}/:request`, numbered),
    at('asked', lead, 'one request, by its people', `${url}/:request`, numbered),
    at('asked', by, 'one request through the API', api(`${url}/:request`), numbered),
    at('answered', by, 'a document of a reply', `${url}/:request/documents/:document`, numbered),
    at(
      'answered',
      by,
      'the same through the API',
      api(`${url}/:request/documents/:document`),
      numbered,
    ),
    at('asked', by, 'a proof of delivery', `${url}/:request/proofs/:proof/file`, numbered),
    at(
      'asked',
      by,
      'the same through the API',
      api(`${url}/:request/proofs/:proof/file`),
      numbered,
    ),
    at('answered', by, 'a text under examination', `${one}/texts/:hash`, hashed),
    at('answered', by, 'the same through the API', api(`${one}/texts/:hash`), hashed),
  ];
}

function messagePages({ officer }, { of, at, dice }) {
  const by = () => officer;
  const url = `${one}/messages`;
  const first = { names: () => ({ number: 1, ordinal: 1 }) };
  const lettered = { names: ({ letter }) => ({ letter }) };
  const inbox = '/calls/:call/messages';
  const failures = '/calls/:call/delivery-failures';
  return [
    at('written', by, 'messages, by the office', url),
    at('written', lead, 'messages, by the lead', url),
    at('written', by, 'messages through the API', api(url)),
    at('written', by, 'a file of a message', `${url}/:number/files/:ordinal`, first),
    at('written', by, 'the same through the API', api(`${url}/:number/files/:ordinal`), first),
    of(by, 'messages of a call', inbox),
    of(by, 'messages of a call, unread', inbox, { query: () => 'unread=true' }),
    of(by, 'messages of a call, deep', inbox, {
      query: () =>
        `after=${cursorOf(new Date(Date.now() - dice.upTo(12) * 86_400_000).toISOString(), '00000000-0000-0000-0000-000000000000')}`,
    }),
    of(by, 'the same through the API, 200', api(inbox), { query: () => 'limit=200' }),
    of(by, 'what did not arrive', failures),
    of(by, 'the same through the API', api(failures), { query: () => 'limit=200' }),
    of(by, 'letters of a call', '/calls/:call/letters'),
    of(by, 'the same through the API', api('/calls/:call/letters')),
    at('lettered', lead, 'letters of an application', api(`${one}/letters`)),
    at('due', by, 'a letter as it would be', `${one}/letters/preview`, {
      query: () => 'template=admitted',
    }),
    at('due', by, 'the same through the API', api(`${one}/letter-previews/:template`), {
      names: () => ({ template: 'admitted' }),
    }),
    at('lettered', lead, 'one letter', `${one}/letters/:letter`, lettered),
    at('lettered', by, 'the same through the API', api(`${one}/letters/:letter/file`), lettered),
  ];
}

function panelPages({ secretary, judge, late, arrivals }, { of, at, dice }) {
  const keeper = () => secretary;
  const member = () => judge;
  const list = '/calls/:call/panel/applications';
  const own = '/calls/:call/evaluation';
  const deep = { query: () => `after=${cursorOf(dice.upTo(arrivals))}` };
  const deepApi = { query: () => `limit=200&after=${cursorOf(dice.upTo(arrivals))}` };
  return [
    of(keeper, 'the panel', '/calls/:call/panel'),
    of(keeper, 'the same through the API', api('/calls/:call/panel')),
    of(keeper, 'composing it', '/calls/:call/panel/acts/new'),
    of(keeper, 'applications of the panel', list),
    of(keeper, 'applications of the panel, deep', list, deep),
    of(keeper, 'those that lack somebody', list, { query: () => 'wanting=yes' }),
    of(keeper, 'the same through the API, 200', api(list), deepApi),
    at('arrived', keeper, 'who has one application', `${list}/:application`),
    of(keeper, 'drawings', api('/calls/:call/panel/drawings')),
    of(keeper, 'one drawing', api('/calls/:call/panel/drawings/:drawing'), {
      names: () => ({ drawing: 1 }),
    }),
    of(member, 'panels of one’s own', '/evaluations'),
    of(member, 'one’s evaluation', own),
    of(member, 'one’s evaluation, deep', own, deep),
    of(member, 'the same through the API', api(own)),
    of(() => late, 'declaring', `${own}/declaration`),
    of(() => late, 'the round through the API', api(`${own}/round`)),
    of(member, 'a conflict that comes up', `${own}/conflict`),
    of(member, 'giving one back', `${own}/refusal`),
    of(member, 'assignments through the API, 200', api(`${own}/assignments`), deepApi),
    of(member, 'relations', '/relations'),
    of(member, 'the same through the API', api('/relations')),
  ];
}

function scorePages({ secretary, judge, officer, arrivals, sessions }, { of, at, dice }) {
  const keeper = () => secretary;
  const member = () => judge;
  const scorer = (application) => application.scorer;
  const sheets = '/calls/:call/sheets';
  const url = '/calls/:call/sessions';
  const numbered = {
    names: () => ({ session: 1 + dice.upTo(sessions - 1), number: 1 + dice.upTo(sessions - 1) }),
  };
  const last = { names: () => ({ session: sessions }) };
  const deep = { query: () => `after=${cursorOf(dice.upTo(arrivals))}` };
  const deepApi = { query: () => `limit=200&after=${cursorOf(dice.upTo(arrivals))}` };
  return [
    of(member, 'one’s sheets', sheets),
    of(member, 'one’s sheets, deep', sheets, deep),
    of(keeper, 'sheets, by the secretary', sheets),
    of(keeper, 'sheets, by the secretary, deep', sheets, deep),
    of(member, 'one’s sheets through the API, 200', api(sheets), deepApi),
    of(keeper, 'sheets through the API, 200', api(sheets), deepApi),
    at('seats', scorer, 'one sheet', `${one}/sheet`),
    at('seats', scorer, 'the same through the API', api(`${one}/sheet`)),
    of(keeper, 'sessions', url),
    of(keeper, 'the same through the API', api(url)),
    of(keeper, 'one session, closed', `${url}/:session`, numbered),
    of(keeper, 'one session, open', `${url}/:session`, last),
    at('put', keeper, 'putting sheets together', `${one}/consolidation`),
    at('put', keeper, 'the same through the API', api(`${one}/consolidation`)),
    of(keeper, 'minutes', '/calls/:call/minutes/:number', numbered),
    of(keeper, 'minutes through the API', api('/calls/:call/minutes/:number'), numbered),
    of(
      keeper,
      'the file of minutes through the API',
      api('/calls/:call/minutes/:number/file'),
      numbered,
    ),
    of(() => officer, 'scores through the API, 200', api('/calls/:call/scores'), {
      query: () => `limit=200&after=${cursorOf(dice.upTo(arrivals))}`,
    }),
    at('told', lead, 'feedback', `${one}/feedback`),
    at('told', lead, 'the same through the API', api(`${one}/feedback`)),
  ];
}
