import type { VNode } from 'preact';
import {
  Actions,
  ButtonLink,
  Day,
  EmptyState,
  Section,
  Table,
  Tag,
  useWords,
  type Tone,
} from '../../platform/page/index.ts';
import type { ActState, BaseKind, RankingAct } from './act.ts';
import { actWords } from './words.ts';

const tones: Readonly<Record<ActState, Tone>> = {
  draft: 'open',
  signed: 'info',
  published: 'ok',
  abandoned: 'plain',
};

export function ActStateTag({ act }: { readonly act: RankingAct }): VNode {
  const words = useWords(actWords);
  return <Tag tone={tones[act.state]}>{words.states[act.state]}</Tag>;
}

interface ActsProps {
  /** Address of the acts of the call. */
  readonly home: string;
  readonly acts: readonly RankingAct[];
  readonly inForce: ReadonlySet<number>;
}

/** All acts of a call, and what can be prepared. */
export function ActsView({
  offered,
  hasRound,
  ...list
}: ActsProps & {
  readonly offered: readonly BaseKind[];
  readonly hasRound: boolean;
}): VNode {
  const words = useWords(actWords);
  return (
    <>
      {list.acts.length === 0 ? (
        <EmptyState title={words.none}>
          <p>{words.noneHelp}</p>
        </EmptyState>
      ) : (
        <ActTable {...list} />
      )}
      {offered.length === 0 && hasRound ? null : (
        <Section id="prepare" title={words.prepare}>
          {hasRound ? null : <p>{words.noRound}</p>}
          {hasRound ? (
            <Actions>
              {offered.map((kind) => (
                <ButtonLink key={kind} href={`${list.home}/new?kind=${kind}`}>
                  {words.prepareKind[kind]}
                </ButtonLink>
              ))}
            </Actions>
          ) : null}
        </Section>
      )}
    </>
  );
}

function ActTable({ home, acts, inForce }: ActsProps): VNode {
  const words = useWords(actWords);
  return (
    <Table
      caption={words.acts}
      isCaptionHidden
      rows={acts}
      keyOf={({ number }) => String(number)}
      columns={[
        { title: words.number, isNumber: true, cell: ({ number }) => number },
        {
          title: words.act,
          isRowHead: true,
          isWide: true,
          cell: ({ number, title, kind }) => (
            <>
              <a href={`${home}/${number}`}>{title}</a>
              <br />
              {words.kinds[kind]}
            </>
          ),
        },
        {
          title: words.state,
          cell: (act) => (
            <>
              <ActStateTag act={act} />
              {act.signedAt !== null && !inForce.has(act.number) ? (
                <Tag tone="warn">{words.notInForce}</Tag>
              ) : null}
            </>
          ),
        },
        {
          title: words.signedOn,
          cell: ({ signedAt }) => (signedAt ? <Day day={signedAt} /> : '–'),
        },
        {
          title: words.publishedOn,
          cell: ({ publishedOn }) => (publishedOn === null ? '–' : <Day day={publishedOn} />),
        },
      ]}
    />
  );
}
