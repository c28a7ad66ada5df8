import type { VNode } from 'preact';
import {
  addApplicationPart,
  type ApplicationAudience,
  type ApplicationRecord,
} from '../../applications/index.ts';
import { loadPublished } from '../../calls/index.ts';
import { formatDay as isoDay, type ClockReading, type DayNumber } from '../../engine/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import { formatDay, Section, usePage, useWords } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { clockOf } from '../clock.ts';
import { isOpen } from '../examination.ts';
import { findExamination, findToday, listSuspensions } from '../queries.ts';
import { TermBar } from '../term-bar.tsx';
import { termWords } from '../term-words.ts';

/** The clock of the examination on the page of an application: for the office always, for who applied once it has begun. */
export function addTermPart(app: App, services: Services): void {
  addApplicationPart(app, {
    order: 10,
    to: ['partnership', 'office'],
    load: (_request, application, audience) => loadTerm(services, application, audience),
  });
}

async function loadTerm(
  services: Services,
  { id, call }: ApplicationRecord,
  audience: ApplicationAudience,
): Promise<VNode | null> {
  const { db } = services.database;
  const key = { callId: call.id, applicationId: id };
  const examination = await findExamination(db, key);
  if (!examination || !isOpen(examination)) return null;
  if (audience === 'partnership' && examination.state === 'to-begin') return null;
  const published = await loadPublished(services, { callId: call.id, version: call.version });
  const today = await findToday(db, published.call.document);
  const suspensions = await listSuspensions(db, key);
  const reading = clockOf(published.call, examination, suspensions, today);
  return <TermPart reading={reading} today={today} audience={audience} />;
}

interface TermPartProps {
  readonly reading: ClockReading | undefined;
  readonly today: DayNumber;
  readonly audience: ApplicationAudience;
}

function TermPart({ reading, today, audience }: TermPartProps): VNode {
  const words = useWords(termWords);
  const { language } = usePage();
  return (
    <Section
      id="examination-term"
      title={audience === 'office' ? words.label : words.underExamination}
    >
      {audience === 'partnership' ? <p>{saidToApplicant(reading, words, language)}</p> : null}
      <TermBar reading={reading} day={today} />
    </Section>
  );
}

function saidToApplicant(
  reading: ClockReading | undefined,
  words: (typeof termWords)['it'],
  language: 'it' | 'en',
): string {
  if (!reading) return words.noTermHelp;
  const { due, lateDays, suspendedBy } = reading;
  const day = due.type === 'known' ? due.day : due.notBefore;
  const text = formatDay(isoDay(day), language);
  if (lateDays > 0) return words.lateHelp(text);
  if (due.type === 'known') return words.underExaminationHelp(text);
  // On the day of a request the days still count, and its end is open already.
  return suspendedBy.length > 0 ? words.suspendedHelp(text) : words.openHelp(text);
}
