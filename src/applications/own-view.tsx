import type { ComponentChildren, VNode } from 'preact';
import {
  Actions,
  Button,
  ButtonLink,
  Details,
  Facts,
  Form,
  Hash,
  Hidden,
  Instant,
  KeyFigures,
  Note,
  Section,
  TextArea,
  useWords,
  type Tone,
} from '../platform/page/index.ts';
import type { CallDocument } from '../engine/index.ts';
import { addressOf } from './addresses.ts';
import { stateOf, versionTag } from './application.ts';
import type { ApplicationRecord } from './application-record.ts';
import type { ApplicationCheck } from './check-application.ts';
import { CheckView } from './check-view.tsx';
import { ContentSummary } from './content-summary.tsx';
import { DocumentsSummary } from './documents/documents-view.tsx';
import type { Slot } from './documents/slots.ts';
import { History } from './history.tsx';
import { Deadline, StateTag } from './list-view.tsx';
import { nextStepOf, type Abilities, type NextStep } from './next-step.ts';
import { gateWords } from './opening/gate-words.ts';
import type { ShownContent } from './sight.ts';
import { PartnersView } from './partners-view.tsx';
import type { TimelineStep } from './queries.ts';
import { protocolOf } from './register/entry.ts';
import { Everything } from './whole/everything-view.tsx';
import { applicationWords, type ApplicationWordsOf } from './words.ts';

export interface OwnProps {
  readonly application: ApplicationRecord;
  readonly abilities: Abilities;
  /** The rules by which the text is read: those it was frozen by, or those that hold. */
  readonly document: CallDocument;
  /** Names of organisations by id, of those that took part before too. */
  readonly names: ReadonlyMap<string, string>;
  readonly check: ApplicationCheck | undefined;
  /** What the call asks to be handed in. */
  readonly slots: readonly Slot[];
  readonly timeline: readonly TimelineStep[];
  /** What it says, as far as whoever looks may see it. */
  readonly content: ShownContent;
  /** The frozen text, to be read to the character. */
  readonly exactText: string | undefined;
  /** Whether this server can check signatures. */
  readonly checksSignatures: boolean;
  /** Whether all of the frozen text is for whoever looks. */
  readonly isWhole: boolean;
  /** What later domains show of it. */
  readonly parts: readonly VNode[];
}

/** An application as the people of its partnership see it: what to do first, then what it says. */
export function OwnView(props: OwnProps): VNode {
  const { application, document, names, check, abilities } = props;
  return (
    <>
      <Glance {...props} />
      <WhatToDo {...props} />
      {props.parts}
      {check && stateOf(application) === 'draft' ? (
        <CheckView
          check={check}
          place={{ document, content: application.content, names }}
          {...(abilities.edits ? { address: addressOf(application) } : {})}
        />
      ) : null}
      <ContentSummary
        document={document}
        content={props.content}
        names={names}
        isOpen={application.frozenHash !== null}
      />
      <DocumentsSummary application={application} slots={props.slots} />
      <PartnersView
        application={application}
        document={document}
        abilities={abilities}
        checksSignatures={props.checksSignatures}
      />
      <FrozenText {...props} />
      <Receipts {...props} />
      <Everything address={addressOf(application)} />
      <History application={application} names={names} timeline={props.timeline} />
    </>
  );
}

function Glance({ application }: OwnProps): VNode {
  const words = useWords(applicationWords);
  const { call, consents, partners, lead, lastEntry, entries } = application;
  const receivedAt = entries.at(-1)?.at;
  return (
    <>
      <p class="bd-row">
        <StateTag state={stateOf(application)} />
      </p>
      <KeyFigures
        facts={[
          { term: words.lead, value: lead.name },
          ...(call.opensAt !== null && call.window.now < call.opensAt
            ? [{ term: words.opens, value: <Instant at={new Date(call.opensAt)} /> }]
            : []),
          ...(lastEntry && receivedAt !== undefined
            ? [
                { term: words.protocol, value: protocolOf(call.slug, lastEntry.number) },
                { term: words.acts[lastEntry.kind], value: <Instant at={new Date(receivedAt)} /> },
              ]
            : [
                { term: words.deadline, value: <Deadline application={application} /> },
                {
                  term: words.consents,
                  value: words.consentsOf(String(consents.length), String(partners.length)),
                },
              ]),
        ]}
      />
    </>
  );
}

const stepTones: Readonly<Record<NextStep, Tone>> = {
  complete: 'info',
  'wait-for-lead': 'info',
  consent: 'warn',
  'wait-for-consents': 'info',
  'wait-for-opening': 'ok',
  submit: 'ok',
  'wait-for-submission': 'ok',
  missed: 'stop',
  'take-up-again': 'info',
  none: 'ok',
};

function WhatToDo(props: OwnProps): VNode {
  const { application, abilities } = props;
  const words = useWords(applicationWords);
  const step = nextStepOf(application, abilities);
  const { title, help } = toldOf(props, step, words);
  return (
    <>
      <Note tone={stepTones[step]} title={title}>
        <p>{help}</p>
      </Note>
      <StepActions {...props} step={step} />
    </>
  );
}

function toldOf(
  { application, check }: OwnProps,
  step: NextStep,
  words: ApplicationWordsOf,
): { readonly title: string; readonly help: string } {
  const state = stateOf(application);
  if (step === 'complete' && check?.problems.length === 0)
    return { title: words.canFreeze, help: words.canFreezeHelp };
  if (step !== 'none') return { title: words.steps[step], help: words.stepHelp[step] };
  const help = state === 'withdrawn' ? words.withdrawnHelp : words.stepHelp.none;
  return { title: words.states[state], help };
}

