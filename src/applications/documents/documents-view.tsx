import type { VNode } from 'preact';
import type { FileLimits } from '../../platform/config.ts';
import {
  Actions,
  Button,
  Details,
  Facts,
  Form,
  Hash,
  Instant,
  KeyFigures,
  Note,
  Section,
  Tag,
  usePage,
  useWords,
  type Language,
} from '../../platform/page/index.ts';
import { addressOf } from '../addresses.ts';
import type { ApplicationRecord } from '../application-record.ts';
import { isKept, usageOf, type HandedIn } from './handed-in.ts';
import { ScanTag } from '../scans/scan-tag.tsx';
import { currentIn, isCurable, type Slot } from './slots.ts';
import { documentWords, kindText, sizeText } from './words.ts';

export interface DocumentsProps {
  readonly application: ApplicationRecord;
  readonly slots: readonly Slot[];
  readonly names: ReadonlyMap<string, string>;
  readonly limits: FileLimits;
  readonly canChange: boolean;
  /** Whether something looks at documents for malware. */
  readonly isScanned: boolean;
}

/** What the call asks for, place by place: what is there, and the form to hand it in. */
export function DocumentsView(props: DocumentsProps): VNode {
  const words = useWords(documentWords);
  const { application, slots } = props;
  const keys = new Set(slots.map(({ key }) => key));
  const elsewhere = application.documents.filter(
    (document) => !keys.has(document.slot) && isKept(document),
  );
  return (
    <>
      <Limits {...props} />
      {slots.length === 0 ? <p>{words.none}</p> : null}
      {slots.map((slot) => (
        <SlotView {...props} key={slot.key} slot={slot} />
      ))}
      {elsewhere.length === 0 ? null : (
        <Section id="elsewhere" title={words.elsewhere}>
          <p>{words.elsewhereHelp}</p>
          <Versions {...props} versions={elsewhere} />
        </Section>
      )}
    </>
  );
}

function Limits({ application, limits }: DocumentsProps): VNode {
  const words = useWords(documentWords);
  const { language } = usePage();
  const used = usageOf(application.documents);
  return (
    <>
      <KeyFigures
        facts={[
          { term: words.fileMax, value: words.upTo(sizeText(limits.fileBytesMax, language)) },
          {
            term: words.filesMax,
            value: words.usedOf(String(used.files), String(limits.filesMax)),
          },
          {
            term: words.bytesMax,
            value: words.usedOf(
              sizeText(used.bytes, language),
              sizeText(limits.bytesMax, language),
            ),
          },
        ]}
      />
      <p>{words.limitsHelp}</p>
    </>
  );
}

function SlotView(props: DocumentsProps & { readonly slot: Slot }): VNode {
  const { application, slot, names, canChange } = props;
  const words = useWords(documentWords);
  const { language } = usePage();
  const { key } = slot;
  const current = currentIn(application.documents, key);
  const earlier = application.documents.filter(
    (document) => document.slot === key && document !== current,
  );
  return (
    <Section id={key} title={titleOf(slot, names, language)}>
      <p class="bd-row">
        <SlotTag slot={slot} isThere={current !== undefined} />
      </p>
      <p>{rulesOf(slot, words)}</p>
      {current ? <Current {...props} document={current} /> : <p>{words.missing}</p>}
      {earlier.length === 0 ? null : (
        <Details summary={words.earlier}>
          <Versions {...props} versions={earlier} />
        </Details>
      )}
      <Facts
        facts={[
          {
            term: words.kinds,
            value: slot.kinds.map((kind) => kindText(kind, language)).join(', '),
          },
        ]}
      />
      {canChange ? <UploadForm application={application} slot={slot} current={current} /> : null}
    </Section>
  );
}

/** Each partner has its own of some papers. */
function titleOf(
  { paper, partnerId }: Slot,
  names: ReadonlyMap<string, string>,
  language: Language,
): string {
  const who = partnerId === undefined ? undefined : names.get(partnerId);
  const title = paper.title[language];
  return who === undefined ? title : `${title}, ${who}`;
}

function rulesOf({ paper, isRequired }: Slot, words: (typeof documentWords)['it']): string {
  const curable = isCurable(paper);
  return [
    `${paper.article}.`,
    ...(paper.signedBy ? [words.signedBy[paper.signedBy]] : []),
    ...(isRequired ? [words.requiredHelp] : []),
    ...(curable === undefined ? [] : [curable ? words.curable : words.notCurable]),
  ].join(' ');
}

