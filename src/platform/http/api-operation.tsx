import type { VNode } from 'preact';
import { Details, usePage, useWords } from '../page/index.ts';
import { docsWords } from './api-docs-words.ts';
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

type Content = Readonly<Record<string, { readonly schema?: SchemaView }>>;

/** A reply, or the name under which the description keeps it. */
export interface ReplyView {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: Content;
}

export interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, ReplyView>>;
}

/** An operation with its address. */
export interface Named {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

interface OperationProps {
  readonly named: Named;
  readonly server: string;
}

export function OperationView({ named, server }: OperationProps): VNode {
  const words = useWords(docsWords);
  const { operation, method, path } = named;
  const { language } = usePage();
  const body = operation.requestBody?.content['application/json']?.schema;
  const reply = Object.values(operation.responses)
    .map(({ content }) => content?.['application/json']?.schema)
    .find((schema) => schema !== undefined);
  return (
    <div lang="en">
      <Details summary={`${method} ${path} – ${operation.summary ?? ''}`}>
        {operation.description === undefined ? null : <p>{operation.description}</p>}
        {isOpen(operation) ? <p lang={language}>({words.anyone})</p> : null}
        <Parameters parameters={operation.parameters ?? []} />
        {body === undefined ? null : <Example title={words.body} schema={body} />}
        <h3 lang={language}>{words.tryIt}</h3>
        <Code text={curlOf(named, server)} />
        <h3 lang={language}>{words.replies}</h3>
        <ul>
          {Object.entries(operation.responses).map(([status, { description }]) => (
            <li key={status}>
              <strong>{status}</strong> {description ?? ''}
            </li>
          ))}
        </ul>
        {reply === undefined ? null : <Example title={words.example} schema={reply} />}
      </Details>
    </div>
  );
}

function Parameters({ parameters }: { readonly parameters: readonly Parameter[] }): VNode | null {
  const words = useWords(docsWords);
  const { language } = usePage();
  if (parameters.length === 0) return null;
  return (
    <>
      <h3 lang={language}>{words.parameters}</h3>
      <ul>
        {parameters.map((each) => (
          <li key={each.name}>
            <code>{each.name}</code> ({each.in}
            {each.required === true ? ', required' : ''}){' '}
            {each.description ?? each.schema?.description ?? ''}
          </li>
        ))}
      </ul>
    </>
  );
}

function Example({
  title,
  schema,
}: {
  readonly title: string;
  readonly schema: SchemaView;
}): VNode {
  return (
    <>
      <h3 lang={usePage().language}>{title}</h3>
      <Code text={JSON.stringify(exampleOf(schema), null, 2)} />
    </>
  );
}

function Code({ text }: { readonly text: string }): VNode {
  return (
    <pre class="bd-wrap">
      <code>{text}</code>
    </pre>
  );
}

function isOpen({ security }: Operation): boolean {
  return security === undefined || security.length === 0;
}

/** The operation as a line for the terminal, with the examples of its description. */
function curlOf({ method, path, operation }: Named, server: string): string {
  const examples = new Map(
    (operation.parameters ?? []).map((each) => [each.name, parameterExample(each)]),
  );
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    textOf(examples.get(name), name),
  );
  const body = operation.requestBody?.content['application/json']?.schema;
  return [
    `curl${method === 'GET' ? '' : ` -X ${method}`} ${server}${address}`,
    ...(isOpen(operation) ? [] : [`-H "Authorization: Bearer $TOKEN"`]),
    ...(operation.parameters?.some(({ name }) => name === 'If-Match') === true
      ? [`-H 'If-Match: "<the ETag that was read>"'`]
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
