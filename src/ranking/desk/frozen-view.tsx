import type { VNode } from 'preact';
import {
  TextField,
  Actions,
  Button,
  Details,
  EmptyState,
  Form,
  Instant,
  Note,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import type { FrozenRound } from '../round/frozen-round.ts';
import type { ChangesSince } from '../round/queries.ts';
import { deskWords, type DeskWords } from './words.ts';

interface FrozenProps {
  readonly slug: string;
  readonly rounds: readonly FrozenRound[];
  readonly round: FrozenRound;
  readonly madeBy: string;
  readonly changes: ChangesSince;
  readonly mayAct: boolean;
}

/** What the ranking rests on: when it was frozen, by whom, how many, and whether it is still what there is. */
export function FrozenView({ slug, rounds, round, madeBy, changes, mayAct }: FrozenProps): VNode {
  const words = useWords(deskWords);
  const [newest] = rounds;
  const isOld = newest !== undefined && newest.number !== round.number;
  const said = changesText(changes, words);
  return (
    <section class="bd-frozen" aria-label={words.round}>
      <p class="bd-small">
        <b>{words.roundNumber(round.number)}</b> · {words.frozen(round.applications)} ·{' '}
        {words.frozenOn.toLowerCase()} <Instant at={round.madeAt} /> ·{' '}
        {words.frozenBy.toLowerCase()} {madeBy} · {words.versionNumber(round.callVersion)}
        {isOld || said !== '' ? null : <> · {words.isFresh}</>}
      </p>
      {isOld ? (
        <Note tone="info" title={words.isOldRound}>
          <p>
            <a href={`/rankings/${slug}`}>{words.toNewest}</a>
          </p>
        </Note>
      ) : said === '' ? null : (
        <Note tone="warn" title={words.isStale}>
          <p>
            {said} {words.staleHelp}
          </p>
          {mayAct ? <FreezeForm slug={slug} text={words.freezeAgain} /> : null}
        </Note>
      )}
      {rounds.length > 1 ? <OlderRounds slug={slug} rounds={rounds} shown={round} /> : null}
    </section>
  );
}

function changesText({ changed, arrived, isNewVersion }: ChangesSince, words: DeskWords): string {
  const parts = [
    ...(changed > 0 ? [words.staleChanged(changed)] : []),
    ...(arrived > 0 ? [words.staleArrived(arrived)] : []),
    ...(isNewVersion ? [words.staleVersion] : []),
  ];
  if (parts.length === 0) return '';
  const text = parts.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

export function FreezeForm({
  slug,
  text,
  isMain = false,
}: {
  readonly slug: string;
  readonly text: string;
  readonly isMain?: boolean;
}): VNode {
  const words = useWords(deskWords);
  return (
    <Form action={`/rankings/${slug}/rounds`}>
      <Details summary={words.freezeUpTo}>
        <TextField
          name="upTo"
          label={words.lastEntry}
          hint={words.lastEntryHelp}
          inputMode="numeric"
          isNumber
        />
      </Details>
      <Actions>
        <Button isSecondary={!isMain} isSmall={!isMain}>
          {text}
        </Button>
      </Actions>
    </Form>
  );
}

function OlderRounds({
  slug,
  rounds,
  shown,
}: {
  readonly slug: string;
  readonly rounds: readonly FrozenRound[];
  readonly shown: FrozenRound;
}): VNode {
  const words = useWords(deskWords);
  return (
    <Details summary={words.olderRounds}>
      <ul>
        {rounds.slice(0, 20).map((round) => (
          <li key={round.number}>
            {round.number === shown.number ? (
              words.roundNumber(round.number)
            ) : (
              <a href={`/rankings/${slug}?round=${round.number}`}>
                {words.roundNumber(round.number)}
              </a>
            )}{' '}
            · <Instant at={round.madeAt} /> · {words.frozen(round.applications)}
          </li>
        ))}
      </ul>
    </Details>
  );
}

/** Nothing is frozen yet: what it would be, and the button that does it. */
export function NotFrozenView({
  slug,
  received,
  open,
  mayAct,
}: {
  readonly slug: string;
  readonly received: number;
  readonly open: number;
  readonly mayAct: boolean;
}): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  if (received === 0)
    return (
      <EmptyState title={words.nexts['nothing-received']}>
        <p>{words.noRoundHelp}</p>
      </EmptyState>
    );
  return (
    <EmptyState title={words.noRound}>
      <p lang={language}>{words.noRoundHelp}</p>
      {open > 0 ? <p>{words.stillOpen(open)}</p> : null}
      {mayAct ? <FreezeForm slug={slug} text={words.freeze} isMain /> : null}
    </EmptyState>
  );
}
