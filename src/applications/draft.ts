import { fits, mismatchesWith } from '../calls/index.ts';
import type { ApplicationDocument } from '../engine/index.ts';
import type { Path, Source } from '../platform/source.ts';
import { itemProblems, withoutEmptyItems } from './cost-items.ts';
import { findUnstorable, isText } from './unstorable.ts';

/** What people write: the application without what the server says about it. */
export type DraftContent = Pick<
  ApplicationDocument,
  'line' | 'facts' | 'partners' | 'costs' | 'requestedRate'
>;

export interface Draft {
  readonly title: string;
  readonly content: DraftContent;
}

/** Something in a draft that cannot be stored, or that keeps it from being frozen. */
export interface DraftProblem {
  readonly code: string;
  /** Within the draft: `title`, or `content` and what follows. */
  readonly path: Path;
  readonly message: string;
  readonly expected?: string;
  readonly suggestion?: string;
}

export type DraftReading<T> =
  | { readonly type: 'read'; readonly value: T }
  | { readonly type: 'refused'; readonly problems: readonly DraftProblem[] };

export const titleCharactersMax = 300;
/** Each of them must consent to the same text. */
export const partnersMax = 200;

const contentKeys = ['line', 'facts', 'partners', 'costs', 'requestedRate'];
/** Parts of an application that only the server may say. */
const serverKeys = ['id', 'applicant', 'received', 'protocol', 'status', 'admission'];

/** Reads a draft as far as its shape: what is incomplete is fine, what is malformed is told with its places. */
export function readDraft(
  { title, content }: { readonly title: string; readonly content: unknown },
  source?: Source,
): DraftReading<Draft> {
  const name = title.trim();
  const read = readContent(content, source);
  const problems = [...titleProblems(name), ...(read.type === 'refused' ? read.problems : [])];
  return read.type === 'refused' || problems.length > 0
    ? { type: 'refused', problems }
    : { type: 'read', value: { title: name, content: read.value } };
}

function titleProblems(title: string): readonly DraftProblem[] {
  const path = ['title'];
  if (title === '') return [{ code: 'missing', path, message: 'found no title' }];
  if (title.length > titleCharactersMax)
    return [
      {
        code: 'too-long',
        path,
        message: `found ${title.length} characters`,
        expected: `at most ${titleCharactersMax} characters`,
      },
    ];
  if (isText(title) && !/[\t\r\n]/.test(title)) return [];
  return [
    {
      code: 'not-text',
      path,
      message: 'found a character that is none',
      expected: 'one line without control characters',
    },
  ];
}

function readContent(value: unknown, source: Source | undefined): DraftReading<DraftContent> {
  const unstorable = findUnstorable(value);
  if (unstorable.length > 0) return refused(unstorable);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refused([
      {
        code: 'type',
        path: [],
        message: 'found another kind of value',
        expected: `an object with ${contentKeys.join(', ')}`,
      },
    ]);
  const own = Object.entries(value).filter(([key]) => !serverKeys.includes(key));
  const document = { facts: {}, ...Object.fromEntries(own), id: 'draft' };
  const problems = [
    ...saidByServer(value),
    ...saidByOffice(document),
    ...shapeProblems(document, source),
    ...tooManyPartners(document),
  ];
  if (problems.length > 0) return refused(problems);
  const { id: _, ...content } = document as ApplicationDocument;
  const wrongItems = itemProblems(content);
  return wrongItems.length > 0
    ? refused(wrongItems)
    : { type: 'read', value: withoutEmptyParts(content) };
}

/** A list of answers or costs with nothing in it says nothing: two ways of writing that would be two texts. */
function withoutEmptyParts({ costs, partners, ...content }: DraftContent): DraftContent {
  return {
    ...content,
    ...costsOf(costs),
    ...(partners && {
      partners: partners.map(({ facts, costs: own, ...partner }) => ({
        ...partner,
        ...(isEmpty(facts) ? {} : { facts }),
        ...costsOf(own),
      })),
    }),
  };
}

function costsOf(costs: DraftContent['costs']): Pick<DraftContent, 'costs'> {
  const said = withoutEmptyItems(costs ?? {});
  return isEmpty(said) ? {} : { costs: said };
}

function isEmpty(values: object | undefined): boolean {
  return values === undefined || Object.keys(values).length === 0;
}

function refused(problems: readonly DraftProblem[]): DraftReading<never> {
  return {
    type: 'refused',
    problems: problems.map((problem) => ({ ...problem, path: ['content', ...problem.path] })),
  };
}

function saidByServer(value: object): readonly DraftProblem[] {
  return serverKeys
    .filter((key) => Object.hasOwn(value, key))
    .map((key) => ({
      code: 'said-by-server',
      path: [key],
      message: `found "${key}", which only the server says`,
      expected: `only ${contentKeys.join(', ')}`,
    }));
}

/** What the office recognises of a cost is never what somebody declares. */
function saidByOffice(value: unknown, path: DraftProblem['path'] = []): readonly DraftProblem[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    const isInCosts = at.includes('costs');
    if (isInCosts && key === 'recognised')
      return [
        {
          code: 'said-by-server',
          path: at,
          message: 'found "recognised", which only the office says',
        },
      ];
    return isInCosts || ['costs', 'partners'].includes(String(at[0])) ? saidByOffice(part, at) : [];
  });
}

function shapeProblems(document: object, source: Source | undefined): readonly DraftProblem[] {
  if (fits('application', document)) return [];
  return mismatchesWith('application', document, { ...(source && { source }) }).map(
    ({ code, path, message, expected, suggestion }) => ({
      code,
      path,
      message,
      ...(expected === undefined ? {} : { expected }),
      ...(suggestion === undefined ? {} : { suggestion }),
    }),
  );
}

function tooManyPartners(document: object): readonly DraftProblem[] {
  const partners: unknown = 'partners' in document ? document.partners : undefined;
  if (!Array.isArray(partners) || partners.length <= partnersMax) return [];
  return [
    {
      code: 'too-many-partners',
      path: ['partners'],
      message: `found ${partners.length} partners`,
      expected: `at most ${partnersMax}`,
    },
  ];
}
