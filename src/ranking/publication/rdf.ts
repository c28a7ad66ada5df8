/** What a statement says: another thing, or a text, perhaps in a language or of a type. */
export type Term =
  | { readonly iri: string }
  | { readonly text: string; readonly language?: string; readonly type?: string };

export interface Statement {
  readonly subject: string;
  /** With a prefix: `dct:title`. */
  readonly predicate: string;
  readonly object: Term;
}

export type Prefixes = Readonly<Record<string, string>>;

/** Statements as Turtle, subject by subject in the order in which they first come. */
export function turtleText(statements: readonly Statement[], prefixes: Prefixes): string {
  const heads = Object.entries(prefixes).map(([name, iri]) => `@prefix ${name}: <${iri}> .`);
  const subjects = [...bySubject(statements)].map(
    ([subject, own]) =>
      `${iriText(subject)}\n${own.map(({ predicate, object }) => `  ${predicate} ${termText(object)}`).join(' ;\n')} .`,
  );
  return `${[...heads, '', ...subjects].join('\n')}\n`;
}

function bySubject(statements: readonly Statement[]): ReadonlyMap<string, readonly Statement[]> {
  const found = new Map<string, Statement[]>();
  for (const statement of statements) {
    const own = found.get(statement.subject) ?? [];
    own.push(statement);
    found.set(statement.subject, own);
  }
  return found;
}

function iriText(iri: string): string {
  // oxlint-disable-next-line no-control-regex -- none of these may stand in an address
  return `<${iri.replaceAll(/[\u0000-\u0020<>"{}|^`\\]/g, encodeURIComponent)}>`;
}

function termText(term: Term): string {
  if ('iri' in term) return /^[a-z]+:[A-Za-z]+$/.test(term.iri) ? term.iri : iriText(term.iri);
  const text = JSON.stringify(term.text);
  if (term.language !== undefined) return `${text}@${term.language}`;
  return term.type === undefined ? text : `${text}^^${term.type}`;
}

/** The same as JSON-LD, with the prefixes as its context. */
export function jsonLd(statements: readonly Statement[], prefixes: Prefixes): object {
  const graph = [...bySubject(statements)].map(([subject, own]) => {
    const node: Record<string, unknown> = { '@id': subject };
    for (const { predicate, object } of own) {
      const isType = predicate === 'a';
      const key = isType ? '@type' : predicate;
      const value = isType && 'iri' in object ? object.iri : valueOf(object);
      const before = node[key];
      node[key] =
        before === undefined
          ? value
          : [...(Array.isArray(before) ? (before as unknown[]) : [before]), value];
    }
    return node;
  });
  return { '@context': prefixes, '@graph': graph };
}

function valueOf(term: Term): object | string {
  if ('iri' in term) return { '@id': term.iri };
  if (term.language !== undefined) return { '@value': term.text, '@language': term.language };
  return term.type === undefined ? term.text : { '@value': term.text, '@type': term.type };
}
