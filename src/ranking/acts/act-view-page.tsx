import type { VNode } from 'preact';
import {
  Actions,
  Button,
  ButtonLink,
  Day,
  DateField,
  Facts,
  Form,
  Hidden,
  Instant,
  Note,
  Section,
  TextField,
  usePage,
  useWords,
  formatDay,
  type Fact,
} from '../../platform/page/index.ts';
import { fileKinds, type FileKind } from './act-files.ts';
import type { RankingAct } from './act.ts';
import { ActStateTag } from './acts-view.tsx';
import { actWords } from './words.ts';

/** What somebody may do with an act. */
export interface ActAbilities {
  readonly mayPrepare: boolean;
  readonly maySign: boolean;
  readonly checksSignatures: boolean;
}

/** What an act is and rests on. */
export function ActFacts({
  act,
  home,
  signer,
  replacedBy,
  isInForce,
  today,
  unitName,
}: {
  readonly act: RankingAct;
  readonly home: string;
  readonly signer: string | undefined;
  readonly replacedBy: number | undefined;
  readonly isInForce: boolean;
  readonly today: string;
  readonly unitName: (unit: string) => string;
}): VNode {
  const words = useWords(actWords);
  const { language } = usePage();
  const link = (number: number): VNode => (
    <a href={`${home}/${number}`}>{words.numberOf(number)}</a>
  );
  const { publishedOn, protocol, protocolDay, signature } = act;
  const facts: readonly (Fact | null)[] = [
    { term: words.state, value: <ActStateTag act={act} /> },
    { term: words.kind, value: words.kinds[act.kind] },
    { term: words.ground, value: act.ground },
    { term: words.units, value: act.units.map(unitName).join('; ') },
    act.follows === null ? null : { term: words.follows, value: link(act.follows) },
    act.replaces === null ? null : { term: words.replaces, value: link(act.replaces) },
    replacedBy === undefined ? null : { term: words.replacedBy, value: link(replacedBy) },
    act.fromDay === null ? null : { term: words.fromDay, value: <Day day={act.fromDay} /> },
    act.signedAt === null || signature === null
      ? null
      : {
          term: words.signedBy,
          value: (
            <>
              {signer ?? '–'}, <Instant at={act.signedAt} />, {words.ways[signature.way]}
            </>
          ),
        },
    protocol === null || protocolDay === null
      ? null
      : {
          term: words.protocolLabel,
          value: words.protocolText(protocol, formatDay(protocolDay, language)),
        },
    publishedOn === null
      ? null
      : {
          term: words.publishedOn,
          value: (publishedOn <= today ? words.publishedFrom : words.scheduled)(
            formatDay(publishedOn, language),
          ),
        },
  ];
  return (
    <>
      {act.signedAt !== null && !isInForce ? <Note tone="warn" title={words.notInForce} /> : null}
      <Facts facts={facts.filter((fact) => fact !== null)} />
      {act.reasons === '' ? null : (
        <Section id="reasons" title={words.reasons}>
          <p class="bd-lines">{act.reasons}</p>
        </Section>
      )}
    </>
  );
}

/** The files of an act, and the one that may still be made. */
export function ActFiles({
  here,
  kinds,
  document,
}: {
  readonly here: string;
  readonly kinds: readonly FileKind[];
  readonly document: 'there' | 'coming' | 'none' | 'may-ask';
}): VNode {
  const words = useWords(actWords);
  return (
    <Section id="files" title={words.files}>
      <ul>
        {fileKinds
          .filter((kind) => kinds.includes(kind))
          .map((kind) => (
            <li key={kind}>
              <a href={`${here}/files/${kind}`}>{words.fileKinds[kind]}</a>
            </li>
          ))}
      </ul>
      {document === 'coming' ? <p>{words.layingOut}</p> : null}
      {document === 'may-ask' ? (
        <Form action={`${here}/document`}>
          <Actions>
            <Button isSecondary isSmall>
              {words.layOut}
            </Button>
          </Actions>
        </Form>
      ) : null}
    </Section>
  );
}

