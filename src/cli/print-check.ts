import type { ExampleFailure } from '../calls/index.ts';
import type { Call } from '../engine/index.ts';
import { printDecisions, printTitle } from './print-frame.ts';
import type { Printing } from './print-money.ts';
import { gapText } from './stop-words.ts';
import { hanging, ruled, styleOf } from './style.ts';
import { say, type Language } from './words.ts';

export interface CallReport {
  readonly file: string;
  readonly call: Call;
  readonly failures: readonly ExampleFailure[];
}

/** What was read of a sound definition, and what it leaves open. */
export async function printCallCheck(
  { call, failures }: CallReport,
  printing: Printing,
): Promise<void> {
  const { language, terminal } = printing;
  const style = styleOf(terminal);
  await printTitle(call, printing);
  const total = call.document.examples.length;
  const failed = new Set(failures.map(({ example }) => example)).size;
  const examples = say(
    language,
    `Esempi: ${total - failed} su ${total} danno quanto scritto`,
    `Examples: ${total - failed} of ${total} come out as written`,
  );
  const lines = [
    hanging('', summaryOf(call, language), terminal.columns).join('\n'),
    failed > 0 ? style.bad(examples) : style.good(examples),
  ];
  const title = say(
    language,
    `Punti aperti: ${call.gaps.length}`,
    `Open points: ${call.gaps.length}`,
  );
  if (call.gaps.length > 0) lines.push('', ruled(title, terminal.columns, style));
  for (const { gap } of call.gaps) {
    const { what, choices } = gapText(gap.id, call, language);
    lines.push(...hanging(`${stateWords(gap.state, language)}  `, what, terminal.columns));
    if (choices !== undefined)
      lines.push(...hanging('    → ', choices, terminal.columns).map(style.dim));
  }
  await terminal.write(`${lines.join('\n')}\n`);
  await printDecisions(call.decisions, 0, printing);
}

function summaryOf({ document, tracks }: Call, language: Language): string {
  const minimum = document.partnership?.minimum.length ?? 0;
  const counted: readonly (readonly [
    number,
    readonly [string, string],
    readonly [string, string],
  ])[] = [
    [tracks.size, ['linea', 'line'], ['linee', 'lines']],
    [document.facts.length, ['dato', 'fact'], ['dati', 'facts']],
    [
      document.eligibility.length + minimum,
      ['requisito', 'requirement'],
      ['requisiti', 'requirements'],
    ],
    [
      document.costs?.categories.length ?? 0,
      ['voce di spesa', 'cost category'],
      ['voci di spesa', 'cost categories'],
    ],
    [document.score?.criteria.length ?? 0, ['criterio', 'criterion'], ['criteri', 'criteria']],
    [document.clocks.length, ['termine', 'clock'], ['termini', 'clocks']],
    [document.notices?.length ?? 0, ['avvertenza', 'notice'], ['avvertenze', 'notices']],
  ];
  return counted
    .map(([count, one, many]) => `${count} ${say(language, ...(count === 1 ? one : many))}`)
    .join(', ');
}

/** Of one width, so that what is open stands in a column. */
function stateWords(state: 'lost' | 'absent' | 'open', language: Language): string {
  const words = {
    lost: { it: 'perduto', en: 'lost  ' },
    absent: { it: 'assente', en: 'absent' },
    open: { it: 'aperto ', en: 'open  ' },
  };
  return words[state][language];
}
