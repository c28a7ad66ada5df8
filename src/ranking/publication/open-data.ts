import { findCall } from '../../calls/index.ts';
import type { Services } from '../../platform/services.ts';
import type { Catalogue, CatalogueDataset } from './dcat.ts';
import type { FiledAct } from './data-files.ts';
import { loadNaming, resultOf } from './load-result.ts';
import { findListedActs, findPublishedActs, type ListedAct } from './queries.ts';

const pageActs = 100;

/** All published acts of calls that are for real, the latest first. */
export async function* liveActs({
  database,
}: Pick<Services, 'database'>): AsyncGenerator<ListedAct> {
  let after: readonly [string, string, string] | undefined;
  for (;;) {
    const found = await findListedActs(database.db, { after, limit: pageActs, liveOnly: true });
    yield* found;
    const last = found.at(-1);
    if (found.length < pageActs || !last) return;
    after = [last.publishedAt.toISOString(), String(last.callId), String(last.number)];
  }
}

/** The acts that hold, ready to be written into the file of all grants. */
export async function* filedActs(services: Services): AsyncGenerator<FiledAct> {
  for await (const { slug, number, replacedBy } of liveActs(services)) {
    if (replacedBy !== null) continue;
    const call = await findCall(services, slug);
    if (!call) throw new Error(`the call ${slug} has an act and is not there`);
    const acts = await findPublishedActs(services.database.db, call.callId);
    const act = acts.find((each) => each.number === number);
    if (!act) continue;
    const result = await resultOf(services, { call, acts, act });
    yield { result, naming: await loadNaming(services, result) };
  }
}

/** Where the data of a call lie. */
export interface OpenDataset {
  readonly slug: string;
  readonly title: { readonly it: string; readonly en: string };
  readonly bodyName: string;
  readonly modified: Date;
  readonly acts: number;
}

/** The calls that have published acts, the one with the latest act first. */
export async function listDatasets(
  services: Pick<Services, 'database'>,
): Promise<readonly OpenDataset[]> {
  const found = new Map<string, OpenDataset>();
  for await (const { slug, callTitle, bodyName, publishedAt } of liveActs(services)) {
    const there = found.get(slug);
    found.set(slug, {
      slug,
      title: callTitle,
      bodyName,
      modified: there?.modified ?? publishedAt,
      acts: (there?.acts ?? 0) + 1,
    });
  }
  return [...found.values()];
}

/** The catalogue of all that is published: all grants in one file, and the acts of each call. */
export function catalogueOf(
  { config }: Pick<Services, 'config'>,
  datasets: readonly OpenDataset[],
  emptySince: Date,
): Catalogue {
  const { publicUrl, body } = config;
  const publisher = { identifier: body.identifier ?? new URL(publicUrl).host, name: body.name };
  const modified = datasets[0]?.modified ?? emptySince;
  const files = (stem: string): CatalogueDataset['files'] => [
    { format: 'CSV', address: `${publicUrl}${stem}.csv` },
    { format: 'JSON', address: `${publicUrl}${stem}.json` },
  ];
  const all: CatalogueDataset = {
    identifier: 'grants',
    title: { it: 'Contributi concessi', en: 'Grants' },
    about: {
      it: 'Ogni contributo concesso con gli atti pubblicati, con i dati dell’art. 27 del D.Lgs. 33/2013.',
      en: 'Every grant given by a published act, with the data of art. 27 of D.Lgs. 33/2013.',
    },
    modified,
    rightsHolder: publisher,
    page: `${publicUrl}/open-data`,
    files: files('/open-data/grants'),
  };
  return {
    publicUrl,
    title: { it: `Dati aperti: ${body.name}`, en: `Open data: ${body.name}` },
    about: {
      it: 'Graduatorie, elenchi e contributi concessi, dagli atti firmati.',
      en: 'Rankings, lists and grants, from the signed acts.',
    },
    publisher,
    contactEmail: body.email,
    modified,
    datasets: [all, ...datasets.map((dataset) => ofCall(dataset, publicUrl, files))],
  };
}

function ofCall(
  { slug, title, bodyName, modified }: OpenDataset,
  publicUrl: string,
  files: (stem: string) => CatalogueDataset['files'],
): CatalogueDataset {
  return {
    identifier: `call-${slug}`,
    title: { it: `Graduatorie: ${title.it}`, en: `Rankings: ${title.en}` },
    about: {
      it: 'Tutti gli atti pubblicati del bando, riga per riga.',
      en: 'All published acts of the call, row by row.',
    },
    modified,
    rightsHolder: { identifier: bodyName, name: bodyName },
    page: `${publicUrl}/calls/${slug}/results`,
    files: files(`/calls/${slug}/results`),
  };
}
