// What is asked for: each a name, the route by which the server's log knows it, and requests to choose from.
import { makeDice } from './content.js';
import { applicationId } from './world.js';

/** Words of many entries, of most that came early, of a few, of one, and of none. */
const common = [
  'illuminazione',
  'comune',
  'lampioni',
  'riqualificazione',
  'via',
  'comune di',
  'sicurezza',
  'LED',
];
const rare = [
  'zaffiro',
  "l'olmeto",
  'citta serena',
  'forlì del',
  'NARDO',
  'añas',
  'torreviva 4',
  'selvascura',
  'officina roccabella',
  'pieveantica',
];
const several = [
  'illuminazione scuole',
  'led mobilita',
  'restauro lanterne storiche comune',
  'pali comunità roma',
  'lampioni pedoni unita',
  'officina telecontrollo',
];
const missing = [
  'xilofono',
  'restauro riqualificazione',
  'telecontrollo pedoni',
  'zaffiro emergenza',
];
const begun = ['il', 'ri', 'co', 'lam', 'unio', 'tele', 'sicur', 'dell', 'san', 'a', 'c'];

const wanted = [
  'ridurre i rifiuti',
  'economia circolare',
  'lampioni',
  'filiera',
  'attività produttive',
  'comuni',
  'innovation',
  'piccole e medie imprese',
];
const slips = [
  'circoalre',
  'manifestazoine',
  'rifuti',
  'lampini',
  'sostenibl',
  'xilofono',
  'impresse',
];

const oneApplication = '/api/v1/calls/:call/applications/:application';
const registerPage = '/calls/:call/register';

export function makeScenarios({ calls, sessions, interviews, run }) {
  const [call] = calls;
  const { readers, officer, browser } = sessions;
  const dice = makeDice(1000 + run);
  const asProgram = ({ token }) => ({
    authorization: `Bearer ${token}`,
    accept: 'application/json',
  });
  const asBrowser = {
    cookie: `bandolo-session=${browser.token}`,
    accept: 'text/html',
    'accept-language': 'it',
  };
  const page = (name, makeQuery) => ({
    name,
    route: registerPage,
    target: 50,
    make: () => ({
      path: `/calls/${call.slug}/register?${new URLSearchParams(makeQuery())}`,
      headers: asBrowser,
    }),
  });
  const list = (name, makeQuery, target = 15) => ({
    name: `calls: ${name}`,
    route: '/calls',
    target,
    make: () => ({
      path: `/calls?${new URLSearchParams(makeQuery())}`,
      headers: { accept: 'text/html', 'accept-language': dice.roll() < 0.8 ? 'it' : 'en' },
    }),
  });
  const dayAgo = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  const someDays = () => {
    const from = 1 + dice.upTo(30);
    return { from: dayAgo(from), until: dayAgo(dice.upTo(from)) };
  };
  const after = () => String(2 + dice.upTo(call.entries - 2));
  return [
    {
      name: 'one application, by its people',
      route: oneApplication,
      target: 10,
      make: () => {
        const reader = dice.pick(readers);
        return {
          path: `/api/v1/calls/${call.slug}/applications/${dice.pick(reader.applications)}`,
          headers: asProgram(reader),
        };
      },
    },
    {
      name: 'one application, by an officer',
      route: oneApplication,
      target: 10,
      make: () => ({
        path: `/api/v1/calls/${call.slug}/applications/${applicationId(0, dice.upTo(call.size))}`,
        headers: asProgram(officer),
      }),
    },
    {
      name: 'one call',
      route: '/api/v1/calls/:call',
      target: 10,
      make: () => ({
        path: `/api/v1/calls/${dice.pick(calls).slug}`,
        headers: asProgram(dice.pick(readers)),
      }),
    },
    list('first page', () => ({})),
    list('some page', () => ({ page: String(1 + dice.upTo(25)) })),
    list('words', () => ({ text: dice.pick(wanted) })),
    list('words with slips', () => ({ text: dice.pick(slips) })),
    list('words and filters', () => ({
      text: dice.pick(wanted),
      state: dice.pick(['open', 'closed', 'upcoming', 'closing']),
      audience: dice.pick(['firms', 'local-authorities']),
    })),
    list('filters and order', () => ({
      state: dice.pick(['open', 'closed', 'upcoming']),
      topic: dice.pick(['circular-economy', 'waste', 'supply-chains']),
      order: dice.pick(['newest', 'title', '']),
    })),
    {
      name: 'calls: through the API, 50 calls',
      route: '/api/v1/calls',
      target: 15,
      make: () => ({
        path: `/api/v1/calls?${new URLSearchParams({ text: dice.pick([...wanted, '']) })}`,
        headers: { accept: 'application/json' },
      }),
    },
    ...interviews.map(({ name, route, addresses }) => ({
      name,
      route,
      target: 15,
      make: () => ({
        path: dice.pick(addresses),
        headers: { accept: 'text/html', 'accept-language': dice.roll() < 0.8 ? 'it' : 'en' },
      }),
    })),
    page('register: first page', () => ({})),
    page('register: deep page', () => ({ after: after() })),
    page('register: common words', () => ({ text: dice.pick(common) })),
    page('register: common words, deep', () => ({ text: dice.pick(common), after: after() })),
    page('register: words common only early', () => ({ text: 'emergenza' })),
    page('register: rare words', () => ({ text: dice.pick(rare) })),
    page('register: several words', () => ({ text: dice.pick(several) })),
    page('register: words of nothing', () => ({ text: dice.pick(missing) })),
    page('register: beginnings of words', () => ({ text: dice.pick(begun) })),
    page('register: a number', () => ({
      text: dice.roll() < 0.5 ? after() : `${call.slug}/${after().padStart(6, '0')}`,
    })),
    page('register: withdrawals', () => ({ kind: 'withdrawal' })),
    page('register: days', someDays),
    page('register: words, kind and days', () => ({
      text: dice.pick([...common, ...rare, ...several]),
      kind: dice.pick(['submission', 'withdrawal']),
      ...someDays(),
    })),
    page('register: words, days, deep', () => ({
      text: dice.pick(common),
      ...someDays(),
      after: after(),
    })),
    {
      name: 'register through the API, 200 lines',
      route: '/api/v1/calls/:call/register',
      target: 50,
      make: () => ({
        path: `/api/v1/calls/${call.slug}/register?limit=200&after=${after()}`,
        headers: asProgram(officer),
      }),
    },
  ];
}
