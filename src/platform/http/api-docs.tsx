import type { VNode } from 'preact';
import { Details, renderPage, Section, usePage, useWords } from '../page/index.ts';
import type { App } from './app-type.ts';
import { exampleOf, type SchemaView } from './schema-example.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: SchemaView;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>;
}

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema?: SchemaView }>>;
  };
  readonly responses: Readonly<
    Record<
      string,
      {
        readonly description?: string;
        readonly content?: Readonly<Record<string, { readonly schema?: SchemaView }>>;
      }
    >
  >;
}

export interface Description {
  readonly info: { readonly title: string; readonly description?: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Named {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

const docsWords = {
  it: {
    title: 'API',
    lead: 'Ogni operazione con parametri, risposte e un esempio da riga di comando. La descrizione completa è un documento OpenAPI 3.0.3.',
    file: 'Documento OpenAPI (JSON)',
    parameters: 'Parametri',
    body: 'Corpo della richiesta',
    replies: 'Risposte',
    tryIt: 'Da riga di comando',
    anyone: 'aperta a tutti',
    english: 'Le descrizioni delle operazioni sono in inglese.',
  },
  en: {
    title: 'API',
    lead: 'Every operation with its parameters, replies and an example for the command line. The whole description is an OpenAPI 3.0.3 document.',
    file: 'OpenAPI document (JSON)',
    parameters: 'Parameters',
    body: 'Body of the request',
    replies: 'Replies',
    tryIt: 'From the command line',
    anyone: 'open to everybody',
    english: '',
  },
} as const;

/** The description of the API as pages that can be read and searched without any script. */
export function addApiDocs(app: App, describe: () => Description): void {
  app.get('/api/docs', { config: { access: { who: 'anyone' } } }, (request, reply) => {
    const words = docsWords[request.language];
    return renderPage(request, reply, {
      title: words.title,
      lead: words.lead,
      children: <Docs description={describe()} />,
    });
  });
}

function Docs({ description }: { readonly description: Description }): VNode {
  const words = useWords(docsWords);
  const groups = groupByTag(description);
  return (
    <>
      <p>
        <a href="/api/v1/openapi.json">{words.file}</a>. {words.english}
      </p>
      {(description.info.description ?? '').split('\n\n').map((text) => (
        <pre key={text} class="bd-pre wrap" lang="en">
          {text}
        </pre>
      ))}
      {groups.map(([tag, operations]) => (
        <Section key={tag} id={`tag-${tag.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`} title={tag}>
          {operations.map((named) => (
            <OperationView
              key={`${named.method} ${named.path}`}
              named={named}
              server={description.servers[0]?.url ?? ''}
            />
          ))}
        </Section>
      ))}
    </>
  );
}

function groupByTag({ paths }: Description): readonly (readonly [string, readonly Named[]])[] {
  const groups = new Map<string, Named[]>();
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const [tag = 'Server'] = operation.tags ?? [];
      const named = { method: method.toUpperCase(), path, operation };
      groups.set(tag, [...(groups.get(tag) ?? []), named]);
    }
  return [...groups].toSorted(([a], [b]) => a.localeCompare(b));
}

function OperationView({
  named,
  server,
}: {
  readonly named: Named;
  readonly server: string;
}): VNode {
  const words = useWords(docsWords);
  const { operation, method, path } = named;
  const { language } = usePage();
  const parameters = operation.parameters ?? [];
  const body = operation.requestBody?.content['application/json']?.schema;
  return (
    <Details summary={`${method} ${path} – ${operation.summary ?? ''}`}>
      <div lang="en">
        {operation.description === undefined ? null : <p>{operation.description}</p>}
        {operation.security === undefined ? <p lang={language}>({words.anyone})</p> : null}
        {parameters.length === 0 ? null : <h3 lang={language}>{words.parameters}</h3>}
        <ul>
          {parameters.map((each) => (
            <li key={each.name}>
              <code>{each.name}</code> ({each.in}
              {each.required === true ? ', required' : ''}){' '}
              {each.description ?? each.schema?.description ?? ''}
            </li>
          ))}
        </ul>
        {body === undefined ? null : (
          <>
            <h3 lang={language}>{words.body}</h3>
            <pre class="bd-pre">
              <code>{JSON.stringify(exampleOf(body), null, 2)}</code>
            </pre>
          </>
        )}
        <h3 lang={language}>{words.replies}</h3>
        <ul>
          {Object.entries(operation.responses).map(([status, reply]) => (
            <li key={status}>
              <strong>{status}</strong> {reply.description ?? ''}
            </li>
          ))}
        </ul>
        <h3 lang={language}>{words.tryIt}</h3>
        <pre class="bd-pre">
          <code>{curlOf(named, server)}</code>
        </pre>
      </div>
    </Details>
  );
}

/** The operation as a line for the terminal, with the examples of its description. */
export function curlOf({ method, path, operation }: Named, server: string): string {
  const examples = new Map(
    (operation.parameters ?? []).map((each) => [each.name, parameterExample(each)]),
  );
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    textOf(examples.get(name), name),
  );
  const body = operation.requestBody?.content['application/json']?.schema;
  return [
    `curl${method === 'GET' ? '' : ` -X ${method}`} ${server}${address}`,
    ...(operation.security === undefined ? [] : [`-H "Authorization: Bearer $TOKEN"`]),
    ...(operation.parameters?.some(({ name }) => name.toLowerCase() === 'if-match') === true
      ? [`-H 'If-Match: <the ETag that was read>'`]
      : []),
    ...(body === undefined
      ? []
      : [`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(exampleOf(body))}'`]),
  ].join(' \\\n  ');
}

function parameterExample({ name, schema, example, examples }: Parameter): unknown {
  const [given] = Object.values(examples ?? {});
  return example ?? given?.value ?? (schema === undefined ? name : exampleOf(schema));
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise;
}
