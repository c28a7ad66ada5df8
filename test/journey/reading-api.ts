import { judgedCriteria, optionOf } from './call-words.ts';
import { everyItem, findByTitle } from './office-api.ts';
import type { Outcome, Reading } from './ways.ts';

type Line = Readonly<Record<string, unknown>>;

/** What programs read about one call. */
export function makeApiReading(slug: string, addresses: ReadonlyMap<string, string>): Reading {
  const titles = new Map(
    [...addresses].map(([title, address]) => [address.split('/').at(-1) ?? '', title]),
  );
  return {
    outcomes: async (officer) => {
      const lines = await everyItem(officer, '/examinations?view=all');
      return new Map(
        lines.map(({ title, outcome }) => [String(title), outcome as Outcome | undefined]),
      );
    },
    dueDays: async (officer) => {
      const { body } = await officer.ask('GET /due-days?whose=all&limit=100');
      const terms = (body['items'] as readonly Line[]).filter(({ kind }) => kind === 'term');
      return new Map(terms.map(({ day, count }) => [String(day), Number(count)]));
    },
    scores: async (secretary) => {
      const lines = await everyItem(secretary, `/calls/${slug}/scores`);
      return new Map(
        lines.map(({ application, net, gross, passes }) => [
          titles.get(String(application)) ?? '',
          { net: Number(net), gross: Number(gross), passes: passes === true },
        ]),
      );
    },
    feedback: async (applicant, title) => {
      const { body } = await applicant.ask(`GET ${addresses.get(title) ?? ''}/feedback`);
      const criteria = body['criteria'] as readonly Line[];
      return {
        net: Number(body['net']),
        bonus: Number(body['bonus']),
        gross: Number(body['gross']),
        passes: body['passes'] === true,
        judged: judgedCriteria.map(({ code, fact }) =>
          optionOf(fact, String(criteria.find((each) => each['code'] === code)?.['value'])),
        ),
      };
    },
    grant: async (officer, title) => {
      const { body } = await officer.ask(`GET ${await findByTitle(officer, title)}/examination`);
      const { grant } = body['figures'] as { readonly grant: { readonly from: string } };
      return Math.round(Number(grant.from) * 100);
    },
  };
}
