import type { VNode } from 'preact';
import type { Json } from '../engine/index.ts';
import {
  Facts,
  Hash,
  Instant,
  Note,
  Section,
  Table,
  usePage,
  useWords,
} from '../platform/page/index.ts';
import { pathText, type Change } from './compare-versions.ts';
import type { FoundChanges } from './find-changes.ts';
import type { PublishedCall } from './published-call.ts';
import type { PublishedVersion } from './published-version.ts';
import { callWords } from './words.ts';

export interface VersionProps {
  readonly call: PublishedCall;
  readonly version: PublishedVersion;
  readonly changes: FoundChanges;
}

/** A version: on what it rests, what it changed, and its texts. */
export function VersionContent({ call, version, changes }: VersionProps): VNode {
  const words = useWords(callWords);
  const { from, touched } = changes;
  const api = `/api/v1/calls/${call.slug}/versions/${version.version}`;
  return (
    <>
      <Facts
        facts={[
          { term: words.publishedOn, value: <Instant at={version.publishedAt} /> },
          { term: words.ground, value: version.ground },
          { term: words.hash, value: <Hash value={version.hash} /> },
        ]}
      />
      {touched === undefined || from === undefined ? null : (
        <Note tone="warn" title={words.touched}>
          <p>{words.touchedLead(touched.drafts, touched.submitted)}</p>
        </Note>
      )}
      <Section id="changes" title={from === undefined ? words.changes : words.changesOf(from)}>
        {from === undefined ? <p>{words.noChanges}</p> : <Changes changes={changes.changes} />}
      </Section>
      <Section id="files" title={words.files}>
        <ul>
          <li>
            <a href={`${api}/definition`}>{words.definitionFile}</a>
          </li>
          {version.decisions.map(({ file }, index) => (
            <li key={file}>
              <a href={`${api}/decisions/${index + 1}`}>{words.decisionsFile(file)}</a>
            </li>
          ))}
          <li>
            <a href={api}>{words.asJson}</a>
          </li>
        </ul>
      </Section>
    </>
  );
}

export function Changes({ changes }: { readonly changes: readonly Change[] }): VNode {
  const words = useWords(callWords);
  return (
    <Table
      caption={words.changes}
      rows={changes}
      keyOf={({ path, kind }) => `${kind} ${pathText(path)}`}
      columns={[
        {
          title: words.where,
          cell: ({ path, kind }) => (
            <>
              <code>{pathText(path)}</code>{' '}
              <span class="bd-small bd-2nd">{words.changeKinds[kind]}</span>
            </>
          ),
        },
        { title: words.before, cell: ({ before }) => <Value value={before} /> },
        { title: words.after, cell: ({ after }) => <Value value={after} /> },
        { title: words.article, cell: ({ article }) => article ?? '' },
      ]}
    />
  );
}

const charactersMax = 400;

/** A value as people can read it; a long one is cut, and whole in the JSON. */
function Value({ value }: { readonly value: Json | undefined }): VNode | null {
  const { language } = usePage();
  if (value === undefined) return null;
  if (typeof value === 'string') return <>{cut(value)}</>;
  const text = (value as Record<string, Json> | null)?.[language];
  if (typeof text === 'string') return <>{cut(text)}</>;
  return <code>{cut(JSON.stringify(value))}</code>;
}

function cut(text: string): string {
  return text.length > charactersMax ? `${text.slice(0, charactersMax)}…` : text;
}
