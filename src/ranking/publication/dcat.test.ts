import { describe, expect, test } from 'vitest';
import { catalogueStatements, cataloguePrefixes, type Catalogue } from './dcat.ts';
import { jsonLd, turtleText, type Statement } from './rdf.ts';

/** What the profile makes compulsory, by the class of the thing. */
const compulsory: Readonly<Record<string, readonly string[]>> = {
  'dcatapit:Catalog': [
    'dct:title',
    'dct:description',
    'dct:publisher',
    'dct:modified',
    'dcat:dataset',
  ],
  'dcatapit:Dataset': [
    'dct:identifier',
    'dct:title',
    'dct:description',
    'dct:modified',
    'dcat:theme',
    'dct:rightsHolder',
    'dct:accrualPeriodicity',
    'dcat:distribution',
  ],
  'dcatapit:Distribution': ['dct:format', 'dcat:accessURL', 'dct:license'],
  'dcatapit:Agent': ['dct:identifier', 'foaf:name'],
  'dcatapit:LicenseDocument': ['dct:type'],
};

/** What of the profile is missing, and what is referred to and described nowhere: `subject predicate`. */
function checkCatalogue(statements: readonly Statement[]): readonly string[] {
  const classes = statements.flatMap(({ subject, predicate, object }) =>
    predicate === 'a' && 'iri' in object ? [[subject, object.iri] as const] : [],
  );
  const has = new Set(statements.map(({ subject, predicate }) => `${subject} ${predicate}`));
  const missing = classes.flatMap(([subject, name]) =>
    (compulsory[name] ?? [])
      .map((predicate) => `${subject} ${predicate}`)
      .filter((each) => !has.has(each)),
  );
  const described = new Set(classes.map(([subject]) => subject));
  const links = [
    'dct:publisher',
    'dct:rightsHolder',
    'dcat:dataset',
    'dcat:distribution',
    'dct:license',
    'dcat:contactPoint',
  ];
  const dangling = statements.flatMap(({ subject, predicate, object }) =>
    links.includes(predicate) && !('iri' in object && described.has(object.iri))
      ? [`${subject} ${predicate} is described nowhere`]
      : [],
  );
  return [...missing, ...dangling];
}

const publicUrl = 'https://grants.example.org';
const publisher = { identifier: 'r_lomb', name: 'Regione "prova"' };
const catalogue: Catalogue = {
  publicUrl,
  title: { it: 'Catalogo', en: 'Catalogue' },
  about: { it: 'Dati', en: 'Data' },
  publisher,
  contactEmail: 'dati@example.org',
  modified: new Date('2025-05-23T09:00:00Z'),
  datasets: [
    {
      identifier: 'grants',
      title: { it: 'Tutti i contributi', en: 'All grants' },
      about: { it: 'Riga per riga', en: 'Row by row' },
      modified: new Date('2025-05-23T09:00:00Z'),
      rightsHolder: { identifier: 'bees', name: 'Le api' },
      page: `${publicUrl}/open-data`,
      files: [
        { format: 'CSV', address: `${publicUrl}/open-data/grants.csv` },
        { format: 'JSON', address: `${publicUrl}/open-data/grants.json` },
      ],
    },
  ],
};
const statements = catalogueStatements(catalogue);

describe('the catalogue', () => {
  test('has all that the profile makes compulsory, and refers to nothing that is not there', () => {
    expect(checkCatalogue(statements)).toEqual([]);
    expect(statements.filter(({ predicate }) => predicate === 'dcat:distribution')).toHaveLength(2);
  });

  test.each([
    'dct:license',
    'dct:rightsHolder',
    'dcat:theme',
    'dct:accrualPeriodicity',
    'foaf:name',
    'dct:modified',
  ])('is seen to be without %s', (left) => {
    const without = statements.filter(({ predicate }) => predicate !== left);
    expect(checkCatalogue(without).some((each) => each.endsWith(left))).toBe(true);
  });

  test('is Turtle with its prefixes, texts escaped and languages told', () => {
    const text = turtleText(statements, cataloguePrefixes);
    expect(text).toContain('@prefix dcatapit: <http://dati.gov.it/onto/dcatapit#> .');
    expect(text).toContain(`foaf:name "Regione \\"prova\\""@it`);
    expect(text).toContain('a dcatapit:Dataset ;');
    expect(text).toContain('dct:modified "2025-05-23"^^xsd:date');
    expect(text).toContain('<http://publications.europa.eu/resource/authority/file-type/CSV>');
    const subjects = text.split('\n').filter((line) => line.startsWith('<'));
    expect(new Set(subjects).size).toBe(subjects.length);
  });

  test('says the same as JSON-LD', () => {
    const { '@graph': graph } = jsonLd(statements, cataloguePrefixes) as {
      '@graph': readonly Readonly<Record<string, unknown>>[];
    };
    const values = graph.flatMap((node) =>
      Object.entries(node).flatMap(([key, value]) => (key === '@id' ? [] : [value].flat())),
    );
    expect(values).toHaveLength(statements.length);
    expect(graph[0]).toMatchObject({
      '@id': `${publicUrl}/open-data/catalogue`,
      '@type': ['dcat:Catalog', 'dcatapit:Catalog'],
      'dct:title': [
        { '@value': 'Catalogo', '@language': 'it' },
        { '@value': 'Catalogue', '@language': 'en' },
      ],
    });
  });
});
