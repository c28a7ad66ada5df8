import type { Assessment, Localized } from '../engine/index.ts';
import { outcomes } from '../engine/assessment/assessment.ts';
import type { StandingReason } from '../engine/round/collect-round.ts';
import { pointsNumber, say, type Language } from './words.ts';

/** The rule that keeps an application where it is, and where the call says so. */
export interface Ground {
  readonly id: string;
  readonly article: string;
  readonly title: Localized;
}

const below: Localized = { it: 'punteggio sotto la soglia', en: 'score below the threshold' };

/** The first rule that an application does not meet or, while it is open, that nobody can answer yet. */
export function groundOf(assessment: Assessment): Ground | undefined {
  const { outcome } = assessment;
  if (outcome === 'admissible') return undefined;
  if (outcome === 'below-threshold') return missedThreshold(assessment);
  return groundsOf(assessment)[0] ?? missedThreshold(assessment);
}

/** Every requirement that is not met or, when none is, every one that is still open. */
export function groundsOf(assessment: Assessment): readonly Ground[] {
  const { prepared, requirements, minimumProject, eligible } = assessment;
  const isOut = eligible === 0;
  const wanted = isOut ? [outcomes.notMet] : [outcomes.unknown, outcomes.exceptionsClash];
  const found = prepared.track.requirements.flatMap(({ document }, index): readonly Ground[] =>
    document.effect === 'exclude' && wanted.some((each) => each === requirements[index])
      ? [document]
      : [],
  );
  const minimum = prepared.track.grant?.document.minimumProject;
  if (!minimum || minimumProject !== (isOut ? 0 : 2)) return found;
  const title = { it: 'importo minimo del progetto', en: 'smallest project' };
  return [...found, { id: minimum.id, article: minimum.article, title }];
}

function missedThreshold({ prepared, score }: Assessment): Ground | undefined {
  const rules = prepared.track.score;
  if (!score || !rules) return undefined;
  for (const { id, article, on, atLeast } of rules.thresholds) {
    const reached = score[on].high;
    if (atLeast === 'unknown' || reached >= atLeast) continue;
    return { id, article, title: said(reached, atLeast) };
  }
  for (const [index, { document, atLeast }] of rules.criteria.entries()) {
    const reached = score.criteria[index]?.high ?? 0;
    if (atLeast === undefined || atLeast === 'unknown' || reached >= atLeast) continue;
    return { id: document.id, article: document.article, title: document.title };
  }
  return { id: 'threshold', article: rules.document.article, title: below };
}

function said(reached: number, atLeast: number): Localized {
  const one = (language: Language): string =>
    `${pointsNumber(reached, language)} / ${pointsNumber(atLeast, language)}`;
  return { it: `${below.it} (${one('it')})`, en: `${below.en} (${one('en')})` };
}

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
