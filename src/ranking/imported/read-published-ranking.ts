import { Compile } from 'typebox/compile';
import { suggestAmount } from '../../engine/index.ts';
import type { Problem } from '../../platform/problem.ts';
import { sortProblems } from '../../platform/problem.ts';
import type { Source } from '../../platform/source.ts';
import { readYaml } from '../../platform/yaml-source.ts';
import { PublishedRankingSchema, type PublishedRanking } from './published-ranking.ts';

export type PublishedRankingReading =
  | { readonly type: 'read'; readonly ranking: PublishedRanking }
  | { readonly type: 'refused'; readonly problems: readonly Problem[] };

const validator = Compile(PublishedRankingSchema);

/** Reads a published ranking from YAML or JSON, or says what keeps it from being one, and where. */
export function readPublishedRanking(text: string, file: string): PublishedRankingReading {
  const reading = readYaml(text, file);
  if (reading.type === 'refused') return reading;
  const { source } = reading;
  const { value } = source;
  if (!validator.Check(value)) return { type: 'refused', problems: shapeProblems(source, file) };
  const ranking: PublishedRanking = value;
  const problems = figureProblems(ranking, source, file);
  return problems.length > 0 ? { type: 'refused', problems } : { type: 'read', ranking };
}

function shapeProblems(source: Source, file: string): readonly Problem[] {
  const problems = validator.Errors(source.value).map(({ instancePath, message }): Problem => {
    const path = pathOf(instancePath);
    const written = valueAt(source.value, path);
    const suggestion =
      path.at(-1) === 'figure' && typeof written === 'string' ? suggestAmount(written) : undefined;
    return {
      file,
      ...source.locate(path),
      code: 'shape',
      message: `${instancePath}: ${message}`,
      ...(path.at(-1) === 'figure' ? { expected: 'a figure such as "1234.50" or "12"' } : {}),
      ...(suggestion === undefined ? {} : { suggestion }),
    };
  });
  return sortProblems(problems);
}

function pathOf(pointer: string): readonly (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Record<string | number, unknown>)[step]
        : undefined,
    value,
  );
}

/** Things are counted whole, and tables have each a name of their own. */
function figureProblems(
  { tables }: PublishedRanking,
  source: Source,
  file: string,
): readonly Problem[] {
  const ids = tables.map(({ id }) => id);
  return tables.flatMap((table, index): Problem[] => {
    const twice =
      ids.indexOf(table.id) === index
        ? []
        : [
            {
              file,
              ...source.locate(['tables', index, 'id']),
              code: 'id-twice',
              message: `"${table.id}" is used twice`,
            },
          ];
    const figures = table.rows.map(({ figure }, row) => [figure, ['rows', row, 'figure']] as const);
    const all = table.total
      ? [...figures, [table.total.figure, ['total', 'figure']] as const]
      : figures;
    const parts = all.filter(
      ([figure]) => table.counts === 'things' && !/^\d+(\.00)?$/.test(figure),
    );
    return [
      ...twice,
      ...parts.map(([figure, path]) => ({
        file,
        ...source.locate(['tables', index, ...path]),
        code: 'not-whole',
        message: `"${figure}" is not a whole number of things`,
      })),
    ];
  });
}