/** Signing, by who may; and the way for a file that somebody else has signed. */
export function SignView({
  here,
  hash,
  abilities,
}: {
  readonly here: string;
  readonly hash: string;
  readonly abilities: ActAbilities;
}): VNode {
  const words = useWords(actWords);
  return (
    <>
      <Section id="sign" title={words.signTitle}>
        {abilities.maySign ? (
          <>
            <p>{words.signHelp}</p>
            <Form action={`${here}/signature`}>
              <Hidden name="contentHash" value={hash} />
              <TextField
                name="protocol"
                label={words.protocol}
                hint={words.protocolHint}
                maxLength={100}
                isOptional
              />
              <DateField name="protocolDay" label={words.protocolDay} isOptional />
              <Actions>
                <Button>{words.sign}</Button>
              </Actions>
            </Form>
          </>
        ) : (
          <p>{words.onlySignatory}</p>
        )}
      </Section>
      {abilities.mayPrepare ? <FileView here={here} hash={hash} abilities={abilities} /> : null}
    </>
  );
}

function FileView({
  here,
  hash,
  abilities: { checksSignatures },
}: Parameters<typeof SignView>[0]): VNode {
  const words = useWords(actWords);
  return (
    <Section id="sign-file" title={words.signFileTitle}>
      {checksSignatures ? (
        <>
          <p>{words.signFileHelp}</p>
          <Form action={`${here}/signatures/${hash}`} hasFile>
            <div class="bd-field">
              <label for="file">{words.signFile}</label>
              <input
                class="bd-input bd-file"
                type="file"
                id="file"
                name="file"
                accept=".p7m,.p7s,.pdf"
                required
              />
            </div>
            <Actions>
              <Button isSecondary>{words.signFileSend}</Button>
            </Actions>
          </Form>
        </>
      ) : (
        <p>{words.signatureOff}</p>
      )}
    </Section>
  );
}

export function PublishView({
  here,
  act,
}: {
  readonly here: string;
  readonly act: RankingAct;
}): VNode {
  const words = useWords(actWords);
  return (
    <Section id="publish" title={words.publishTitle}>
      <p>{words.publishHelp}</p>
      <Form action={`${here}/publication`}>
        <DateField
          name="publishedOn"
          label={words.publishDay}
          hint={words.publishDayHint}
          isOptional
        />
        {act.protocol === null ? (
          <>
            <TextField name="protocol" label={words.protocol} maxLength={100} />
            <DateField name="protocolDay" label={words.protocolDay} />
          </>
        ) : null}
        <Actions>
          <Button>{words.publish}</Button>
        </Actions>
      </Form>
    </Section>
  );
}

export function AbandonView({ here }: { readonly here: string }): VNode {
  const words = useWords(actWords);
  return (
    <Section id="abandon" title={words.abandonTitle}>
      <Actions>
        <ButtonLink href={`${here}/edit`} isSecondary>
          {words.change}
        </ButtonLink>
      </Actions>
      <p>{words.abandonHelp}</p>
      <Form action={`${here}/abandonment`}>
        <Actions>
          <Button isDanger isSecondary>
            {words.abandon}
          </Button>
        </Actions>
      </Form>
    </Section>
  );
}

/** What can be prepared on top of a signed act. */
export function GoOnView({
  home,
  act,
  kinds,
}: {
  readonly home: string;
  readonly act: RankingAct;
  readonly kinds: readonly ('scrolling' | 'reallocation' | 'correction')[];
}): VNode | null {
  const words = useWords(actWords);
  if (kinds.length === 0) return null;
  return (
    <Section id="go-on" title={words.goOn}>
      <Actions>
        {kinds.map((kind) => (
          <ButtonLink
            key={kind}
            isSecondary
            href={`${home}/new?kind=${kind}&${kind === 'correction' ? 'replaces' : 'follows'}=${act.number}`}
          >
            {words.prepareKind[kind]}
          </ButtonLink>
        ))}
      </Actions>
    </Section>
  );
}
