import type { VNode } from 'preact';
import {
  Actions,
  ButtonLink,
  Day,
  EmptyState,
  formatNumber,
  Instant,
  KeyFigures,
  Note,
  Section,
  Table,
  Tag,
  usePage,
  useWords,
} from '../platform/page/index.ts';
import { judges } from './panel.ts';
import type { PanelRules } from './panel-rules.ts';
import type { MemberTime, PanelRecord, RecordedAct, Workload } from './panel-queries.ts';
import { panelWords } from './words.ts';

export interface PanelShown {
  readonly slug: string;
  readonly panel: PanelRecord | undefined;
  readonly workloads: ReadonlyMap<number, Workload>;
  readonly wanting: number;
  readonly rules: PanelRules;
  readonly mayKeep: boolean;
}

/** The panel as the office sees it. */
export function PanelView(shown: PanelShown): VNode {
  const words = useWords(panelWords);
  const { slug, panel, rules, mayKeep } = shown;
  const composing = (text: string) => (
    <ButtonLink href={`/calls/${slug}/panel/acts/new`} isSecondary={panel !== undefined}>
      {text}
    </ButtonLink>
  );
  if (!panel)
    return (
      <>
        <Gaps rules={rules} />
        <EmptyState title={words.noPanel}>
          <p>{words.noPanelHelp}</p>
          {mayKeep ? composing(words.composeFirst) : null}
        </EmptyState>
      </>
    );
  return (
    <>
      <Key shown={shown} panel={panel} />
      <Gaps rules={rules} />
      <Actions>
        <ButtonLink href={`/calls/${slug}/panel/applications`}>{words.seeApplications}</ButtonLink>
        {mayKeep ? (
          <>
            <ButtonLink href={`/calls/${slug}/sheets`} isSecondary>
              {words.toSheets}
            </ButtonLink>
            <ButtonLink href={`/calls/${slug}/sessions`} isSecondary>
              {words.toSessions}
            </ButtonLink>
            {composing(words.change)}
          </>
        ) : null}
      </Actions>
      <Members shown={shown} panel={panel} />
      <Acts acts={panel.acts} />
      <Former panel={panel} />
    </>
  );
}

function Key({ shown, panel }: { readonly shown: PanelShown; readonly panel: PanelRecord }): VNode {
  const words = useWords(panelWords);
  const { language } = usePage();
  const { workloads, wanting, rules } = shown;
  const missing = panel.members.filter((member) => undeclaredOf(member, shown, panel) > 0).length;
  return (
    <KeyFigures
      facts={[
        { term: words.arrivals, value: formatNumber(panel.arrivals, language) },
        { term: words.wanting, value: formatNumber(wanting, language) },
        {
          term: words.undeclared,
          value: words.outOf(
            formatNumber(missing, language),
            formatNumber(judgesIn(panel, workloads), language),
          ),
        },
        {
          term: words.sheetsEach,
          value:
            rules.scorers === undefined ? (
              <Tag tone="open">{words.notSaid}</Tag>
            ) : (
              formatNumber(rules.scorers, language)
            ),
        },
      ]}
    />
  );
}

function judgesIn({ members }: PanelRecord, workloads: PanelShown['workloads']): number {
  return members.filter(({ number, part }) => workloads.has(number) && judges(part)).length;
}

/** Nothing for who only keeps the papers, or is not in it any more. */
function undeclaredOf(
  { number, part, untilAct }: MemberTime,
  { workloads }: PanelShown,
  { arrivals }: PanelRecord,
): number {
  const workload = workloads.get(number);
  if (untilAct !== null || !workload || !judges(part)) return 0;
  return Math.max(0, arrivals - workload.declaredTo);
}

function Gaps({ rules: { gaps, article } }: { readonly rules: PanelRules }): VNode | null {
  const words = useWords(panelWords);
  const { language } = usePage();
  if (gaps.length === 0) return null;
  return (
    <Note tone="open" title={words.gapsTitle}>
      <ul>
        {gaps.map(({ id, note }) => (
          <li key={id}>
            {note[language]} <span class="bd-cite">{article}</span>
          </li>
        ))}
      </ul>
      <p>{words.gapsText}</p>
    </Note>
  );
}

