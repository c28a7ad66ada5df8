import { assessmentToJson, groundOf, groundsOf, type Assessment } from '../engine/index.ts';
import { moneyText } from '../engine/assessment/assessment-json.ts';
import { formatPoints } from '../engine/numbers/points.ts';
import type { Printing } from './print-money.ts';
import type { Submitted } from './read-applications.ts';
import { hanging, ruled, styleOf, type Style } from './style.ts';
import { tableLines } from './table.ts';
import { figureWords, moneyRange, outcomeWords, say, truthWords, type Language } from './words.ts';

type Assessed = Extract<Submitted, { type: 'assessed' }>;

/** One application: what came of it, why, and every figure on one screen. */
export async function printAssessment(
  { application, assessment }: Assessed,
  printing: Printing,
): Promise<void> {
  const { language, terminal } = printing;
  const style = styleOf(terminal);
  const { outcome, prepared } = assessment;
  const line = prepared.track.line === undefined ? '' : ` · ${prepared.track.id}`;
  const title = `${application.id}${line} · ${outcomeWords(outcome, language)}`;
  const lines = [
    '',
    ruled(title, terminal.columns, style),
    ...eligibilityLines(assessment, printing, style),
    ...costLines(assessment, printing, style),
    ...grantLines(assessment, printing, style),
    ...scoreLines(assessment, printing, style),
  ];
  await terminal.write(`${lines.join('\n')}\n`);
}

const groundsMax = 12;

function requirementWords(eligible: string, language: Language): string {
  if (eligible === 'yes') return say(language, 'Requisiti rispettati', 'Requirements met');
  return eligible === 'no'
    ? say(language, 'Requisiti non rispettati:', 'Requirements not met:')
    : say(language, 'Requisiti non ancora noti:', 'Requirements not yet known:');
}

function eligibilityLines(
  assessment: Assessment,
  { language, terminal }: Printing,
  style: Style,
): readonly string[] {
  const { eligible, reserved } = assessmentToJson(assessment);
  const mark = eligible === 'yes' ? style.good : eligible === 'no' ? style.bad : style.warn;
  const answer = requirementWords(eligible, language);
  const lines = [mark(answer)];
  const grounds = eligible === 'yes' ? [] : groundsOf(assessment);
  for (const { title, article } of grounds.slice(0, groundsMax))
    lines.push(...hanging('  - ', `${title[language]} (${article})`, terminal.columns));
  if (grounds.length > groundsMax)
    lines.push(`  … ${say(language, 'e altri', 'and')} ${grounds.length - groundsMax}`);
  if (reserved !== 'no')
    lines.push(
      `${say(language, 'Con riserva', 'With reserve')}: ${truthWords(reserved, language)}`,
    );
  return lines;
}

function costLines(
  { costs, prepared }: Assessment,
  { language, terminal }: Printing,
  style: Style,
): readonly string[] {
  const { track } = prepared;
  if (!costs || !track.costs) return [];
  const rows = track.costs.categories
    .map(({ label, article, flat }, index) => ({
      label: label[language],
      article,
      declared: flat
        ? '—'
        : figureWords(moneyText(costs.declared[index] ?? none), 'money', language),
      admitted: figureWords(moneyText(costs.admitted[index] ?? none), 'money', language),
      isEmpty: costs.admitted[index]?.high === 0 && costs.declared[index]?.high === 0,
    }))
    .filter(({ isEmpty }) => !isEmpty);
  if (rows.length === 0) return [];
  const total = {
    label: say(language, 'Totale', 'Total'),
    article: '',
    declared: figureWords(moneyText(costs.declaredTotal), 'money', language),
    admitted: figureWords(moneyText(costs.total), 'money', language),
  };
  return [
    '',
    ...tableLines(
      [
        { title: say(language, 'Spesa', 'Cost'), text: (row) => row.label, least: 28 },
        {
          title: say(language, 'Dichiarata €', 'Declared €'),
          isNumber: true,
          text: (row) => row.declared,
        },
        {
          title: say(language, 'Ammessa €', 'Admitted €'),
          isNumber: true,
          text: (row) => row.admitted,
        },
        { title: say(language, 'Dove', 'Where'), text: (row) => row.article, rank: 1, least: 12 },
      ],
      [...rows, total],
      terminal.columns,
      style,
    ),
  ];
}

const none = { low: 0, high: 0 };

function grantLines(
  { grant }: Assessment,
  { language }: Printing,
  style: Style,
): readonly string[] {
  if (!grant) return [];
  const amount = moneyRange(grant.amount, language);
  const lines = [style.bold(`${say(language, 'Contributo', 'Grant')}: ${amount}`)];
  const shares = grant.shares ?? [];
  if (shares.length > 1)
    for (const { partner, amount: cents } of shares)
      lines.push(`  ${partner}: ${moneyRange({ low: cents, high: cents }, language)}`);
  return ['', ...lines];
}

function scoreLines(
  assessment: Assessment,
  { language, terminal }: Printing,
  style: Style,
): readonly string[] {
  const { score, prepared } = assessment;
  const rules = prepared.track.score;
  if (!score || !rules) return [];
  const json = assessmentToJson(assessment);
  const rows = rules.criteria.map(({ document, max }) => ({
    code: document.code,
    title: document.title[language],
    points: figureWords(json.criteria?.[document.id], 'points', language),
    most: max === undefined ? '?' : formatPoints(max),
  }));
  const one = (figure: typeof json.net): string => figureWords(figure, 'points', language);
  const sum = `${one(json.net)} + ${one(json.bonus)} = ${one(json.gross)}`;
  const threshold = truthWords(json.threshold ?? 'unknown', language);
  const missed = assessment.outcome === 'below-threshold' ? groundOf(assessment) : undefined;
  return [
    '',
    ...tableLines(
      [
        { title: '', text: (row) => row.code },
        { title: say(language, 'Criterio', 'Criterion'), text: (row) => row.title, least: 20 },
        { title: say(language, 'Punti', 'Points'), isNumber: true, text: (row) => row.points },
        { title: say(language, 'su', 'of'), isNumber: true, text: (row) => row.most },
      ],
      rows,
      terminal.columns,
      style,
    ),
    style.bold(`${say(language, 'Netto + premialità', 'Net + bonus')}: ${sum}`),
    `${say(language, 'Soglia raggiunta', 'Threshold reached')}: ${threshold}${missed ? ` (${missed.article})` : ''}`,
  ];
}
