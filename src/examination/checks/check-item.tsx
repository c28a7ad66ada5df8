import type { ComponentChildren, VNode } from 'preact';
import { Why, withNames } from '../../applications/index.ts';
import { findFigure, sentenceOf, type FactPlace } from '../../engine/index.ts';
import { Icon, Instant, Tag, usePage, useWords, type Tone } from '../../platform/page/index.ts';
import type { Desk } from './desk.ts';
import type { ExaminedCheck } from './examined.ts';
import { formKey, type FindingRecord, type Subject } from './finding.ts';
import { findPlace, subjectAt, type Place } from './places.ts';
import { findingText, valueText } from './said-values.ts';
import { checkWords } from './words.ts';

const tones = {
  met: 'ok',
  'not-met': 'stop',
  unknown: 'open',
  'not-applicable': 'plain',
} as const satisfies Record<ExaminedCheck['verdict'], Tone>;
const icons = {
  met: 'check-circle',
  'not-met': 'error',
  unknown: 'help-circle',
  'not-applicable': 'info-circle',
} as const;

export function VerdictTag({ check }: { readonly check: ExaminedCheck }): VNode {
  const words = useWords(checkWords);
  const { verdict, held } = check;
  return (
    <Tag tone={tones[verdict]} icon={icons[verdict]}>
      {held === undefined ? words.verdicts[verdict] : words.held[held]}
    </Tag>
  );
}

/** One check with what decides it, its article, and the ways to decide it otherwise. */
export function CheckItem({
  desk,
  check,
  mayAct,
  heading: Heading = 'h4',
}: {
  readonly desk: Desk;
  readonly check: ExaminedCheck;
  readonly mayAct: boolean;
  readonly heading?: 'h2' | 'h4';
}): VNode {
  const { verdict } = check;
  const state =
    verdict === 'met' ? 'ok' : verdict === 'unknown' ? 'unk' : verdict === 'not-met' ? 'bad' : '';
  return (
    <li class={state}>
      <span class="bd-chk-i">
        <Icon name={icons[verdict]} />
      </span>
      <div>
        <Heading class="bd-check-t">{titleOf(desk, check, usePage().language)}</Heading>
        <Rests desk={desk} check={check} />
        <BothSides desk={desk} place={{ type: 'check', check }} finding={check.own.last} />
        <p class="bd-cite">{check.exception?.article ?? check.article}</p>
        <div class="bd-check-ways">
          <CheckWhy desk={desk} check={check} />
          {mayAct ? <Ways desk={desk} check={check} /> : null}
        </div>
      </div>
      <span>
        <VerdictTag check={check} />
      </span>
    </li>
  );
}

export function titleOf(
  { names }: Pick<Desk, 'names'>,
  { title, partner }: Pick<ExaminedCheck, 'title' | 'partner'>,
  language: 'it' | 'en',
): string {
  const who = partner === undefined ? undefined : (names.get(partner) ?? partner);
  return who === undefined ? title[language] : `${title[language]}: ${who}`;
}

/** What the check rests on: what was declared, and what is missing. */
function Rests({ desk, check }: { readonly desk: Desk; readonly check: ExaminedCheck }): VNode {
  const words = useWords(checkWords);
  const { language } = usePage();
  const { title, evidence, missing, clash } = check;
  return (
    <>
      {evidence === undefined || evidence[language] === title[language] ? null : (
        <p>{words.evidence(evidence[language])}</p>
      )}
      <Declared desk={desk} check={check} />
      {missing.map((place) => (
        <p key={placeName(place)}>{words.missing(placeLabel(desk, place, language))}</p>
      ))}
      {clash.length === 0 ? null : <p>{words.clash}</p>}
    </>
  );
}

/** What the application says of the facts that a check rests on. */
export function Declared({
  desk,
  check,
}: {
  readonly desk: Desk;
  readonly check: ExaminedCheck;
}): VNode | null {
  const words = useWords(checkWords);
  const { language } = usePage();
  const said = declaredPlaces(check).flatMap((place) => {
    const at = findPlace(desk.examined, subjectAt(place));
    return at?.type === 'fact' && at.declared !== undefined
      ? [`${placeLabel(desk, place, language)}: ${valueText(at, at.declared, language)}`]
      : [];
  });
  return said.length === 0 ? null : (
    <p>
      {words.declared}: {said.join('; ')}.
    </p>
  );
}

/** The values of one place each that the applicant gives, or a register. */
function declaredPlaces({ reads }: ExaminedCheck): readonly FactPlace[] {
  return reads.filter(
    ({ fact, partner }) =>
      (fact.proof === 'applicant' || fact.proof === 'register') &&
      fact.type !== 'list' &&
      (fact.level !== 'partner' || partner !== undefined),
  );
}

