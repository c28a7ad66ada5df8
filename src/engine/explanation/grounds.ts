import { outcomes, type Assessment } from '../assessment/assessment.ts';
import type { Localized } from '../definition/gap.ts';
import { pointsNumber } from './words.ts';

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
  const one = (language: 'it' | 'en'): string =>
    `${pointsNumber(reached, language)} / ${pointsNumber(atLeast, language)}`;
  return { it: `${below.it} (${one('it')})`, en: `${below.en} (${one('en')})` };
}