/** The forms for the next step; the first button is the one thing to do. */
function StepActions(props: OwnProps & { readonly step: NextStep }): VNode | null {
  const { application, abilities, check, step } = props;
  const words = useWords(applicationWords);
  const gateText = useWords(gateWords);
  const address = addressOf(application);
  const canFreeze = abilities.edits && check?.problems.length === 0;
  const editLink = (isSecondary: boolean): VNode => (
    <ButtonLink href={`${address}/sections/project`} isSecondary={isSecondary}>
      {step === 'take-up-again' ? words.takeUp : words.edit}
    </ButtonLink>
  );
  const gateLink = (isSecondary: boolean): VNode => (
    <ButtonLink href={`${address}/submission`} isSecondary={isSecondary}>
      {gateText.toGate}
    </ButtonLink>
  );
  if (step === 'complete')
    return (
      <Actions>
        {canFreeze ? <FreezeForm application={application} /> : null}
        {editLink(canFreeze)}
      </Actions>
    );
  if (step === 'take-up-again')
    return (
      <Actions>
        {editLink(false)}
        {canFreeze ? <FreezeForm application={application} isSecondary /> : null}
      </Actions>
    );
  if (step === 'submit' && application.readyHash !== null)
    return (
      <>
        <Form action={`${address}/submission`}>
          <Hidden name="snapshotHash" value={application.readyHash} />
          <Button>{words.submitButton}</Button>
        </Form>
        <Actions>
          {gateLink(true)}
          {editLink(true)}
        </Actions>
      </>
    );
  const { lastEntry, call } = application;
  if (step === 'none' && lastEntry)
    return (
      <Actions>
        <ButtonLink href={`${address}/receipts/${lastEntry.number}`}>
          {words.receiptOf(protocolOf(call.slug, lastEntry.number))}
        </ButtonLink>
      </Actions>
    );
  const isChangeable = abilities.edits && stateOf(application) !== 'submitted' && step !== 'none';
  const first = abilities.consentsFor.find(
    (id) => !application.consents.some(({ organisationId }) => organisationId === id),
  );
  return (
    <Actions>
      {step === 'consent' && first !== undefined ? (
        <ButtonLink href={`#consent-${first}`}>{words.toConsent}</ButtonLink>
      ) : null}
      {step === 'wait-for-opening' || step === 'wait-for-submission' ? gateLink(false) : null}
      {isChangeable ? editLink(true) : null}
    </Actions>
  );
}

function FreezeForm({
  application,
  isSecondary = false,
  children,
}: {
  readonly application: ApplicationRecord;
  readonly isSecondary?: boolean;
  readonly children?: ComponentChildren;
}): VNode {
  const words = useWords(applicationWords);
  return (
    <Form action={`${addressOf(application)}/freeze`}>
      <Hidden name="tag" value={versionTag(application)} />
      <Button isSecondary={isSecondary}>
        {children ?? (application.frozenHash === null ? words.freeze : words.freezeAgain)}
      </Button>
    </Form>
  );
}

function FrozenText({ application, abilities, exactText, isWhole, check }: OwnProps): VNode | null {
  const words = useWords(applicationWords);
  const { frozenHash, frozenAt, callVersion, call } = application;
  if (frozenHash === null) return null;
  const state = stateOf(application);
  const isOutdated = callVersion < call.version && (state === 'frozen' || state === 'ready');
  return (
    <Section id="frozen" title={words.frozenText}>
      {isOutdated ? (
        <Note tone="warn" title={words.outdated}>
          <p>{words.outdatedHelp}</p>
          {abilities.edits && check?.problems.length === 0 ? (
            <FreezeForm application={application} isSecondary />
          ) : null}
        </Note>
      ) : null}
      <Facts
        facts={[
          { term: words.hash, value: <Hash value={frozenHash} /> },
          ...(frozenAt === null
            ? []
            : [{ term: words.frozenAt, value: <Instant at={new Date(frozenAt)} isExact /> }]),
          { term: words.version, value: String(callVersion) },
        ]}
      />
      {exactText === undefined ? null : (
        <Details summary={words.exactText}>
          <pre class="bd-wrap">
            <code>{exactText}</code>
          </pre>
        </Details>
      )}
      <p>
        {isWhole ? (
          <a href={`${addressOf(application)}/snapshots/${frozenHash}`}>{words.download}</a>
        ) : (
          words.textConfidential
        )}
      </p>
    </Section>
  );
}

function Receipts({ application, abilities }: OwnProps): VNode | null {
  const words = useWords(applicationWords);
  const { entries, call, lastEntry } = application;
  if (entries.length === 0) return null;
  const address = addressOf(application);
  return (
    <Section id="receipts" title={words.receipts}>
      <Facts
        facts={entries.map(({ kind, number, at }) => ({
          term: words.acts[kind],
          value: (
            <>
              <Instant at={new Date(at)} isExact />
              <br />
              <a href={`${address}/receipts/${number}`}>
                {words.receiptOf(protocolOf(call.slug, number))}
              </a>
            </>
          ),
        }))}
      />
      {lastEntry?.kind === 'submission' && abilities.submits ? (
        <Details summary={words.withdraw}>
          <p>
            {words.withdrawHelp}{' '}
            {call.window.resubmission ? words.withdrawAgain : words.withdrawFinal}
          </p>
          <Form action={`${address}/withdrawal`}>
            <Hidden name="number" value={String(lastEntry.number)} />
            <TextArea name="reason" label={words.reason} rows={3} maxLength={2000} />
            <Button isDanger>{words.withdraw}</Button>
          </Form>
        </Details>
      ) : null}
    </Section>
  );
}