function Members({
  shown,
  panel,
}: {
  readonly shown: PanelShown;
  readonly panel: PanelRecord;
}): VNode {
  const words = useWords(panelWords);
  const now = panel.members.filter(({ untilAct }) => untilAct === null);
  const of = ({ number }: MemberTime): Workload | undefined => shown.workloads.get(number);
  return (
    <Section id="members" title={words.members}>
      <Table
        caption={words.members}
        isCaptionHidden
        rows={now}
        keyOf={({ number }) => String(number)}
        columns={[
          {
            title: words.member,
            isRowHead: true,
            cell: (member) => (
              <>
                {member.name}
                {of(member)?.hasRole === false ? <Tag tone="warn">{words.noRole}</Tag> : null}
              </>
            ),
          },
          { title: words.part, cell: ({ part }) => words.parts[part] },
          { title: words.since, cell: ({ since }) => <Day day={since} /> },
          {
            title: words.declaration,
            cell: (member) => (
              <Declaration
                member={member}
                arrivals={panel.arrivals}
                left={undeclaredOf(member, shown, panel)}
              />
            ),
          },
          {
            title: words.workload,
            isNumber: true,
            cell: (member) => <Load workload={of(member)} />,
          },
          {
            title: words.conflicts,
            isNumber: true,
            cell: (member) => of(member)?.conflicts ?? 0,
          },
          { title: words.removedCount, isNumber: true, cell: (member) => of(member)?.removed ?? 0 },
        ]}
      />
    </Section>
  );
}

function Declaration({
  member: { part },
  arrivals,
  left,
}: {
  readonly member: MemberTime;
  readonly arrivals: number;
  readonly left: number;
}): VNode {
  const words = useWords(panelWords);
  if (!judges(part)) return <>{words.notAsked}</>;
  if (arrivals === 0) return <>{words.nothingToDeclare}</>;
  return left === 0 ? (
    <Tag tone="ok">{words.declared}</Tag>
  ) : (
    <Tag tone="warn">{words.stillToDeclare(left)}</Tag>
  );
}

function Load({ workload }: { readonly workload: Workload | undefined }): VNode {
  const words = useWords(panelWords);
  const { language } = usePage();
  const { assigned = 0, reports = 0 } = workload ?? {};
  return (
    <>
      {formatNumber(assigned, language)}
      {reports === 0 ? null : <small class="bd-2nd d-block">{words.asReporter(reports)}</small>}
    </>
  );
}

function Acts({ acts }: { readonly acts: readonly RecordedAct[] }): VNode {
  const words = useWords(panelWords);
  return (
    <Section id="acts" title={words.acts}>
      <p>{words.actsHelp}</p>
      <Table
        caption={words.acts}
        isCaptionHidden
        rows={acts.toReversed()}
        keyOf={({ number }) => String(number)}
        columns={[
          { title: words.act, isRowHead: true, cell: ({ title }) => title },
          { title: words.actDay, cell: ({ day }) => <Day day={day} /> },
          { title: words.ground, isWide: true, cell: ({ ground }) => ground },
          { title: words.recordedAt, cell: ({ recordedAt }) => <Instant at={recordedAt} /> },
        ]}
      />
    </Section>
  );
}

function Former({ panel: { members } }: { readonly panel: PanelRecord }): VNode | null {
  const words = useWords(panelWords);
  const former = members.filter(({ untilAct }) => untilAct !== null);
  if (former.length === 0) return null;
  return (
    <Section id="former" title={words.former}>
      <Table
        caption={words.former}
        isCaptionHidden
        rows={former}
        keyOf={({ number }) => String(number)}
        columns={[
          { title: words.member, isRowHead: true, cell: ({ name }) => name },
          { title: words.part, cell: ({ part }) => words.parts[part] },
          { title: words.since, cell: ({ since }) => <Day day={since} /> },
          { title: words.until, cell: ({ until }) => (until === null ? '' : <Day day={until} />) },
        ]}
      />
    </Section>
  );
}
