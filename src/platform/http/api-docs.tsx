import type { VNode } from 'preact';
import { renderPage, Section, usePage, useWords } from '../page/index.ts';
import { docsWords } from './api-docs-words.ts';
import { Guide, type ApiGuideStep } from './api-guide.tsx';
import { OperationView, type Named, type Operation, type ReplyView } from './api-operation.tsx';
import { apiTags } from './api-tags.ts';
import type { App } from './app-type.ts';

export interface Description {
  readonly servers: readonly { readonly url: string }[];
  readonly components: { readonly responses: Readonly<Record<string, ReplyView>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface ApiDocs {
  readonly describe: () => Description;
  /** What a newcomer does first. */
  readonly steps: readonly ApiGuideStep[];
}

/** The description of the API as a page that can be read and searched without any script. */
export function addApiDocs(app: App, { describe, steps }: ApiDocs): void {
  app.get('/api/docs', { config: { access: { who: 'anyone' } } }, (request, reply) => {
    const words = docsWords[request.language];
    return renderPage(request, reply, {
      title: words.title,
      lead: words.lead,
      children: <Docs description={describe()} steps={steps} />,
    });
  });
}

function Docs({
  description,
  steps,
}: {
  readonly description: Description;
  readonly steps: readonly ApiGuideStep[];
}): VNode {
  const words = useWords(docsWords);
  const { language } = usePage();
  const operations = operationsOf(description);
  return (
    <>
      <p>
        <a href="/api/v1/openapi.json">{words.file}</a>. {words.english}
      </p>
      <Guide steps={steps} />
      {apiTags.map(({ name, title, about }) => (
        <Section
          key={name}
          id={`tag-${name.toLowerCase().replaceAll(' ', '-')}`}
          title={title[language]}
        >
          <p>{about[language]}</p>
          {operations
            .filter(({ operation }) => operation.tags?.includes(name))
            .map((named) => (
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

/** With each reply that the description keeps by name in its place. */
function operationsOf({ paths, components }: Description): readonly Named[] {
  const replyOf = ({ $ref: ref, ...reply }: ReplyView): ReplyView =>
    ref === undefined ? reply : (components.responses[ref.split('/').at(-1) ?? ''] ?? {});
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation: {
        ...operation,
        responses: Object.fromEntries(
          Object.entries(operation.responses).map(([status, reply]) => [status, replyOf(reply)]),
        ),
      },
    })),
  );
}
