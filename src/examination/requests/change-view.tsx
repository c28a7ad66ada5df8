import type { VNode } from 'preact';
import { addressOf, AmountView, Why } from '../../applications/index.ts';
import { formatPoints, idOf, type Figure } from '../../engine/index.ts';
import {
  Facts,
  Hash,
  Note,
  Section,
  Table,
  Tag,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import type { FigureEffect } from './effect.ts';
import type { TextChange } from './find-change.ts';
import type { Dialogue } from './find-seen.ts';
import { slotLabel } from './prepare-items.ts';
import type { RequestRecord } from './request.ts';
import { differencesBetween, documentDifferences } from './text-differences.ts';
import { dialogueWords, type DialogueWords } from './words.ts';

interface ChangeProps {
  readonly dialogue: Dialogue;
  readonly request: RequestRecord;
  readonly change: TextChange | undefined;
}

/** What a reply changes in the text of the application, and in what the rules make of it. */
export function ChangeView({ dialogue, request, change }: ChangeProps): VNode {
  const words = useWords(dialogueWords);
  if (!change)
    return (
      <Section id="differences" title={words.differences}>
        <p>{words.noDifferences}</p>
      </Section>
    );
  return (
    <>
      <Differences dialogue={dialogue} request={request} change={change} />
      <EffectView dialogue={dialogue} change={change} />
    </>
  );
}

function Differences({
  dialogue,
  request,
  change: { before, after },
}: ChangeProps & { readonly change: TextChange }): VNode {
  const words = useWords(dialogueWords);
  const { language } = usePage();
  const { published, sight, names } = dialogue;
  const { document } = published.call;
  const rows = [
    ...differencesBetween(document, { before, after }, { sight, names, language }),
    ...documentDifferences(before, after).map((each) => ({
      key: each.slot,
      label: slotLabel({ snapshot: after, call: published.call }, each.slot, language),
      before: each.before ? words.newVersion(String(each.before.version)) : words.notThere,
      after: words.newVersion(String(each.after.version)),
    })),
  ];
  const sent = request.reply?.sent;
  return (
    <Section id="differences" title={words.differences}>
      {rows.length === 0 ? (
        <p>{words.noDifferences}</p>
      ) : (
        <Table
          caption={words.differences}
          isCaptionHidden
          rows={rows}
          keyOf={({ key }) => key}
          columns={[
            { title: words.place, isRowHead: true, cell: ({ label }) => label },
            { title: words.before, cell: (row) => row.before },
            { title: words.after, cell: (row) => row.after },
          ]}
        />
      )}
      {sent && sent.textHash !== null && after.follows ? (
        <>
          <p>{words.differencesHelp}</p>
          <Facts
            facts={[
              { term: words.textBefore, value: <Hash value={after.follows.text} /> },
              {
                term: words.textAfter,
                value: (
                  <>
                    <Hash value={sent.textHash} />
                    {sight.costs === 'all' ? (
                      <>
                        <br />
                        <a href={textAddress(dialogue, sent.textHash)}>{words.downloadText}</a>
                      </>
                    ) : null}
                  </>
                ),
              },
            ]}
          />
        </>
      ) : null}
    </Section>
  );
}

function textAddress({ snapshot, applicationId }: Dialogue, hash: string): string {
  return `${addressOf({ id: applicationId, call: snapshot.call })}/texts/${hash}`;
}

function EffectView({
  dialogue,
  change: { effect },
}: {
  readonly dialogue: Dialogue;
  readonly change: TextChange;
}): VNode {
  const words = useWords(dialogueWords);
  const { language } = usePage();
  if (!effect)
    return (
      <Section id="effect" title={words.effect}>
        <Note tone="open" title={words.effectUnknown} />
      </Section>
    );
  const { figures, checks } = effect;
  return (
    <Section id="effect" title={words.effect}>
      <p>{dialogue.side === 'office' ? words.effectHelpOffice : words.effectHelp}</p>
      {figures.length === 0 ? (
        <p>{words.noEffect}</p>
      ) : (
        <FigureTable dialogue={dialogue} figures={figures} />
      )}
      {checks.length === 0 ? null : (
        <Table
          caption={words.checksChanged}
          isCaptionHidden
          rows={checks}
          keyOf={({ check }) => check.id}
          columns={[
            {
              title: words.check,
              isRowHead: true,
              cell: ({ check }) => nameOfCheck(check.title[language], check.partner, dialogue),
            },
            { title: words.before, cell: ({ before }) => words.verdicts[before] },
            { title: words.after, cell: ({ after }) => words.verdicts[after] },
          ]}
        />
      )}
    </Section>
  );
}

function nameOfCheck(title: string, partner: string | undefined, { names }: Dialogue): string {
  return partner === undefined ? title : `${title} (${names.get(partner) ?? partner})`;
}

function FigureTable({
  dialogue,
  figures,
}: {
  readonly dialogue: Dialogue;
  readonly figures: readonly FigureEffect[];
}): VNode {
  const words = useWords(dialogueWords);
  const { language } = usePage();
  const { published, sight, names } = dialogue;
  const titleOf = (effect: FigureEffect): string => figureTitle(effect, words, language);
  return (
    <Table
      caption={words.effect}
      isCaptionHidden
      rows={figures}
      keyOf={({ figure }) => figure}
      columns={[
        { title: words.figure, isRowHead: true, cell: titleOf },
        {
          title: words.before,
          isNumber: true,
          cell: ({ kind, before }) => <FigureSaid kind={kind} figure={before} />,
        },
        {
          title: words.after,
          isNumber: true,
          cell: ({ kind, after }) => <FigureSaid kind={kind} figure={after} />,
        },
        // Sentences about costs may tell those of others.
        ...(sight.costs === 'all'
          ? [
              {
                title: words.why,
                isWide: true,
                cell: (effect: FigureEffect) =>
                  effect.after === undefined ? null : (
                    <Why
                      figure={effect.after}
                      call={published.call}
                      title={titleOf(effect)}
                      names={names}
                    />
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}

function figureTitle(
  { figure, after, before }: FigureEffect,
  words: DialogueWords,
  language: 'it' | 'en',
): string {
  const { rule } = after ?? before ?? { rule: undefined };
  if (rule?.kind === 'criterion') return rule.criterion.document.title[language];
  return (
    words.figures[figure as keyof DialogueWords['figures']] ??
    (rule ? idOf(rule) : figure) ??
    figure
  );
}

function FigureSaid({
  kind,
  figure,
}: {
  readonly kind: FigureEffect['kind'];
  readonly figure: Figure | undefined;
}): VNode {
  const words = useWords(dialogueWords);
  if (!figure) return <>{words.nothing}</>;
  const { low, high } = figure;
  if (kind === 'money') return <AmountView amount={{ low, high }} />;
  if (kind === 'truth') {
    const said = low !== high ? words.truth.unknown : low === 1 ? words.truth.yes : words.truth.no;
    return low === high ? <>{said}</> : <Tag tone="open">{said}</Tag>;
  }
  if (low === high) return <span class="bd-num">{formatPoints(low)}</span>;
  const text = Number.isFinite(high)
    ? words.between(formatPoints(low), formatPoints(high))
    : words.atLeast(formatPoints(low));
  return <Tag tone="open">{text}</Tag>;
}
