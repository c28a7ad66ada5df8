import type { VNode } from 'preact';
import {
  Button,
  ButtonLink,
  formatMoney,
  Note,
  SearchForm,
  Section,
  Table,
  TextField,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { ActHead, ActFacts } from './act-head.tsx';
import { actPath } from './act-path.ts';
import { addressOf, type ResultAsked } from './asked.ts';
import type { CallNames } from './call-names.ts';
import type { UnitDigest } from './digest.ts';
import type { EntryRow } from './entry.ts';
import { EntriesTable, type TableRows } from './entries-table.tsx';
import { percent } from './figures.ts';
import { netThreshold } from './net-threshold.ts';
import type { Naming, Result } from './load-result.ts';
import type { MunicipalityRow } from './queries.ts';
import { RankingChart } from './ranking-chart.tsx';
import { MunicipalityTable, TerritoryView } from './territory-view.tsx';
import { provinceName } from './territory.ts';
import { SumsTable } from './sums-table.tsx';
import { publicationWords } from './words.ts';

/** The rows of one ranking, or those that were found. */
export interface ShownUnit extends TableRows {
  readonly unit: UnitDigest;
  /** Where the rows before and after begin, when a long ranking is read page by page. */
  readonly previous?: number | undefined;
  readonly next?: number | undefined;
}

export interface ActProps {
  readonly result: Result;
  readonly asked: ResultAsked;
  readonly names: CallNames;
  readonly naming: Naming;
  readonly units: readonly ShownUnit[];
  /** What was found by words, instead of the rankings. */
  readonly found: readonly EntryRow[] | undefined;
  readonly foundMax: number;
  readonly municipalities: readonly MunicipalityRow[] | undefined;
}

/** A published act: who receives what and why, in pictures and in full. */
export function ActContent(props: ActProps): VNode {
  const { result } = props;
  const words = useWords(publicationWords);
  return (
    <>
      <ActHead result={result} />
      <Recompute result={result} />
      {result.isList ? null : <Pictures {...props} />}
      {result.isList ? null : <Territory {...props} />}
      {result.isList ? null : <Lines {...props} />}
      {result.isList ? null : (
        <Section id="sums" title={words.sums}>
          <SumsTable sums={result.sums} />
        </Section>
      )}
      <Rows {...props} />
      <ActFacts result={result} />
    </>
  );
}

/** Says that there is no need to believe the page. */
function Recompute({ result }: Pick<ActProps, 'result'>): VNode {
  const words = useWords(publicationWords);
  const path = actPath(result);
  return (
    <section class="bd-recompute" aria-labelledby="recompute">
      <div>
        <h2 id="recompute">{words.recompute}</h2>
        <p>{words.recomputeAbout}</p>
        {result.act.bundleHash === null ? null : (
          <ButtonLink href={`${path}/recompute`}>{words.recomputeNow}</ButtonLink>
        )}
      </div>
      <div>
        <p class="bd-small bd-2nd">
          {words.dataHash}
          <br />
          <code class="bd-break">{result.act.contentHash}</code>
        </p>
        <p>
          <a href={`${path}/figures`}>{words.figures}</a>
        </p>
      </div>
    </section>
  );
}

function Pictures({ result, asked, names }: ActProps): VNode {
  const words = useWords(publicationWords);
  const { units } = result.digest;
  const shown = units.filter(({ unit }) => asked.unit === undefined || unit === asked.unit);
  const [only] = shown;
  return (
    <>
      {shown.map((unit) => (
        <Section
          key={unit.unit}
          id={`picture-${unit.unit}`}
          title={
            shown.length === 1 && unit === only
              ? words.picture
              : words.pictureOf(names.unit(unit.unit))
          }
        >
          <RankingChart unit={unit} threshold={netThreshold(result.published.call, unit.unit)} />
        </Section>
      ))}
    </>
  );
}

function Territory({ result, asked, municipalities }: ActProps): VNode {
  const words = useWords(publicationWords);
  const path = actPath(result);
  return (
    <Section id="where" title={words.where}>
      <TerritoryView
        provinces={result.digest.provinces}
        linkTo={(province) => addressOf(path, { unit: asked.unit, province }, 'municipalities')}
      />
      {municipalities === undefined || asked.province === undefined ? null : (
        <>
          <h3 id="municipalities">{words.inProvince(provinceName(asked.province))}</h3>
          <MunicipalityTable rows={municipalities} />
          <p>
            <a href={addressOf(path, { unit: asked.unit }, 'where')}>{words.allProvinces}</a>
          </p>
        </>
      )}
    </Section>
  );
}

function Lines({ result, names }: ActProps): VNode | null {
  const { language } = usePage();
  const words = useWords(publicationWords);
  const rows = Object.entries(result.digest.lines);
  if (rows.length < 2) return null;
  return (
    <Section id="lines" title={words.byLine}>
      <Table
        caption={words.byLine}
        isCaptionHidden
        rows={rows}
        keyOf={([line]) => line}
        columns={[
          { title: words.line, cell: ([line]) => names.unit(line) },
          { title: words.applications, isNumber: true, cell: ([, share]) => share.applications },
          { title: words.projects, isNumber: true, cell: ([, share]) => share.funded },
          {
            title: words.asked,
            isNumber: true,
            cell: ([, share]) => formatMoney(share.asked, language),
          },
          {
            title: words.grants,
            isNumber: true,
            cell: ([, share]) => formatMoney(share.total, language),
          },
          {
            title: words.share,
            isWide: true,
            cell: ([, { total, asked }]) => (
              <>
                <span class="bd-vh">
                  {words.shareOf(formatMoney(total, language), formatMoney(asked, language))}
                </span>
                <svg
                  class="bd-stripe"
                  width="100%"
                  height="12"
                  aria-hidden="true"
                  focusable="false"
                >
                  <rect class="bd-stripe-all" width="100%" height="12" />
                  <rect class="bd-fill-full" width={percent(total, asked)} height="12" />
                </svg>
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

function Rows(props: ActProps): VNode {
  const { result, asked, found, foundMax, units } = props;
  const words = useWords(publicationWords);
  const path = actPath(result);
  return (
    <Section id="rows" title={result.isList ? words.list : words.ranking}>
      <SearchForm action={`${path}#rows`} label={words.search}>
        <TextField
          name="q"
          label={words.search}
          type="search"
          value={asked.words ?? ''}
          isOptional={false}
        />
        <Button isSecondary>{words.searchDo}</Button>
      </SearchForm>
      {found === undefined ? null : (
        <p>
          {found.length >= foundMax ? words.foundMany(found.length) : words.found(found.length)}{' '}
          <a href={addressOf(path, {}, 'rows')}>{words.clear}</a>
        </p>
      )}
      {found?.length === 0 ? (
        <Note tone="info" title={words.searchEmpty}>
          <p>{words.searchEmptyAbout}</p>
        </Note>
      ) : null}
      {found === undefined ? (
        <>
          <UnitLinks {...props} />
          {units.map((shown) => (
            <UnitRows key={shown.unit.unit} shown={shown} {...props} />
          ))}
        </>
      ) : (
        <FoundRows {...props} found={found} />
      )}
    </Section>
  );
}

function UnitLinks({ result, asked, names }: ActProps): VNode | null {
  const words = useWords(publicationWords);
  const { units } = result.digest;
  if (units.length < 2) return null;
  const path = actPath(result);
  const here = (isHere: boolean) => (isHere ? { 'aria-current': 'true' as const } : {});
  return (
    <nav class="bd-unitlinks" aria-label={words.line}>
      <ul class="bd-flat bd-row">
        <li>
          <a href={addressOf(path, {}, 'rows')} {...here(asked.unit === undefined)}>
            {words.allLines}
          </a>
        </li>
        {units.map(({ unit }) => (
          <li key={unit}>
            <a href={addressOf(path, { unit }, 'rows')} {...here(asked.unit === unit)}>
              {names.unit(unit)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function UnitRows({ shown, ...props }: ActProps & { readonly shown: ShownUnit }): VNode {
  const { result, names, naming } = props;
  const words = useWords(publicationWords);
  const { unit, previous, next, stretches, entries } = shown;
  const path = actPath(result);
  const linkToPlace = (from: number): string => addressOf(path, { unit: unit.unit, from }, 'rows');
  const about = result.isList ? words.listCaption : words.rankingCaption;
  const caption = result.digest.units.length > 1 ? `${names.unit(unit.unit)}. ${about}` : about;
  const isFolded = stretches.some((stretch) => stretch.isFolded);
  return (
    <>
      <EntriesTable
        caption={caption}
        isList={result.isList}
        entries={entries}
        stretches={stretches}
        names={names}
        naming={naming}
        unit={unit}
        pathOf={({ pseudonym }) => `${path}/applications/${pseudonym}`}
        linkToPlace={linkToPlace}
      />
      <p class="bd-row">
        {previous === undefined ? null : <a href={linkToPlace(previous)}>{words.previous}</a>}
        {next === undefined ? null : <a href={linkToPlace(next)}>{words.next}</a>}
        {isFolded ? <a href={linkToPlace(unit.firstPlace)}>{words.wholeRanking}</a> : null}
        {previous !== undefined || next !== undefined ? (
          <a href={addressOf(path, { unit: unit.unit }, 'rows')}>{words.foldedRanking}</a>
        ) : null}
      </p>
    </>
  );
}

function FoundRows({
  result,
  names,
  naming,
  found,
}: ActProps & { readonly found: readonly EntryRow[] }): VNode | null {
  const words = useWords(publicationWords);
  if (found.length === 0) return null;
  const path = actPath(result);
  const to = Math.max(...found.map(({ place }) => place));
  return (
    <EntriesTable
      caption={words.found(found.length)}
      isList={result.isList}
      entries={found}
      stretches={[{ from: 1, to, isFolded: false }]}
      names={names}
      naming={naming}
      unit={undefined}
      pathOf={({ pseudonym }) => `${path}/applications/${pseudonym}`}
      linkToPlace={() => path}
    />
  );
}
