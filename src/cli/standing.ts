import type { Ground, StandingReason } from '../engine/index.ts';
import { say, type Language } from './words.ts';

/** Why an application has no place in the ranking, with the article when a rule says it. */
export function standingWords(
  reason: StandingReason,
  ground: Ground | undefined,
  language: Language,
): string {
  switch (reason) {
    case 'withdrawn':
      return say(language, 'ritirata da chi l’ha presentata', 'withdrawn by the applicant');
    case 'not-admitted':
      return say(language, 'non ammessa dall’ufficio', 'not admitted by the office');
    case 'admission-open':
      return say(language, 'istruttoria ancora aperta', 'examination still open');
    case 'too-early':
      return say(language, 'arrivata prima dell’apertura', 'received before the opening');
    case 'too-late':
      return say(language, 'arrivata dopo la chiusura', 'received after the closing');
    case 'window-unknown':
      return say(
        language,
        'le date della finestra sono aperte',
        'the dates of the window are open',
      );
    case 'pot-unknown':
      return say(
        language,
        'non si sa ancora da quale dotazione attinge',
        'not yet known which pot it draws on',
      );
    case 'assessment':
      return ground === undefined ? '' : `${ground.title[language]} (${ground.article})`;
    default:
      return reason satisfies never;
  }
}
