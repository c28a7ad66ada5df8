import { readFileSync } from 'node:fs';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { packageFile } from '../../platform/package-file.ts';
import { readYaml } from '../../platform/yaml-source.ts';

const ProvinceSchema = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Z]{2}$' }),
    name: Type.String({ minLength: 1 }),
    region: Type.String({ minLength: 1 }),
    column: Type.Integer({ minimum: 0 }),
    row: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
);

const TerritorySchema = Type.Object(
  {
    bandolo: Type.Literal(1),
    kind: Type.Literal('territory'),
    id: Type.String({ minLength: 1 }),
    provinces: Type.Array(ProvinceSchema, { minItems: 1 }),
  },
  { additionalProperties: false },
);

export type Province = Static<typeof ProvinceSchema>;

export interface Tile {
  readonly code: string;
  /** Nothing for a province that the territory does not have. */
  readonly name: string | undefined;
  readonly column: number;
  readonly row: number;
}

export interface TileMap {
  readonly tiles: readonly Tile[];
  readonly columns: number;
  readonly rows: number;
}

let read: readonly Province[] | undefined;

/** Where each province lies among its neighbours, as the file of the territory says. */
export function territoryProvinces(): readonly Province[] {
  read ??= readTerritory('definitions/territories/italy.yaml');
  return read;
}

function readTerritory(path: string): readonly Province[] {
  const reading = readYaml(readFileSync(packageFile(path), 'utf8'), path);
  if (reading.type === 'refused') throw new Error(`${path} cannot be read`);
  const { value } = reading.source;
  if (!Compile(TerritorySchema).Check(value)) throw new Error(`${path} is not a territory`);
  return value.provinces;
}

/** The name of a province, or its code where the territory does not have it. */
export function provinceName(code: string): string {
  return territoryProvinces().find((each) => each.code === code)?.name ?? code;
}

/**
 * The tiles of the regions to which these provinces belong, moved to the corner; provinces that the territory does not
 * have follow in a row of their own.
 */
export function tileMap(codes: readonly string[], provinces = territoryProvinces()): TileMap {
  const known = new Map(provinces.map((province) => [province.code, province]));
  const regions = new Set(codes.flatMap((code) => known.get(code)?.region ?? []));
  const inside = provinces.filter(({ region }) => regions.has(region));
  const left = Math.min(...inside.map(({ column }) => column));
  const top = Math.min(...inside.map(({ row }) => row));
  const placed: Tile[] = inside.map(({ code, name, column, row }) => ({
    code,
    name,
    column: column - left,
    row: row - top,
  }));
  const rows = inside.length === 0 ? 0 : Math.max(...placed.map(({ row }) => row)) + 1;
  const columns = Math.max(4, ...placed.map(({ column }) => column + 1));
  const strange = codes.filter((code) => !known.has(code)).toSorted();
  const below = strange.map((code, index) => ({
    code,
    name: undefined,
    column: index % columns,
    row: rows + Math.floor(index / columns),
  }));
  const tiles = [...placed, ...below];
  return { tiles, columns, rows: Math.max(0, ...tiles.map(({ row }) => row + 1)) };
}
