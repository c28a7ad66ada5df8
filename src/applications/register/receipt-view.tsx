import type { VNode } from 'preact';
import {
  Actions,
  ButtonLink,
  Day,
  Details,
  Facts,
  formatNumber,
  Hash,
  Icon,
  Instant,
  KeyFigures,
  Note,
  Section,
  Timeline,
  usePage,
  useWords,
  type Fact,
  type Step,
} from '../../platform/page/index.ts';
import { AmountView } from '../sections/why-view.tsx';
import type { EntryOutcome } from './commit-entries.ts';
import { sidesOf } from './merkle.ts';
import { ProofPicture } from './proof-picture.tsx';
import type { Receipt } from './receipt.ts';
import { checkReceipt } from './receipt.ts';
import { exactTime } from './receipt-document.ts';
import { receiptWords } from './receipt-words.ts';
import type { Received } from './received.ts';
import { entryRefusals } from './refusals.ts';
import { registerWords } from './words.ts';

interface ReceiptProps {
  readonly receipt: Receipt;
  /** The page of the receipt. */
  readonly address: string;
  readonly received: Received | undefined;
}

/** A receipt as people read it: what was received and when, what follows, and how it is checked. */
export function ReceiptView(props: ReceiptProps): VNode {
  const words = useWords(receiptWords);
  const { received, receipt } = props;
  const isSubmission = receipt.entry.kind === 'submission';
  const procedure = received?.call.document.procedure;
  return (
    <>
      <Hero {...props} />
      <p>
        {words.zone}. {words.order}{' '}
        {isSubmission && (procedure === 'ranking' || procedure === 'list') ? (
          <b>{words.noRanking}</b>
        ) : null}
      </p>
      {isSubmission && received ? <WhatFollows receipt={receipt} received={received} /> : null}
      <Checking {...props} />
    </>
  );
}

function Hero({ receipt, address, received }: ReceiptProps): VNode {
  const words = useWords(receiptWords);
  const { language } = usePage();
  const { entry, protocol } = receipt;
  const at = new Date(entry.at);
  const facts: readonly Fact[] = [
    { term: words.day, value: <Day day={at} /> },
    {
      term: words.hour,
      value: (
        <time dateTime={at.toISOString()} class="bd-num">
          {exactTime(at, language)}
        </time>
      ),
    },
    { term: words.place, value: formatNumber(entry.number, language) },
    ...(entry.kind === 'submission' && received?.grant
      ? [{ term: words.grant, value: <AmountView amount={received.grant} /> }]
      : []),
  ];
  return (
    <section class="bd-receipt" aria-labelledby="receipt">
      <p class="bd-receipt-ok">
        <Icon name="check-circle" />
        <span>{words[entry.kind]}</span>
      </p>
      <h1 id="receipt">
        {words.protocolTitle} <Protocol text={protocol} />
      </h1>
      {received?.heading ? (
        <p>
          {received.heading.title}
          <br />
          {received.heading.leadName}
        </p>
      ) : null}
      <KeyFigures facts={facts} />
      <Actions>
        <ButtonLink href={`${address}/pdf`}>{words.download}</ButtonLink>
        <ButtonLink href={`/calls/${entry.call}/applications/${entry.applicationId}`} isSecondary>
          {words.follow}
        </ButtonLink>
      </Actions>
    </section>
  );
}

/** The number stays in one piece where the rest must break. */
function Protocol({ text }: { readonly text: string }): VNode {
  const slash = text.lastIndexOf('/') + 1;
  return (
    <>
      {text.slice(0, slash)}
      <wbr />
      <span class="bd-whole">{text.slice(slash)}</span>
    </>
  );
}

/** The phases of the call behind the one that is over; when they are done is not known here. */
function WhatFollows({
  receipt: { entry },
  received: { call },
}: {
  readonly receipt: Receipt;
  readonly received: Received;
}): VNode {
  const words = useWords(receiptWords);
  const { language } = usePage();
  const phases = call.document.phases ?? [];
  const steps: readonly Step[] = [
    { title: words.received, when: <Instant at={new Date(entry.at)} />, state: 'done' },
    ...phases.map(({ title, article }): Step => ({
      title: title[language],
      when: article,
      state: 'ahead',
    })),
  ];
  return (
    <Section id="next" title={words.next}>
      <p>{phases.length === 0 ? words.nextUnknown : words.ofCall}</p>
      <Timeline steps={steps} />
    </Section>
  );
}

