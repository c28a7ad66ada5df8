import type { VNode } from 'preact';
import {
  Columns,
  formatMoney,
  formatNumber,
  Money,
  usePage,
  useWords,
  type Language,
} from '../../platform/page/index.ts';
import type { Share } from './digest.ts';
import { percent } from './figures.ts';
import type { MunicipalityRow } from './queries.ts';
import { provinceName, tileMap } from './territory.ts';
import { publicationWords } from './words.ts';

const side = 100;
const shades = 4;

interface MapProps {
  readonly provinces: Readonly<Record<string, Share>>;
  readonly linkTo: (province: string) => string;
}

/** Where the money goes: a map of tiles, one for each province, and the same as a table. */
export function TerritoryView({ provinces, linkTo }: MapProps): VNode {
  return (
    <Columns kind="half">
      <ProvinceMap provinces={provinces} />
      <ProvinceTable provinces={provinces} linkTo={linkTo} />
    </Columns>
  );
}

function ProvinceMap({ provinces }: Pick<MapProps, 'provinces'>): VNode | null {
  const words = useWords(publicationWords);
  const map = tileMap(Object.keys(provinces).filter((code) => code !== ''));
  if (map.tiles.length === 0) return null;
  const most = Math.max(1, ...Object.values(provinces).map(({ total }) => total));
  return (
    <figure class="bd-fig bd-tiles">
      <svg
        viewBox={`-2 -2 ${map.columns * side + 4} ${map.rows * side + 4}`}
        role="img"
        aria-label={words.mapLabel}
      >
        {map.tiles.map(({ code, column, row }) => (
          <Tile
            key={code}
            code={code}
            x={column * side}
            y={row * side}
            share={provinces[code]}
            most={most}
          />
        ))}
      </svg>
      <figcaption>{words.mapNote}</figcaption>
    </figure>
  );
}

function Tile({
  code,
  x,
  y,
  share,
  most,
}: {
  readonly code: string;
  readonly x: number;
  readonly y: number;
  readonly share: Share | undefined;
  readonly most: number;
}): VNode {
  const { language } = usePage();
  const words = useWords(publicationWords);
  const total = share?.total ?? 0;
  const shade = total === 0 ? 0 : Math.max(1, Math.ceil((total / most) * shades));
  return (
    <g class={`bd-tile s${shade}`}>
      <rect x={x + 2} y={y + 2} width={side - 4} height={side - 4} rx="4" />
      <text class="bd-tile-code" x={x + 12} y={y + 32}>
        {code}
      </text>
      {total === 0 ? null : (
        <>
          <text class="bd-tile-sum" x={x + 12} y={y + 60}>
            {shortMoney(total, words, language)}
          </text>
          <text class="bd-tile-count" x={x + 12} y={y + 84}>
            {words.projectsCount(share?.funded ?? 0)}
          </text>
        </>
      )}
    </g>
  );
}

/** An amount that fits into a tile: in thousands, or in millions with one decimal. */
function shortMoney(
  cents: number,
  words: (typeof publicationWords)['it' | 'en'],
  language: Language,
): string {
  const thousands = Math.round(cents / 100_000);
  if (thousands === 0) return words.under;
  if (thousands < 1_000) return words.thousand(String(thousands));
  const tenths = Math.round(cents / 10_000_000);
  return words.million(formatNumber(tenths / 10, language));
}

function ProvinceTable({ provinces, linkTo }: MapProps): VNode {
  const words = useWords(publicationWords);
  const rows = Object.entries(provinces).toSorted(
    ([a, x], [b, y]) => y.total - x.total || y.applications - x.applications || (a < b ? -1 : 1),
  );
  return (
    <MoneyTable
      head={words.province}
      rows={rows.map(([code, { funded, total, applications }]) => ({
        id: code,
        name: code === '' ? words.placeUnknown : provinceName(code),
        href: code === '' ? undefined : linkTo(code),
        applications,
        funded,
        total,
      }))}
    />
  );
}

export interface MoneyRow {
  readonly id: string;
  readonly name: string;
  readonly href?: string | undefined;
  readonly applications: number;
  readonly funded: number;
  readonly total: number;
}

/** Projects and money of places, each with a bar, and what they add up to. */
export function MoneyTable({
  head,
  rows,
}: {
  readonly head: string;
  readonly rows: readonly MoneyRow[];
}): VNode {
  const { language } = usePage();
  const words = useWords(publicationWords);
  const most = Math.max(0, ...rows.map(({ total }) => total));
  const sum = (of: (row: MoneyRow) => number): number =>
    rows.reduce((all, row) => all + of(row), 0);
  return (
    <table class="bd-table bd-places">
      <caption class="bd-vh">{words.where}</caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" class="n">
            {words.projects}
          </th>
          <th scope="col" class="n">
            {words.grants}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, href, funded, total }) => (
          <tr key={id}>
            <th scope="row">
              {href === undefined ? name : <a href={href}>{name}</a>}
              <svg class="bd-stripe" width="100%" height="4" aria-hidden="true" focusable="false">
                <rect class="bd-fill-full" width={percent(total, most)} height="4" />
              </svg>
            </th>
            <td class="n">{formatNumber(funded, language)}</td>
            <td class="n">
              <Money cents={total} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{words.total}</th>
          <td class="n">
            {formatNumber(
              sum(({ funded }) => funded),
              language,
            )}
          </td>
          <td class="n">
            {formatMoney(
              sum(({ total }) => total),
              language,
            )}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** The municipalities of the province that was chosen. */
export function MunicipalityTable({ rows }: { readonly rows: readonly MunicipalityRow[] }): VNode {
  const words = useWords(publicationWords);
  return (
    <MoneyTable
      head={words.municipality}
      rows={rows.map(({ municipality, municipalityCode, ...rest }) => ({
        id: municipalityCode ?? municipality ?? '',
        name: municipality ?? words.placeWithheld,
        ...rest,
      }))}
    />
  );
}
