import type { VNode } from 'preact';
import { parseCents, type RoundDecisions } from '../../engine/index.ts';
import {
  ButtonLink,
  formatDay,
  formatMoney,
  Section,
  Table,
  Tag,
  usePage,
  useWords,
  type Language,
} from '../../platform/page/index.ts';
import type { TakenDecision } from './queries.ts';
import { potTitle, shortUnit } from './said.ts';
import type { SettledRound } from './settled-round.ts';
import { deskWords, type DeskWords } from './words.ts';

interface DecisionsProps {
  readonly settled: SettledRound;
  readonly decisions: readonly TakenDecision[];
  readonly slug: string;
  readonly mayDecide: boolean;
}

/** What was decided where the rules stop, the withdrawn included. */
export function DecisionsView({
  settled,
  decisions,
  slug,
  mayDecide,
}: DecisionsProps): VNode | null {
  const words = useWords(deskWords);
  const { language } = usePage();
  const { document } = settled.round.call;
  const mayMove = mayDecide && document.funding?.reallocation.allowed === true;
  if (decisions.length === 0 && !mayMove) return null;
  return (
    <Section id="decisions" title={words.decisions}>
      {decisions.length === 0 ? (
        <p>{words.noDecisions}</p>
      ) : (
        <Table
          caption={words.decisions}
          isCaptionHidden
          rows={decisions}
          keyOf={({ number }) => String(number)}
          columns={[
            {
              title: words.decision,
              isRowHead: true,
              cell: (decision) => (
                <>
                  <a href={`/rankings/${slug}/decisions/${decision.number}`}>
                    {words.decisionNumber(decision.number)}
                  </a>
                  <span class="bd-rank-what">
                    {contentText(document, decision.content, words, language)}
                  </span>
                </>
              ),
            },
            { title: words.act, cell: (decision) => <ActOf decision={decision} /> },
            { title: words.state, cell: (decision) => <StateOf decision={decision} /> },
          ]}
        />
      )}
      {mayMove ? (
        <p>
          <ButtonLink href={`/rankings/${slug}/decisions/new?choice=move`} isSecondary isSmall>
            {words.moveMoney}
          </ButtonLink>
        </p>
      ) : null}
    </Section>
  );
}

function ActOf({ decision: { act, day } }: { readonly decision: TakenDecision }): VNode {
  const { language } = usePage();
  return (
    <>
      {act ?? '—'}
      {day === null ? null : <span class="bd-2nd"> · {formatDay(day, language)}</span>}
    </>
  );
}

export function StateOf({ decision }: { readonly decision: TakenDecision }): VNode {
  const words = useWords(deskWords);
  return decision.withdrawn ? (
    <Tag tone="plain" icon="minus-circle">
      {words.withdrawn}
    </Tag>
  ) : (
    <Tag tone="ok">{words.inForce}</Tag>
  );
}

/** What a decision says, in a line. */
export function contentText(
  document: SettledRound['round']['call']['document'],
  { ties = [], draws = [], moves = [], orderOfRankings, partial }: RoundDecisions,
  { contents }: DeskWords,
  language: Language,
): string {
  const [tie] = ties;
  if (tie) return `${contents.tie(tie.applications.length)}: ${contents.policies[tie.policy]}`;
  const [draw] = draws;
  if (draw) return contents.draw(draw.order.length);
  const [move] = moves;
  if (move)
    return contents.move(
      formatMoney(parseCents(move.amount) ?? 0, language),
      potTitle(document, move.from)[language],
      potTitle(document, move.to)[language],
    );
  if (partial) return `${contents.partial}: ${contents.policies[partial.policy]}`;
  const names = (orderOfRankings ?? []).map((unit) => shortUnit(document, unit, language));
  return contents.order(names.join(', '));
}
