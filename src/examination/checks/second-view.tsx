import type { VNode } from 'preact';
import {
  Actions,
  Button,
  Form,
  Section,
  TextArea,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { BothSides } from './check-item.tsx';
import type { Desk } from './desk.ts';
import type { FindingRecord } from './finding.ts';
import { findPlace, type Place } from './places.ts';
import { checkWords } from './words.ts';

/** What waits for a second person, where the call asks for one. */
export function SecondOpinions({
  desk,
  mayAct,
}: {
  readonly desk: Desk;
  readonly mayAct: boolean;
}): VNode | null {
  const words = useWords(checkWords);
  const { examined } = desk;
  const waiting = [...examined.standings.values()].flatMap(({ standing, last }) => {
    const place = standing === 'awaiting' && last ? findPlace(examined, last) : undefined;
    return last && place ? [{ last, place }] : [];
  });
  if (waiting.length === 0) return null;
  return (
    <Section id="second" title={words.secondTitle}>
      <p>{words.secondHelp}</p>
      {waiting.map(({ last, place }) => (
        <Opinion key={last.number} desk={desk} finding={last} place={place} mayAct={mayAct} />
      ))}
    </Section>
  );
}

function Opinion({
  desk,
  finding,
  place,
  mayAct,
}: {
  readonly desk: Desk;
  readonly finding: FindingRecord;
  readonly place: Place;
  readonly mayAct: boolean;
}): VNode {
  const words = useWords(checkWords);
  const { language } = usePage();
  const { number, personId } = finding;
  const partner = finding.partner === undefined ? '' : `: ${desk.names.get(finding.partner) ?? ''}`;
  const label =
    place.type === 'check' ? place.check.title[language] : place.place.fact.label[language];
  return (
    <div class="bd-hand">
      <h3>
        {label}
        {partner}
      </h3>
      <BothSides desk={desk} place={place} finding={finding} />
      {personId === desk.personId ? (
        <p class="bd-2nd">{words.secondOwn}</p>
      ) : mayAct ? (
        <Form action={`${desk.address}/examination/findings/${number}/confirmation`}>
          <TextArea
            name={`second-${number}`}
            label={words.secondNote}
            rows={2}
            maxLength={5000}
            isOptional
          />
          <Actions>
            <Button isSecondary name="agrees" value="yes">
              {words.agree}
              <span class="bd-vh"> {label}</span>
            </Button>
            <Button isSecondary isDanger name="agrees" value="no">
              {words.disagree}
              <span class="bd-vh"> {label}</span>
            </Button>
          </Actions>
        </Form>
      ) : null}
    </div>
  );
}
