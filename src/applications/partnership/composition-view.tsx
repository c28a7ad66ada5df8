import type { VNode } from 'preact';
import type { Call, Composition } from '../../engine/index.ts';
import { Section, Table, Tag, usePage, useWords, type Tone } from '../../platform/page/index.ts';
import type { ApplicationRecord } from '../application-record.ts';
import { compositionOf } from './composition.ts';
import { partnershipWords } from './words.ts';

const tones: Readonly<Record<Composition['outcome'], Tone>> = {
  met: 'ok',
  'not-met': 'warn',
  unknown: 'open',
};

/** What must be there and what is, each with its article. */
export function CompositionView({
  call,
  application,
}: {
  readonly call: Call;
  readonly application: ApplicationRecord;
}): VNode | null {
  const words = useWords(partnershipWords);
  const { language } = usePage();
  if (!call.document.partnership) return null;
  const composition = compositionOf(call, application);
  const names = new Map(application.partners.map(({ id, name }) => [id, name]));
  return (
    <Section id="composition" title={words.composition}>
      {composition === undefined ? (
        <p>{words.compositionUnread}</p>
      ) : composition.length === 0 ? (
        <p>{words.noComposition}</p>
      ) : (
        <>
          <p>{words.compositionLead}</p>
          <Table
            caption={words.composition}
            isCaptionHidden
            rows={composition}
            keyOf={({ id }) => id}
            columns={[
              {
                title: words.requirement,
                isRowHead: true,
                cell: ({ title }) => title[language],
              },
              {
                title: words.needed,
                isNumber: true,
                cell: ({ atLeast }) => (atLeast === undefined ? words.neededUnknown : atLeast),
              },
              {
                title: words.present,
                isWide: true,
                cell: (each) => <Present composition={each} names={names} />,
              },
              { title: words.outcome, cell: (each) => <Outcome composition={each} /> },
              { title: words.article, isWide: true, cell: ({ article }) => article },
            ]}
          />
        </>
      )}
    </Section>
  );
}

function Present({
  composition: { counted, possible },
  names,
}: {
  readonly composition: Composition;
  readonly names: ReadonlyMap<string, string>;
}): VNode {
  const words = useWords(partnershipWords);
  const said = (ids: readonly string[]) => ids.map((id) => names.get(id) ?? id).join(', ');
  const there = counted.length === 0 ? words.none : `${counted.length}: ${said(counted)}`;
  return (
    <>
      {there}
      {possible.length === 0 ? null : (
        <>
          <br />
          <span class="bd-2nd">{words.maybe(said(possible))}</span>
        </>
      )}
    </>
  );
}

function Outcome({
  composition: { outcome, atLeast, counted },
}: {
  readonly composition: Composition;
}): VNode {
  const words = useWords(partnershipWords);
  const lacking = outcome === 'not-met' && atLeast !== undefined ? atLeast - counted.length : 0;
  return (
    <>
      <Tag tone={tones[outcome]}>{words.outcomes[outcome]}</Tag>
      {lacking > 0 ? <p class="bd-tight">{words.missing(lacking)}</p> : null}
    </>
  );
}
