import type { VNode } from 'preact';
import type { Call, Figure, Sheet, SheetFigures } from '../../engine/index.ts';
import {
  Actions,
  Button,
  Details,
  Form,
  Hidden,
  Note,
  TextArea,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { BonusView } from './bonus-view.tsx';
import { CriterionView, Judgement, type CriterionProps } from './criterion-view.tsx';
import type { TypedEntry } from './read-form.ts';
import { TotalView } from './score-bar.tsx';
import type { Missing, SheetRecord } from './sheet.ts';
import { sheetWords } from './words.ts';

export interface SheetViewProps {
  /** This page. */
  readonly here: string;
  /** The rules of the call. */
  readonly rules: string;
  readonly call: Call;
  readonly sheet: Sheet;
  readonly record: SheetRecord | undefined;
  readonly figures: SheetFigures;
  readonly explained: ReadonlyMap<string, Figure>;
  readonly typed: ReadonlyMap<string, TypedEntry>;
  readonly missing: readonly Missing[];
  /** The panel has laid the sheets open, so that nothing changes any more. */
  readonly isLaidOpen: boolean;
  readonly hasTextChanged: boolean;
}

/** The whole sheet: what it comes to, each criterion in the order of the call, and the acts. */
export function SheetView(props: SheetViewProps): VNode {
  const { here, sheet, record, figures, isLaidOpen } = props;
  const isFixed = isLaidOpen || record?.state === 'closed';
  const open = sheet.criteria.filter(({ id }) => figures.open.includes(id)).map(({ code }) => code);
  return (
    <>
      <Notices {...props} />
      <TotalView sheet={sheet} figures={figures} open={open} />
      {isFixed ? (
        <>
          <Criteria {...props} isFixed />
          {isLaidOpen ? null : <Reopening here={here} />}
        </>
      ) : (
        <Form action={here} id="sheet">
          <Hidden name="revision" value={String(record?.revision ?? 0)} />
          <Criteria {...props} isFixed={false} />
          <Acts {...props} />
        </Form>
      )}
    </>
  );
}

function Notices({ sheet, rules, record, isLaidOpen, hasTextChanged }: SheetViewProps): VNode {
  const words = useWords(sheetWords);
  const { language } = usePage();
  return (
    <>
      {sheet.gaps.length > 0 ? (
        <Note tone="stop" title={words.lostNote}>
          <p>{words.lostHelp}</p>
          <ul>
            {sheet.gaps.map((gap) => (
              <li key={gap.id}>
                {gap.note[language]}{' '}
                <code class="bd-small" lang="en">
                  {gap.id}
                </code>
              </li>
            ))}
          </ul>
          <p>
            <a href={rules}>{words.lostWhere}</a>
          </p>
        </Note>
      ) : null}
      {hasTextChanged ? (
        <Note tone="warn" title={words.textChanged}>
          <p>{words.textChangedHelp}</p>
        </Note>
      ) : null}
      {isLaidOpen ? (
        <Note tone="info" title={words.laidOpenNote}>
          <p>{words.laidOpenHelp}</p>
        </Note>
      ) : record?.state === 'closed' ? (
        <Note tone="ok" title={words.closedNote}>
          <p>{words.closedHelp}</p>
        </Note>
      ) : null}
    </>
  );
}

function Criteria({
  sheet,
  call,
  figures,
  explained,
  typed,
  isFixed,
}: SheetViewProps & Pick<CriterionProps, 'isFixed'>): VNode {
  const words = useWords(sheetWords);
  const { language } = usePage();
  const shared = { call, figures, explained, typed, isFixed };
  return (
    <div class="bd-sec-t">
      {sheet.criteria.map((criterion) => (
        <CriterionView key={criterion.id} criterion={criterion} {...shared} />
      ))}
      {sheet.alsoJudged.map((fact) => (
        <section key={fact.id} class="bd-crit judged" aria-labelledby={`fact-${fact.id}`}>
          <div class="bd-crit-h">
            <span class="bd-code">–</span>
            <h3 id={`fact-${fact.id}`}>{fact.label[language]}</h3>
          </div>
          <div class="bd-crit-b">
            <p class="bd-vh">{words.alsoJudged}</p>
            <Judgement fact={fact} criterion={undefined} {...shared} />
          </div>
        </section>
      ))}
      <BonusView sheet={sheet} figures={figures} />
    </div>
  );
}

function Acts({ missing }: SheetViewProps): VNode {
  const words = useWords(sheetWords);
  const { language } = usePage();
  const [first, ...more] = missing;
  return (
    <>
      <p class="bd-sec-t" id="missing">
        {first ? words.missing[first.what](first.code[language]) : ''}{' '}
        {more.length === 0 ? '' : words.missingMore(more.length)}{' '}
        <span class="bd-2nd">{words.keys}</span>{' '}
        <span class="bd-2nd" data-keys="" hidden>
          {words.keysScript}
        </span>
      </p>
      <Actions>
        <Button name="act" value="save">
          {words.save}
        </Button>
        <Button name="act" value="next" isSecondary>
          {words.saveNext}
        </Button>
        <Button name="act" value="close" isSecondary>
          {words.close}
        </Button>
      </Actions>
    </>
  );
}

function Reopening({ here }: Pick<SheetViewProps, 'here'>): VNode {
  const words = useWords(sheetWords);
  const { errors } = usePage();
  return (
    <Details summary={words.reopen} isOpen={errors.length > 0}>
      <Form action={`${here}/reopening`}>
        <TextArea
          name="reason"
          label={words.reopenReason}
          hint={words.reopenHint}
          rows={3}
          maxLength={2000}
        />
        <Actions>
          <Button isSecondary>{words.reopen}</Button>
        </Actions>
      </Form>
    </Details>
  );
}
