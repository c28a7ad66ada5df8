import type { ApplicantWays } from './ways.ts';

type Line = Readonly<Record<string, unknown>>;

/** A program of the lead. */
export function makeApplicantApi(addresses: ReadonlyMap<string, string>): ApplicantWays {
  const addressOf = (title: string): string => {
    const address = addresses.get(title);
    if (address === undefined) throw new Error(`there is no «${title}»`);
    return address;
  };
  return {
    reply: async (applicant, title, { text, correction, file }) => {
      const own = addressOf(title);
      const listed = await applicant.ask(`GET ${own}/requests`);
      const requests = listed.body['requests'] as readonly Line[];
      const open = requests.find(({ state }) => state === 'open');
      const request = `${own}/requests/${String(open?.['number'])}`;
      const { body } = await applicant.ask(`GET ${request}`);
      const points = body['points'] as readonly Line[];
      if (file) {
        const point = encodeURIComponent(String(points[0]?.['id']));
        await applicant.send(
          `PUT ${request}/reply/points/${point}/documents?name=delibera.pdf`,
          file,
        );
      }
      const before = await applicant.ask(`GET ${request}`);
      const draft = before.body['reply'] as { readonly revision: number } | undefined;
      const saved = await applicant.ask(`PUT ${request}/reply`, {
        revision: draft?.revision ?? 0,
        texts: Object.fromEntries(points.map(({ id }) => [String(id), text])),
        corrections:
          correction === undefined ? {} : { [`fact.${correction.fact}`]: correction.value },
      });
      const { revision } = saved.body['reply'] as { readonly revision: number };
      await applicant.ask(`POST ${request}/reply/sending`, { revision });
    },
    withdraw: async (applicant, title, why) => {
      const own = addressOf(title);
      const { body } = await applicant.ask(`GET ${own}`);
      const number = (body['entries'] as readonly Line[]).at(-1)?.['number'];
      await applicant.ask(`POST ${own}/withdrawal`, { number, reason: why });
    },
  };
}