function SlotTag({ slot, isThere }: { readonly slot: Slot; readonly isThere: boolean }): VNode {
  const words = useWords(documentWords);
  if (isThere) return <Tag tone="ok">{words.there}</Tag>;
  if (slot.isRequired) return <Tag tone="stop">{words.required}</Tag>;
  return slot.due === 'yes' ? (
    <Tag tone="warn">{words.asked}</Tag>
  ) : (
    <Tag tone="open">{words.perhaps}</Tag>
  );
}

function Current(props: DocumentsProps & { readonly document: HandedIn }): VNode {
  const { application, document, canChange, isScanned } = props;
  const words = useWords(documentWords);
  const { language } = usePage();
  const place = `${addressOf(application)}/documents/${document.slot}/versions/${document.version}`;
  return (
    <>
      <Facts
        facts={[
          { term: words.file, value: <a href={place}>{words.download(document.name)}</a> },
          {
            term: words.size,
            value: `${sizeText(document.bytes, language)}, ${kindText(document.kind, language)}`,
          },
          {
            term: words.uploadedAt,
            value: <Instant at={new Date(document.uploadedAt)} isExact />,
          },
          { term: words.hash, value: <Hash value={document.hash} /> },
          ...(isScanned || document.scan
            ? [{ term: words.scan, value: <ScanTag scan={document.scan} /> }]
            : []),
        ]}
      />
      {canChange ? (
        <Details summary={words.remove}>
          <Form action={`${place}/removal`}>
            <Actions>
              <Button isDanger>{words.remove}</Button>
            </Actions>
          </Form>
        </Details>
      ) : null}
    </>
  );
}

function Versions({
  application,
  versions,
  canChange,
}: DocumentsProps & { readonly versions: readonly HandedIn[] }): VNode {
  const words = useWords(documentWords);
  return (
    <ul>
      {versions.map((document) => {
        const number = String(document.version);
        const place = `${addressOf(application)}/documents/${document.slot}/versions/${number}`;
        const isRemoved = document.removedAt !== null;
        return (
          <li key={`${document.slot} ${number}`}>
            {words.version(number)}
            {': '}
            {isKept(document) ? <a href={place}>{words.download(document.name)}</a> : document.name}
            {isRemoved ? ` (${words.removed})` : null}
            {isKept(document) && document.scan ? (
              <>
                {' '}
                <ScanTag scan={document.scan} />
              </>
            ) : null}
            {canChange && !isRemoved ? (
              <Form action={`${place}/removal`}>
                <Button isSecondary>{words.removeVersion(number)}</Button>
              </Form>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function UploadForm({
  application,
  slot,
  current,
}: {
  readonly application: ApplicationRecord;
  readonly slot: Slot;
  readonly current: HandedIn | undefined;
}): VNode {
  const words = useWords(documentWords);
  const id = `file-${slot.key}`;
  return (
    <Form
      action={`${addressOf(application)}/documents/${slot.key}`}
      hasFile
      data={{
        upload: `/api/v1${addressOf(application)}/documents/${slot.key}/uploads`,
        section: slot.key,
        preparing: words.preparing,
        sending: words.sending,
        waiting: words.waiting,
      }}
    >
      <div class="bd-field">
        <label for={id}>{current ? words.replace : words.choose}</label>
        <input class="bd-input bd-file" type="file" id={id} name="file" required />
      </div>
      <div class="bd-upload" data-progress hidden>
        <progress max={100} value={0} aria-label={words.progress} />
        <output />
      </div>
      <Actions>
        <Button isSecondary={current !== undefined}>{words.upload}</Button>
      </Actions>
    </Form>
  );
}

/** On the page of an application: how many documents are there, what is missing, and the way to them. */
export function DocumentsSummary({
  application,
  slots,
}: Pick<DocumentsProps, 'application' | 'slots'>): VNode | null {
  const words = useWords(documentWords);
  const { language } = usePage();
  const names = new Map(application.partners.map(({ id, name }) => [id, name]));
  if (slots.length === 0 && application.documents.length === 0) return null;
  return (
    <Section id="documents" title={words.section}>
      {slots.some(({ key, isRequired }) => isRequired && !currentIn(application.documents, key)) ? (
        <Note tone="warn" title={words.required}>
          <p>{words.requiredHelp}</p>
        </Note>
      ) : null}
      <ul>
        {slots.map((slot) => (
          <li key={slot.key}>
            {titleOf(slot, names, language)}{' '}
            <SlotTag
              slot={slot}
              isThere={currentIn(application.documents, slot.key) !== undefined}
            />
          </li>
        ))}
      </ul>
      <p>
        <a href={`${addressOf(application)}/documents`}>{words.open}</a>
      </p>
    </Section>
  );
}
