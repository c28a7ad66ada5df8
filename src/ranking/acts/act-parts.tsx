import { Fragment, type VNode } from 'preact';
import { formatPoints, parseCents } from '../../engine/index.ts';
import {
  Actions,
  Button,
  Details,
  Form,
  Hash,
  Hidden,
  KeyFigures,
  Money,
  Pagination,
  Section,
  Table,
  Tag,
  usePage,
  useWords,
  type Tone,
} from '../../platform/page/index.ts';
import type { PublishedPot } from '../../engine/index.ts';
import type { ActCheck } from './act-checks.ts';
import type { ActLetter } from './act-letters.ts';
import type { ActContent } from './act-content.ts';
import { saidAbout } from './said-checks.ts';
import { actWords } from './words.ts';

const checkTones: Readonly<Record<ActCheck['state'], Tone>> = {
  passed: 'ok',
  failed: 'stop',
  noted: 'warn',
};

/** The checks before signing, one by one. */
export function ChecksView({ checks }: { readonly checks: readonly ActCheck[] }): VNode {
  const words = useWords(actWords);
  const { language } = usePage();
  return (
    <Section id="checks" title={words.checksTitle}>
      <ul class="bd-act-checks">
        {checks.map((check) => {
          const said = saidAbout(check, language);
          return (
            <li key={check.code}>
              <Tag tone={checkTones[check.state]}>{words.checkStates[check.state]}</Tag>
              <span>
                {words.checks[check.code]}
                {said.length === 0 ? null : `: ${said.join('; ')}`}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** What an act comes to: sums, outcomes, pots. */
export function FiguresView({
  content: { totals, pots, does },
  hash,
  potName,
}: {
  readonly content: Pick<ActContent, 'totals' | 'pots' | 'does'>;
  readonly hash: string;
  readonly potName: (pot: string) => string;
}): VNode {
  const words = useWords(actWords);
  const isList = does === 'list';
  return (
    <Section id="figures" title={words.figures}>
      <KeyFigures
        facts={[
          { term: words.applications, value: totals.applications },
          ...(isList
            ? []
            : [
                { term: words.grantedNow, value: <Money cents={totals.granted} /> },
                { term: words.grantedAll, value: <Money cents={totals.total} /> },
              ]),
        ]}
      />
      <Table
        caption={words.outcome}
        isCaptionHidden
        rows={Object.entries(totals.outcomes)}
        keyOf={([outcome]) => outcome}
        columns={[
          {
            title: words.outcome,
            isRowHead: true,
            cell: ([outcome]) => words.outcomes[outcome] ?? outcome,
          },
          { title: words.count, isNumber: true, cell: ([, count]) => count },
        ]}
      />
      {pots.length === 0 ? null : <PotsView pots={pots} potName={potName} />}
      <p>
        {words.fingerprint}: <Hash value={hash} />
      </p>
    </Section>
  );
}

function PotsView({
  pots,
  potName,
}: {
  readonly pots: readonly PublishedPot[];
  readonly potName: (pot: string) => string;
}): VNode {
  const words = useWords(actWords);
  const cents = (text: string): VNode => <Money cents={parseCents(text) ?? 0} />;
  return (
    <Table
      caption={words.pots}
      isScrolled
      rows={pots}
      keyOf={({ pot }) => pot}
      columns={[
        { title: words.pot, isRowHead: true, cell: ({ pot }) => potName(pot) },
        { title: words.initial, isNumber: true, cell: ({ initial }) => cents(initial) },
        { title: words.added, isNumber: true, cell: ({ added }) => cents(added) },
        {
          title: words.moved,
          isNumber: true,
          cell: ({ movedIn, movedOut }) => (
            <Money cents={(parseCents(movedIn) ?? 0) - (parseCents(movedOut) ?? 0)} />
          ),
        },
        { title: words.drawn, isNumber: true, cell: ({ drawn }) => cents(drawn) },
        { title: words.left, isNumber: true, cell: ({ left }) => cents(left) },
      ]}
    />
  );
}

interface Line {
  readonly place: number;
  readonly position: number;
  readonly positionTo: number;
  readonly name: string;
  readonly outcome: string;
  readonly isReserved: boolean;
  readonly net: number | null;
  readonly gross: number | null;
  readonly granted: number;
  readonly total: number;
}

/** What an act says of applications, some of them. */
export function LinesView({
  lines,
  isList,
  note,
  next = null,
}: {
  readonly lines: readonly Line[];
  readonly isList: boolean;
  readonly note?: string;
  readonly next?: string | null;
}): VNode {
  const words = useWords(actWords);
  const { language } = usePage();
  const points = (value: number | null): string => {
    if (value === null) return '–';
    const text = formatPoints(value);
    return language === 'it' ? text.replace('.', ',') : text;
  };
  return (
    <Section id="entries" title={words.entries}>
      {note === undefined ? null : <p>{note}</p>}
      <Table
        caption={words.entries}
        isCaptionHidden
        rows={lines}
        keyOf={({ place }) => String(place)}
        columns={[
          ...(isList
            ? []
            : [
                {
                  title: words.position,
                  isNumber: true,
                  cell: ({ position, positionTo }: Line) => positionText(position, positionTo),
                },
              ]),
          { title: words.applicant, isRowHead: true, cell: ({ name }: Line) => name },
          { title: words.net, isNumber: true, cell: ({ net }: Line) => points(net) },
          { title: words.gross, isNumber: true, cell: ({ gross }: Line) => points(gross) },
          ...(isList
            ? []
            : [
                {
                  title: words.granted,
                  isNumber: true,
                  cell: ({ granted }: Line) => <Money cents={granted} />,
                },
                {
                  title: words.total,
                  isNumber: true,
                  cell: ({ total }: Line) => <Money cents={total} />,
                },
              ]),
          {
            title: words.outcome,
            cell: ({ outcome, isReserved }: Line) => (
              <>
                {words.outcomes[outcome] ?? outcome}
                {isReserved ? `, ${words.withReserve}` : null}
              </>
            ),
          },
        ]}
      />
      <Pagination next={next} />
    </Section>
  );
}

function positionText(position: number, positionTo: number): string {
  if (position === 0) return '–';
  return position === positionTo ? String(position) : `${position}–${positionTo}`;
}

/** Letters about an act: to how many each is still to be written, and how the first of them reads. */
export function LettersView({
  here,
  letters,
  mayWrite,
}: {
  readonly here: string;
  readonly letters: readonly ActLetter[];
  readonly mayWrite: boolean;
}): VNode {
  const words = useWords(actWords);
  const { language } = usePage();
  return (
    <Section id="letters" title={words.lettersTitle}>
      <p>{letters.length === 0 ? words.lettersNone : words.lettersHelp}</p>
      {letters.map(({ letter, due, preview }) => (
        <Fragment key={letter.id}>
          <Details summary={words.lettersDue(letter.title[language], due)}>
            {preview ? (
              <div lang="it">
                {preview.paragraphs.map((paragraph, index) => (
                  <p key={index} class="bd-lines">
                    {paragraph}
                  </p>
                ))}
              </div>
            ) : null}
          </Details>
          {mayWrite && due > 0 ? (
            <Form action={`${here}/letters`}>
              <Hidden name="template" value={letter.id} />
              <Actions>
                <Button isSecondary>{words.lettersWrite(letter.title[language])}</Button>
              </Actions>
            </Form>
          ) : null}
        </Fragment>
      ))}
    </Section>
  );
}