/** The files that were handed in as a paper. */
export function PaperFiles({
  desk,
  check: { subject, partner },
}: {
  readonly desk: Desk;
  readonly check: ExaminedCheck;
}): VNode {
  const words = useWords(checkWords);
  const place = partner === undefined ? subject : `${subject}~${partner}`;
  const files = (desk.examined.snapshot.documents ?? []).filter(({ slot }) => slot === place);
  if (files.length === 0) return <p>{words.paperMissing}</p>;
  return (
    <ul class="bd-flat">
      {files.map(({ slot, version, name }) => (
        <li key={`${slot}/${version}`}>
          <a href={`${desk.address}/documents/${slot}/versions/${version}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}

export function CheckWhy({
  desk,
  check,
  isBrief = check.verdict === 'met',
}: {
  readonly desk: Desk;
  readonly check: ExaminedCheck;
  /** Its sentence is read where it is opened, and not before. */
  readonly isBrief?: boolean;
}): VNode | null {
  const { language } = usePage();
  const { explanation, examined, names } = desk;
  const figure =
    explanation && check.figure !== undefined ? findFigure(explanation, check.figure) : undefined;
  if (!figure) return null;
  const { call } = examined;
  return (
    <>
      {isBrief ? null : <p>{withNames(sentenceOf(figure, call, language), names)}.</p>}
      <Why figure={figure} call={call} title={check.title[language]} names={names} />
    </>
  );
}

/** Links to decide the check itself, or a value it rests on that the application declares. */
function Ways({ desk, check }: { readonly desk: Desk; readonly check: ExaminedCheck }): VNode {
  const words = useWords(checkWords);
  const { language } = usePage();
  const { kind, subject, partner, title } = check;
  const own: Subject = { kind, subject, ...(partner === undefined ? {} : { partner }) };
  const declared = declaredPlaces(check);
  return (
    <p class="bd-ways">
      <a href={subjectAddress(desk, own)}>
        {words.decideOtherwise}
        <span class="bd-vh"> {words.on(title[language])}</span>
      </a>
      {declared.map((place) => (
        <a key={placeName(place)} href={subjectAddress(desk, subjectAt(place))}>
          {words.verify(placeLabel(desk, place, language))}
          <span class="bd-vh"> {words.on(title[language])}</span>
        </a>
      ))}
    </p>
  );
}

function placeName(place: FactPlace): string {
  return formKey(subjectAt(place));
}

function placeLabel({ names }: Desk, { fact, partner }: FactPlace, language: 'it' | 'en'): string {
  const label = fact.label[language];
  return partner === undefined ? label : `${label} (${names.get(partner) ?? partner})`;
}

/** The page on which one subject is decided. */
export function subjectAddress({ address }: Pick<Desk, 'address'>, subject: Subject): string {
  const { kind, subject: id, partner, entry } = subject;
  const query = new URLSearchParams({
    ...(partner === undefined ? {} : { partner }),
    ...(entry === undefined ? {} : { entry }),
  });
  const page = `${address}/examination/subjects/${kind}/${encodeURIComponent(id)}`;
  return query.size === 0 ? page : `${page}?${query.toString()}`;
}

/** What the office found beside what stood there, for as long as the finding is the last one. */
export function BothSides({
  desk,
  place,
  finding,
  children,
}: {
  readonly desk: Desk;
  readonly place: Place;
  readonly finding: FindingRecord | undefined;
  readonly children?: ComponentChildren;
}): VNode | null {
  const words = useWords(checkWords);
  const { language } = usePage();
  if (!finding) return null;
  const { note, second, overrules, insteadOf, personName, at } = finding;
  const isCheck = place.type === 'check';
  return (
    <div class="bd-both">
      {overrules ? (
        <p>
          {isCheck ? words.systemSays : words.declaredWas}:{' '}
          <s>{valueText(place, insteadOf, language)}</s>
        </p>
      ) : null}
      <p>
        {isCheck ? words.officeSays : words.officeFound}:{' '}
        <b>{findingText(place, finding, language)}</b>, {words.by(personName)},{' '}
        <Instant at={new Date(at)} />
        {second
          ? `, ${second.agrees ? words.secondAgrees(second.personName) : words.secondDisagrees(second.personName)}`
          : ''}
      </p>
      {note === null ? null : (
        <p>
          {words.becauseOf}: {note}
        </p>
      )}
      {second?.note ? <p>{second.note}</p> : null}
      <Evidence desk={desk} finding={finding} />
      <OldText desk={desk} finding={finding} />
      {children}
    </div>
  );
}

/** Says that a finding is about a text that a reply has changed since. */
export function OldText({
  desk: { examined },
  finding: { snapshotHash },
}: {
  readonly desk: Desk;
  readonly finding: FindingRecord;
}): VNode | null {
  const words = useWords(checkWords);
  return snapshotHash === examined.examination.snapshotHash ? null : (
    <p class="bd-2nd">{words.onOldText}</p>
  );
}

function Evidence({
  desk,
  finding,
}: {
  readonly desk: Desk;
  readonly finding: FindingRecord;
}): VNode | null {
  const documents = desk.examined.snapshot.documents ?? [];
  const named = finding.evidence.flatMap(({ slot, version }) =>
    documents.filter((each) => each.slot === slot && each.version === version),
  );
  if (named.length === 0) return null;
  return (
    <ul class="bd-flat">
      {named.map(({ slot, version, name }) => (
        <li key={`${slot}/${version}`}>
          <a href={`${desk.address}/documents/${slot}/versions/${version}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}
