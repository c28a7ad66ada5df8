import type { Localized } from '../../platform/page/index.ts';
import type { Prefixes, Statement, Term } from './rdf.ts';

export interface CatalogueAgent {
  /** In the index of public administrations where it has a code there. */
  readonly identifier: string;
  readonly name: string;
}

export interface CatalogueFile {
  readonly format: 'CSV' | 'JSON';
  readonly address: string;
}

export interface CatalogueDataset {
  readonly identifier: string;
  readonly title: Localized;
  readonly about: Localized;
  readonly modified: Date;
  readonly rightsHolder: CatalogueAgent;
  /** For people. */
  readonly page: string;
  readonly files: readonly CatalogueFile[];
}

export interface Catalogue {
  readonly publicUrl: string;
  readonly title: Localized;
  readonly about: Localized;
  readonly publisher: CatalogueAgent;
  readonly contactEmail: string | undefined;
  readonly modified: Date;
  readonly datasets: readonly CatalogueDataset[];
}

export const cataloguePrefixes: Prefixes = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatapit: 'http://dati.gov.it/onto/dcatapit#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  owl: 'http://www.w3.org/2002/07/owl#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

const authority = 'http://publications.europa.eu/resource/authority';
const licence = 'https://w3id.org/italia/controlled-vocabulary/licences/A21_CCBY40';
export const licencePage = 'https://creativecommons.org/licenses/by/4.0/deed.it';

type Said = readonly (readonly [predicate: string, object: Term])[];

const iri = (value: string): Term => ({ iri: value });
const day = (at: Date): Term => ({ text: at.toISOString().slice(0, 10), type: 'xsd:date' });
const both = (predicate: string, { it, en }: Localized): Said => [
  [predicate, { text: it, language: 'it' }],
  [predicate, { text: en, language: 'en' }],
];

function about(subject: string, said: Said): readonly Statement[] {
  return said.map(([predicate, object]) => ({ subject, predicate, object }));
}

/** The catalogue of the data of a server by the Italian profile of DCAT-AP, as statements. */
export function catalogueStatements(catalogue: Catalogue): readonly Statement[] {
  const { publicUrl, publisher, datasets, contactEmail } = catalogue;
  const self = `${publicUrl}/open-data/catalogue`;
  const agents = new Map(
    [publisher, ...datasets.map(({ rightsHolder }) => rightsHolder)].map(
      (agent) => [agentAddress(publicUrl, agent), agent] as const,
    ),
  );
  return [
    ...about(self, [
      ['a', iri('dcat:Catalog')],
      ['a', iri('dcatapit:Catalog')],
      ...both('dct:title', catalogue.title),
      ...both('dct:description', catalogue.about),
      ['dct:publisher', iri(agentAddress(publicUrl, publisher))],
      ['dct:modified', day(catalogue.modified)],
      ['dct:language', iri(`${authority}/language/ITA`)],
      ['dct:language', iri(`${authority}/language/ENG`)],
      ['foaf:homepage', iri(`${publicUrl}/open-data`)],
      ['dcat:themeTaxonomy', iri(`${authority}/data-theme`)],
      ...datasets.map(
        ({ identifier }) => ['dcat:dataset', iri(datasetAddress(publicUrl, identifier))] as const,
      ),
    ]),
    ...[...agents].flatMap(([address, agent]) => agentStatements(address, agent)),
    ...about(licence, [
      ['a', iri('dct:LicenseDocument')],
      ['a', iri('dcatapit:LicenseDocument')],
      ['dct:type', iri('http://purl.org/adms/licencetype/Attribution')],
      [
        'foaf:name',
        { text: 'Creative Commons Attribuzione 4.0 Internazionale (CC BY 4.0)', language: 'it' },
      ],
      ['owl:versionInfo', { text: '4.0' }],
    ]),
    ...contactStatements(publicUrl, publisher, contactEmail),
    ...datasets.flatMap((dataset) => datasetStatements(publicUrl, dataset, contactEmail)),
  ];
}

function agentStatements(
  address: string,
  { identifier, name }: CatalogueAgent,
): readonly Statement[] {
  return about(address, [
    ['a', iri('foaf:Agent')],
    ['a', iri('dcatapit:Agent')],
    ['dct:identifier', { text: identifier }],
    ['foaf:name', { text: name, language: 'it' }],
  ]);
}

function contactStatements(
  publicUrl: string,
  { name }: CatalogueAgent,
  email: string | undefined,
): readonly Statement[] {
  if (email === undefined) return [];
  return about(`${publicUrl}/open-data/catalogue#contact`, [
    ['a', iri('vcard:Organization')],
    ['a', iri('dcatapit:Organization')],
    ['vcard:fn', { text: name, language: 'it' }],
    ['vcard:hasEmail', iri(`mailto:${email}`)],
  ]);
}

function datasetStatements(
  publicUrl: string,
  dataset: CatalogueDataset,
  contactEmail: string | undefined,
): readonly Statement[] {
  const { identifier, rightsHolder, files, modified, page } = dataset;
  const self = datasetAddress(publicUrl, identifier);
  return [
    ...about(self, [
      ['a', iri('dcat:Dataset')],
      ['a', iri('dcatapit:Dataset')],
      ['dct:identifier', { text: identifier }],
      ...both('dct:title', dataset.title),
      ...both('dct:description', dataset.about),
      ['dct:modified', day(modified)],
      ['dcat:theme', iri(`${authority}/data-theme/GOVE`)],
      ['dcat:theme', iri(`${authority}/data-theme/ECON`)],
      ['dct:rightsHolder', iri(agentAddress(publicUrl, rightsHolder))],
      ['dct:accrualPeriodicity', iri(`${authority}/frequency/IRREG`)],
      ['dct:language', iri(`${authority}/language/ITA`)],
      ['dcat:landingPage', iri(page)],
      ...(contactEmail === undefined
        ? []
        : [['dcat:contactPoint', iri(`${publicUrl}/open-data/catalogue#contact`)] as const]),
      ...files.map(
        ({ format }) => ['dcat:distribution', iri(`${self}-${format.toLowerCase()}`)] as const,
      ),
    ]),
    ...files.flatMap(({ format, address }) =>
      about(`${self}-${format.toLowerCase()}`, [
        ['a', iri('dcat:Distribution')],
        ['a', iri('dcatapit:Distribution')],
        ...both('dct:title', {
          it: `${dataset.title.it} (${format})`,
          en: `${dataset.title.en} (${format})`,
        }),
        ['dct:format', iri(`${authority}/file-type/${format}`)],
        ['dcat:accessURL', iri(page)],
        ['dcat:downloadURL', iri(address)],
        ['dct:license', iri(licence)],
        ['dct:modified', day(modified)],
      ]),
    ),
  ];
}

function datasetAddress(publicUrl: string, identifier: string): string {
  return `${publicUrl}/open-data/catalogue#${identifier}`;
}

function agentAddress(publicUrl: string, { identifier }: CatalogueAgent): string {
  return `${publicUrl}/open-data/catalogue#agent-${encodeURIComponent(identifier)}`;
}
