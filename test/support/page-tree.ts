/** One element of a page; its children in order, texts as people read them. */
export interface PageNode {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (PageNode | string)[];
  readonly parent: PageNode | undefined;
}

const childless = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
);
const marks =
  /<!--[\s\S]*?-->|<![^>]*>|<\/([a-z0-9-]+)\s*>|<([a-z0-9-]+)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*(\/?)>|[^<]+/gi;

/** Reads a page of this server, whose marks are always whole: one that is not throws. */
export function readPage(html: string): PageNode {
  const root: PageNode = { tag: '', attributes: {}, children: [], parent: undefined };
  let at = root;
  for (const [whole, ending, beginning, attributes = '', isClosed] of html.matchAll(marks)) {
    if (ending !== undefined) {
      if (at.tag !== ending.toLowerCase()) throw new Error(`</${ending}> ends <${at.tag}>`);
      at = at.parent ?? root;
    } else if (beginning !== undefined) {
      const node: PageNode = {
        tag: beginning.toLowerCase(),
        attributes: readAttributes(attributes),
        children: [],
        parent: at,
      };
      at.children.push(node);
      if (isClosed !== '/' && !childless.has(node.tag)) at = node;
    } else if (!whole.startsWith('<!')) at.children.push(plain(whole));
  }
  if (at !== root) throw new Error(`<${at.tag}> has no end`);
  return root;
}

function readAttributes(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      plain(value),
    ]),
  );
}

function plain(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&');
}

/** Every element below one that passes, in the order of the page. */
export function findAll(node: PageNode, passes: (each: PageNode) => boolean): readonly PageNode[] {
  const found: PageNode[] = [];
  const walk = (each: PageNode): void => {
    for (const child of each.children)
      if (typeof child !== 'string') {
        if (passes(child)) found.push(child);
        walk(child);
      }
  };
  walk(node);
  return found;
}

export function hasClass({ attributes }: PageNode, name: string): boolean {
  return (attributes['class'] ?? '').split(/\s+/).includes(name);
}

const blocks = new Set('p div li tr td th h1 h2 h3 h4 dt dd br section legend label'.split(' '));

/** What is written in it, in one line; without the elements that are left out. */
export function textOf(
  node: PageNode,
  leavesOut: (each: PageNode) => boolean = () => false,
): string {
  const say = (each: PageNode | string): string => {
    if (typeof each === 'string') return each;
    if (leavesOut(each)) return '';
    const inside = each.children.map(say).join('');
    return blocks.has(each.tag) ? ` ${inside} ` : inside;
  };
  return say(node).replaceAll(/\s+/g, ' ').trim();
}

/** A text as it stands in a field, with its ends of lines. */
export function rawText({ children }: PageNode): string {
  return children.filter((each) => typeof each === 'string').join('');
}
