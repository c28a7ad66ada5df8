import type { VNode } from 'preact';
import type { CallDocument, Localized } from '../engine/index.ts';
import { Details, Icon, Section, usePage, useWords } from '../platform/page/index.ts';
import { Article, Mark, OnlyFor, type DocumentProps } from './sheet-parts.tsx';
import { sheetWords } from './sheet-words.ts';

/** Who can take part: roles, composition and requirements, each with the point that says so. */
export function WhoSection({ document }: DocumentProps): VNode {
  const words = useWords(sheetWords);
  const { partnership, eligibility } = document;
  return (
    <Section id="who" title={words.sections.who}>
      <p>{words.whoLead}</p>
      {partnership === undefined ? null : <Roles partnership={partnership} />}
      {partnership === undefined || partnership.minimum.length === 0 ? null : (
        <>
          <h3>{words.minimum}</h3>
          <ul class="bd-ticks">
            {partnership.minimum.map(({ id, title, article, curable }) => (
              <Tick key={id} title={title} article={article}>
                <Mark text={curable ? words.curable : ''} />
              </Tick>
            ))}
          </ul>
        </>
      )}
      <h3>{words.requirements}</h3>
      <Requirements document={document} rules={eligibility} />
    </Section>
  );
}

const shownRequirements = 12;

function Requirements({
  document,
  rules,
}: DocumentProps & { readonly rules: CallDocument['eligibility'] }): VNode {
  const words = useWords(sheetWords);
  const forAll = rules.filter(({ lines }) => lines === undefined);
  const shown = new Set(
    (rules.length <= shownRequirements ? rules : forAll.slice(0, shownRequirements)).map(
      ({ id }) => id,
    ),
  );
  const rest = rules.filter(({ id }) => !shown.has(id));
  return (
    <>
      <RequirementList document={document} rules={rules.filter(({ id }) => shown.has(id))} />
      {rest.length === 0 ? null : (
        <Details summary={words.andOthers(rest.length)}>
          <RequirementList document={document} rules={rest} />
        </Details>
      )}
    </>
  );
}

function RequirementList({
  document,
  rules,
}: DocumentProps & { readonly rules: CallDocument['eligibility'] }): VNode {
  const words = useWords(sheetWords);
  return (
    <ul class="bd-ticks">
      {rules.map(({ id, title, article, lines, when, effect, curable }) => (
        <Tick key={id} title={title} article={article}>
          <Mark text={words.effects[effect]} />
          <Mark text={curable ? words.curable : ''} />
          <Mark text={when === undefined ? '' : words.conditional} />
          <OnlyFor ids={lines} document={document} />
        </Tick>
      ))}
    </ul>
  );
}

function Tick({
  title,
  article,
  children,
}: {
  readonly title: Localized;
  readonly article: string;
  readonly children?: VNode | (VNode | null)[];
}): VNode {
  const { language } = usePage();
  return (
    <li>
      <Icon name="check" />
      <span>
        {title[language]} <Article>{article}</Article>
        {children}
      </span>
    </li>
  );
}

function Roles({
  partnership: { roles },
}: {
  readonly partnership: NonNullable<CallDocument['partnership']>;
}): VNode {
  const words = useWords(sheetWords);
  const { language } = usePage();
  return (
    <>
      <h3>{words.roles}</h3>
      <ul>
        {roles.map(({ id, label, article, beneficiary }) => (
          <li key={id}>
            <strong>{label[language]}</strong>:{' '}
            {beneficiary ? words.receives : words.receivesNothing} <Article>{article}</Article>
          </li>
        ))}
      </ul>
    </>
  );
}