function Checking({ receipt, address }: ReceiptProps): VNode {
  const words = useWords(registerWords);
  const said = useWords(receiptWords);
  const { language } = usePage();
  const { commit, proof, signature, entry } = receipt;
  const isGood = checkReceipt(receipt).length === 0;
  const steps = formatNumber(proof.hashes.length, language);
  return (
    <Section id="verify" title={words.verify}>
      {isGood ? <Note tone="ok" title={words.checked} /> : null}
      <p>{said.proves}</p>
      <p>{proof.hashes.length === 0 ? said.pathOne : said.path(steps)}</p>
      <ProofPicture receipt={receipt} />
      <ProofTable receipt={receipt} />
      <p>{words.verifyText}</p>
      <pre class="bd-wrap">
        <code>{`bandolo verify receipt.json --public-key ${signature.publicKey}`}</code>
      </pre>
      <Actions>
        <ButtonLink href={`${address}/json`} isSecondary>
          {said.downloadJson}
        </ButtonLink>
      </Actions>
      <p>
        <a href="/api/v1/signing-keys">{words.keysLink}</a>
      </p>
      <Details summary={words.technical}>
        <Facts
          facts={[
            { term: words.textHash, value: <Hash value={entry.snapshotHash} /> },
            ...(entry.ground === null ? [] : [{ term: words.ground, value: entry.ground }]),
            {
              term: words.commit,
              value: words.commitOf(
                formatNumber(proof.index + 1, language),
                formatNumber(commit.size, language),
              ),
            },
            { term: words.key, value: <code>{signature.keyId}</code> },
            { term: words.previous, value: <Hash value={entry.previousHash} /> },
            { term: words.signature, value: <Hash value={signature.value} /> },
          ]}
        />
      </Details>
    </Section>
  );
}

/** From the entry to the signed root, hash by hash. */
function ProofTable({ receipt }: { readonly receipt: Receipt }): VNode {
  const words = useWords(receiptWords);
  const { language } = usePage();
  const { commit, proof, hash } = receipt;
  const sides = sidesOf({ index: proof.index, size: commit.size });
  return (
    <dl class="bd-sum bd-proof">
      <div>
        <dt>{words.entryHash}</dt>
        <dd>
          <code>{hash}</code>
        </dd>
      </div>
      {proof.hashes.map((each, place) => (
        <div key={each} class="sub">
          <dt>{words.step(formatNumber(place + 1, language), sides[place] ?? 'left')}</dt>
          <dd>
            <code>{each}</code>
          </dd>
        </div>
      ))}
      <div class="res">
        <dt>{words.root}</dt>
        <dd>
          <code>{commit.root}</code>
        </dd>
      </div>
    </dl>
  );
}

/** Says precisely what happened to an act that was not entered. */
export function RefusalView({
  outcome: { code, at, term },
  arrivedAt,
  back,
}: {
  readonly outcome: Extract<EntryOutcome, { readonly type: 'refused' }>;
  readonly arrivedAt: Date;
  readonly back: string;
}): VNode {
  const words = useWords(registerWords);
  const { language } = usePage();
  const isAboutTime = code === 'closed' || code === 'not-open-yet';
  return (
    <>
      <p class="bd-lead">{entryRefusals[code][language]}</p>
      {isAboutTime ? (
        <Facts
          facts={[
            { term: words.opens, value: <Instant at={new Date(term.opensAt)} isExact /> },
            ...(term.closesAt === null
              ? []
              : [{ term: words.closes, value: <Instant at={new Date(term.closesAt)} isExact /> }]),
            { term: words.arrived, value: <Instant at={arrivedAt} isExact /> },
            { term: words.decided, value: <Instant at={new Date(at)} isExact /> },
          ]}
        />
      ) : null}
      <Actions>
        <ButtonLink href={back}>{words.backToApplication}</ButtonLink>
      </Actions>
    </>
  );
}
