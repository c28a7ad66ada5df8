import { isGap, type CallDocument, type DecisionsDocument, type Json } from '../engine/index.ts';

/** One difference between two versions of a call. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed' | 'reordered';
  /** Names of fields and ids of entries from the top; a number only in lists without ids. */
  readonly path: readonly string[];
  /** For a new order, the ids as they stood. */
  readonly before?: Json;
  readonly after?: Json;
  /** Of the rule in which it lies. */
  readonly article?: string;
}

export interface VersionContent {
  readonly definition: CallDocument;
  readonly decisions: readonly DecisionsDocument[];
}

/** Everything that differs between two versions; decisions are looked at by the gap they fill. */
export function compareVersions(before: VersionContent, after: VersionContent): readonly Change[] {
  return compareJson(contentOf(before), contentOf(after));
}

/** Where entries have ids they are compared by id, so that one put in between moves no other. */
export function compareJson(before: Json, after: Json): readonly Change[] {
  return compare(before, after, { path: [], article: undefined });
}

/** `/windows/final/closes/time` */
export function pathText(path: readonly string[]): string {
  return path.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function contentOf({ definition, decisions }: VersionContent): Json {
  const decided = decisions.flatMap((file) =>
    file.decisions.map(({ fills, ...said }) => [fills, { ...said, fictional: file.fictional }]),
  );
  return { ...(definition as unknown as Fields), decisions: Object.fromEntries(decided) as Fields };
}

type Fields = { readonly [key: string]: Json };

interface Site {
  readonly path: readonly string[];
  readonly article: string | undefined;
}

function compare(before: Json, after: Json, site: Site): readonly Change[] {
  if (isList(before) && isList(after)) return compareLists(before, after, site);
  if (isFields(before) && isFields(after) && isGap(before) === isGap(after))
    return compareFields(before, after, site);
  return before === after ? [] : [changeAt(site, { kind: 'changed', before, after })];
}

function compareFields(before: Fields, after: Fields, site: Site): readonly Change[] {
  const own = [after, before].map((fields) => ownValue(fields, 'article'));
  const article = own.find((value) => typeof value === 'string') ?? site.article;
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => {
    const inner: Site = { path: [...site.path, name], article };
    return compareEntries(ownValue(before, name), ownValue(after, name), inner);
  });
}

function compareLists(
  before: readonly Json[],
  after: readonly Json[],
  site: Site,
): readonly Change[] {
  const [earlier, later] = [byId(before), byId(after)];
  if (!earlier || !later) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) =>
      compareEntries(before[index], after[index], {
        ...site,
        path: [...site.path, String(index)],
      }),
    ).flat();
  }
  const ids = new Set([...earlier.keys(), ...later.keys()]);
  const changes = [...ids].flatMap((id) =>
    compareEntries(earlier.get(id), later.get(id), { ...site, path: [...site.path, id] }),
  );
  const kept = [...earlier.keys()].filter((id) => later.has(id));
  const now = [...later.keys()].filter((id) => earlier.has(id));
  if (kept.every((id, index) => id === now[index])) return changes;
  return [...changes, changeAt(site, { kind: 'reordered', before: kept, after: now })];
}

function compareEntries(
  before: Json | undefined,
  after: Json | undefined,
  site: Site,
): readonly Change[] {
  if (before !== undefined && after !== undefined) return compare(before, after, site);
  if (after !== undefined) return [changeAt(withArticle(site, after), { kind: 'added', after })];
  if (before === undefined) return [];
  return [changeAt(withArticle(site, before), { kind: 'removed', before })];
}

function withArticle(site: Site, value: Json): Site {
  const article = isFields(value) ? ownValue(value, 'article') : undefined;
  return typeof article === 'string' ? { ...site, article } : site;
}

function changeAt({ path, article }: Site, change: Omit<Change, 'path' | 'article'>): Change {
  return { ...change, path, ...(article === undefined ? {} : { article }) };
}

/** The entries by id; nothing when one has none or two have the same. */
function byId(items: readonly Json[]): ReadonlyMap<string, Json> | undefined {
  const found = new Map<string, Json>();
  for (const item of items) {
    const id = isFields(item) ? ownValue(item, 'id') : undefined;
    if (typeof id !== 'string' || found.has(id)) return undefined;
    found.set(id, item);
  }
  return found;
}

function ownValue(fields: Fields, name: string): Json | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isFields(value: Json): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
