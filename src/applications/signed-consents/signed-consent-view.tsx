import type { VNode } from 'preact';
import {
  Actions,
  Button,
  ButtonLink,
  Facts,
  Form,
  Hash,
  Instant,
  Note,
  Section,
  formatDay,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import type { KeptSignature } from './store.ts';
import { formText, signedConsentWords } from './words.ts';

export interface SignedConsentProps {
  /** The page of the application. */
  readonly address: string;
  /** This page. */
  readonly here: string;
  readonly hash: string;
  readonly kept: KeptSignature | undefined;
  /** How the organisation stands to the text, where there is no signature. */
  readonly standing: 'by-account' | 'none';
  /** Why no signature can be brought, where somebody might; nothing where it can. */
  readonly closed: string | undefined;
  readonly mayBring: boolean;
}

/** The signature by which an organisation has consented, or the three steps to get there. */
export function SignedConsentView(props: SignedConsentProps): VNode {
  const { kept, mayBring, closed, standing } = props;
  const words = useWords(signedConsentWords);
  if (kept) return <Report {...props} kept={kept} />;
  return (
    <>
      <p>{standing === 'by-account' ? words.byAccount : words.noConsent}</p>
      {mayBring && closed === undefined ? <Steps {...props} /> : null}
      {mayBring && closed !== undefined && standing === 'none' ? (
        <Note tone="info" title={words.off}>
          <p>{closed}</p>
        </Note>
      ) : null}
    </>
  );
}

function Steps({ address, here, hash }: SignedConsentProps): VNode {
  const words = useWords(signedConsentWords);
  return (
    <>
      <Section id="text" title={words.stepText}>
        <p>{words.stepTextHelp}</p>
        <Facts facts={[{ term: words.signedText, value: <Hash value={hash} /> }]} />
        <Actions>
          <ButtonLink href={`${address}/snapshots/${hash}/print`}>{words.downloadPrint}</ButtonLink>
          <ButtonLink href={`${address}/snapshots/${hash}`} isSecondary>
            {words.downloadExact}
          </ButtonLink>
        </Actions>
      </Section>
      <Section id="sign" title={words.stepSign}>
        <p>{words.stepSignHelp}</p>
      </Section>
      <Section id="send" title={words.stepSend}>
        <Form action={here} hasFile>
          <div class="bd-field">
            <label for="file">{words.file}</label>
            <p class="bd-hint" id="file-hint">
              {words.fileHint}
            </p>
            <input
              class="bd-input bd-file"
              type="file"
              id="file"
              name="file"
              accept=".p7m,.p7s,.pdf"
              aria-describedby="file-hint"
              required
            />
          </div>
          <Actions>
            <Button>{words.send}</Button>
          </Actions>
        </Form>
      </Section>
    </>
  );
}

function Report({
  here,
  hash,
  kept: { report, fileHash },
}: SignedConsentProps & { readonly kept: KeptSignature }): VNode {
  const words = useWords(signedConsentWords);
  const { language } = usePage();
  const { signer, others, listIssuedAt } = report;
  const day = (instant: string): string => formatDay(instant.slice(0, 10), language);
  return (
    <Section id="signature" title={words.report}>
      <Facts
        facts={[
          { term: words.signer, value: signer.name },
          { term: words.fiscalCode, value: signer.fiscalCode ?? '–' },
          { term: words.form, value: formText(report.form, language) },
          { term: words.checkedAt, value: <Instant at={new Date(report.checkedAt)} isExact /> },
          { term: words.issuer, value: signer.issuer },
          { term: words.serialNumber, value: <code class="bd-wrap">{signer.serialNumber}</code> },
          {
            term: words.validity,
            value: words.fromTo(day(signer.validFrom), day(signer.validUntil)),
          },
          { term: words.device, value: signer.isOnDevice ? words.onDevice : words.notOnDevice },
          { term: words.revocation, value: words.revocations[signer.revocation] },
          {
            term: words.trust,
            value: listIssuedAt === undefined ? words.noList : words.list(day(listIssuedAt)),
          },
          ...(others > 0 ? [{ term: words.others, value: String(others) }] : []),
          { term: words.signedText, value: <Hash value={hash} /> },
          { term: words.fileHash, value: <Hash value={fileHash} /> },
        ]}
      />
      <p>{words.limits}</p>
      <Actions>
        <ButtonLink href={`${here}/file`} isSecondary>
          {words.downloadFile}
        </ButtonLink>
      </Actions>
    </Section>
  );
}
