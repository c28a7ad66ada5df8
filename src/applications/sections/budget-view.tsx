import type { VNode } from 'preact';
import {
  ButtonLink,
  EmptyState,
  formatMoney,
  Note,
  Section,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { addressOf } from '../addresses.ts';
import { importWords } from '../import/words.ts';
import { AmountsTable } from './amounts-table.tsx';
import { rowsIn, typedIn, type BudgetProps } from './budget-rows.ts';
import type { Budget } from './budget.ts';
import { budgetWords } from './budget-words.ts';
import { liveBudgetOf } from './live-budget.ts';
import { Shares } from './shares-view.tsx';
import { valueAt } from './draft-field.ts';
import { FieldView } from './field-view.tsx';
import { Flow, Hatches, lessBy } from './flow-view.tsx';
import {
  costHoldersOf,
  declaredCategories,
  holdsIn,
  rateField,
  type CostHolder,
} from './section-fields.ts';
import { PartnerPicker, SectionForm } from './section-view.tsx';
import { sectionWords } from './section-words.ts';
import { AmountView, Why } from './why-view.tsx';

/** The costs of a draft: what is declared, what is admitted of it and why, the grant and who gets how much. */
export function BudgetSection(props: BudgetProps): VNode {
  const words = useWords(budgetWords);
  const { desk, budget } = props;
  const { application, call } = desk;
  const address = addressOf(application);
  const holders = shownHolders(props);
  return (
    <>
      <Hatches />
      {budget ? <LiveBudget props={props} budget={budget} holders={holders} /> : null}
      {budget ? (
        <Result props={props} budget={budget} />
      ) : (
        <Note tone="open" title={words.unread}>
          <p>
            {words.unreadHelp} <a href={`${address}/sections/summary`}>{words.toSummary}</a>
          </p>
        </Note>
      )}
      {holders.length === 0 ? (
        <EmptyState title={words.noHolders}>
          <p>{words.noHoldersHelp}</p>
          <ButtonLink href={`${address}/sections/partners`}>{words.toPartners}</ButtonLink>
        </EmptyState>
      ) : (
        <>
          <PartnerPicker props={props} />
          <AmountsForm props={props} holders={holders} />
        </>
      )}
      {budget?.grant && call.document.partnership ? <Shares props={props} budget={budget} /> : null}
    </>
  );
}

function shownHolders({ desk, partner }: BudgetProps): readonly CostHolder[] {
  const all = costHoldersOf(desk.call.document, desk.application.content);
  return partner === undefined ? all : all.filter((holder) => holder.partner === partner);
}

/** The grant, what lowers it, and the picture from the costs to it. */
function Result({
  props: { desk },
  budget,
}: {
  readonly props: BudgetProps;
  readonly budget: Budget;
}): VNode {
  const words = useWords(budgetWords);
  const { language } = usePage();
  const { call } = desk;
  const { grant, total, categories } = budget;
  const over = grant?.byRate ? lessBy(grant.byRate, grant.amount) : 0;
  const money = (cents: number): string => formatMoney(cents, language);
  const cuts = categories.flatMap(({ category, declared, admitted }) => {
    const cut = category.flat ? 0 : lessBy(declared, admitted);
    return cut > 0 ? [{ label: category.label[language], text: words.capped(money(cut)) }] : [];
  });
  if (over > 0) cuts.push({ label: words.ceiling, text: words.lower(money(over)) });
  return (
    <section class="bd-cols bd-hero4" aria-labelledby="grant">
      <div>
        <h2 id="grant" class="bd-eyebrow">
          {grant ? words.grant : words.admittedAll}
        </h2>
        {grant ? null : <p>{words.noGrant}</p>}
        <p class="bd-big">
          <AmountView
            name={grant ? 'grant' : total ? 'total' : 'declared'}
            amount={grant?.amount ?? total ?? budget.declaredTotal}
          />
        </p>
        <ul class="bd-bites-list" data-bites>
          {cuts.map(({ label, text }) => (
            <Bite key={label} label={label} text={text} />
          ))}
        </ul>
        <Stale />
        {grant ? <Why figure={grant.figure} call={call} title={words.grantBar} isNamed /> : null}
        {grant?.ceilings.map((figure, index) => (
          <Why key={index} figure={figure} call={call} title={words.ceiling} isNamed />
        ))}
        {total ? <Why figure={total} call={call} title={words.admittedAll} isNamed /> : null}
        <p class="bd-small">{words.grantToday}</p>
      </div>
      <Flow budget={budget} />
    </section>
  );
}

function Swatch({ kind }: { readonly kind: 'admitted' | 'cut' | 'open' }): VNode {
  const fill = kind === 'admitted' ? '#0066cc' : `url(#hatch-${kind})`;
  return (
    <svg class="bd-swatch" width="18" height="12" aria-hidden="true">
      <rect width="18" height="12" rx="2" fill={fill} />
    </svg>
  );
}

function Bite({ label, text }: { readonly label: string; readonly text: string }): VNode {
  return (
    <li>
      <Swatch kind="cut" />
      <span>
        <b>{label}</b>: {text}
      </span>
    </li>
  );
}

/** Said by the script of the page while what is typed is ahead of what is saved. */
function Stale(): VNode {
  const words = useWords(budgetWords);
  return (
    <output class="bd-small">
      <span data-ahead hidden>
        {words.ahead}
      </span>
      <span data-unread hidden>
        {words.unreadAmount}
      </span>
    </output>
  );
}

/** What the script of the page needs to keep the figures in step with what is typed. */
function LiveBudget({
  props: { desk, kept },
  budget,
  holders,
}: {
  readonly props: BudgetProps;
  readonly budget: Budget;
  readonly holders: readonly CostHolder[];
}): VNode | null {
  const { language } = usePage();
  const words = useWords(budgetWords);
  const live = liveBudgetOf(desk.application.content, budget, holders, { language, words });
  if (!live) return null;
  return (
    <div hidden data-budget={JSON.stringify(live)} data-kept={kept.size > 0 ? '' : undefined}>
      <template data-open>
        <AmountView amount={{ low: 0, high: Number.POSITIVE_INFINITY }} />
      </template>
      <template data-bite>
        <Bite label="" text="" />
      </template>
    </div>
  );
}

function AmountsForm({
  props,
  holders,
}: {
  readonly props: BudgetProps;
  readonly holders: readonly CostHolder[];
}): VNode {
  const words = useWords(budgetWords);
  const said = useWords(sectionWords);
  const imports = useWords(importWords);
  const { language } = usePage();
  const { application, call } = props.desk;
  const { document } = call;
  const { content } = application;
  const categories = declaredCategories(document).filter((each) =>
    holdsIn(each, document, content.line),
  );
  const rate =
    document.grant?.upTo === true || content.requestedRate !== undefined ? [rateField()] : [];
  const rows = categories.map((category) => rowsIn(category, props, holders));
  const fields = rows.flatMap(({ amounts }) => amounts);
  const items = rows.flatMap(({ items: shown, blank }) => (blank ? [...shown, blank] : shown));
  return (
    <SectionForm props={props} fields={[...fields, ...rate]} items={items}>
      <Section id="amounts" title={words.byCategory}>
        <p>
          {words.byCategoryHelp} <span data-on-saving>{words.onSaving}</span>
        </p>
        <p class="bd-keys">
          <Swatch kind="admitted" /> {words.legendAdmitted} <Swatch kind="cut" /> {words.legendCut}{' '}
          <Swatch kind="open" /> {words.legendOpen}
        </p>
        <p>
          <a href={`${addressOf(application)}/sections/budget/import`}>{imports.toImport}</a> ·{' '}
          {imports.export}{' '}
          <a href={`${addressOf(application)}/sections/budget/expenses/csv`}>{imports.asCsv}</a> ·{' '}
          <a href={`${addressOf(application)}/sections/budget/expenses/xlsx`}>{imports.asXlsx}</a>
        </p>
        <AmountsTable props={props} holders={holders} rows={rows} />
      </Section>
      {rate.map((field) => (
        <FieldView
          key={field.name}
          field={field}
          typed={typedIn(props, field, language)}
          stored={valueAt(application, field.place)}
          label={said.rate}
          hint={said.rateHint}
          article={document.grant?.article}
        />
      ))}
    </SectionForm>
  );
}
