import type { VNode } from 'preact';
import {
  Actions,
  ButtonLink,
  Details,
  Facts,
  formatNumber,
  Hash,
  Instant,
  KeyFigures,
  Note,
  Section,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import type { EntryOutcome } from './commit-entries.ts';
import type { Receipt } from './receipt.ts';
import { checkReceipt } from './receipt.ts';
import { entryRefusals } from './refusals.ts';
import { registerWords } from './words.ts';

/** A receipt as people read it, with its proof below. */
export function ReceiptView({
  receipt,
  address,
}: {
  readonly receipt: Receipt;
  readonly address: string;
}): VNode {
  const words = useWords(registerWords);
  const { language } = usePage();
  const { entry, commit, proof, signature } = receipt;
  const isGood = checkReceipt(receipt).length === 0;
  return (
    <>
      <KeyFigures
        facts={[
          { term: words.protocol, value: receipt.protocol },
          { term: words.at, value: <Instant at={new Date(entry.at)} isExact /> },
          { term: words.place, value: formatNumber(entry.number, language) },
        ]}
      />
      {isGood ? <Note tone="ok" title={words.checked} /> : null}
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
        ]}
      />
      <Actions>
        <ButtonLink href={`${address.split('?')[0]}/json`}>{words.download}</ButtonLink>
        <ButtonLink href={`/calls/${entry.call}/applications/${entry.applicationId}`} isSecondary>
          {words.backToApplication}
        </ButtonLink>
      </Actions>
      <Section id="verify" title={words.verify}>
        <p>{words.verifyText}</p>
        <pre class="bd-pre">
          <code>{`bandolo verify receipt.json --public-key ${signature.publicKey}`}</code>
        </pre>
        <p>
          <a href="/api/v1/signing-keys">{words.keysLink}</a>
        </p>
        <Details summary={words.technical}>
          <Facts
            facts={[
              { term: words.entryHash, value: <Hash value={receipt.hash} /> },
              { term: words.previous, value: <Hash value={entry.previousHash} /> },
              { term: words.signature, value: <Hash value={signature.value} /> },
            ]}
          />
        </Details>
      </Section>
    </>
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
