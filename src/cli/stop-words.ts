import type { Call, RoundStop } from '../engine/index.ts';
import { amountWords, say, type Language } from './words.ts';

/** A stop for people: what happened, and what a decision may choose. */
export interface StopText {
  readonly what: string;
  readonly choices: string | undefined;
}

export function stopText(stop: RoundStop, call: Call, language: Language): StopText {
  const { gap } = stop.detail;
  if (typeof gap === 'string') return gapText(gap, call, language);
  return { what: whatOf(stop, language), choices: choicesOf(stop, language) };
}

/** What is missing in the rules, in the words of their author, and how it can be filled. */
export function gapText(id: string, call: Call, language: Language): StopText {
  const gap = call.gaps.find((each) => each.gap.id === id)?.gap;
  if (!gap) return { what: id, choices: undefined };
  const parts: string[] = [];
  if (gap.choices)
    parts.push(
      `${say(language, 'una tra', 'one of')} ${gap.choices.map((choice) => JSON.stringify(choice)).join(', ')}`,
    );
  if (gap.between)
    parts.push(
      say(language, `tra ${gap.between.join(' e ')}`, `between ${gap.between.join(' and ')}`),
    );
  if (gap.analogy)
    parts.push(
      `${say(language, 'per analogia', 'by analogy')} ${JSON.stringify(gap.analogy.value)}: ${gap.analogy.because[language]}`,
    );
  const fills = say(
    language,
    `una determinazione che riempie "${id}"`,
    `a decision that fills "${id}"`,
  );
  return { what: `${id}: ${gap.note[language]}`, choices: [fills, ...parts].join('; ') };
}

function whatOf({ code, detail, rankings }: RoundStop, language: Language): string {
  const pair = stopNames[code];
  const what = pair ? say(language, ...pair) : code;
  const parts = [rankings.join(', ')];
  if (Array.isArray(detail['values']) && detail['values'].length > 0)
    parts.push(`${say(language, 'manca', 'missing')}: ${detail['values'].join(', ')}`);
  if (typeof detail['position'] === 'number')
    parts.push(`${say(language, 'posizione', 'position')} ${detail['position']}`);
  if (typeof detail['left'] === 'number')
    parts.push(`${say(language, 'restano', 'left')} ${amountWords(detail['left'], language)} €`);
  if (typeof detail['needed'] === 'number')
    parts.push(
      `${say(language, 'servono', 'needed')} ${amountWords(detail['needed'], language)} €`,
    );
  if (Array.isArray(detail['pots'])) parts.push(detail['pots'].join(', '));
  const known = parts.filter((part) => part !== '');
  return known.length > 0 ? `${what} (${known.join('; ')})` : what;
}

function choicesOf({ code, detail }: RoundStop, language: Language): string | undefined {
  const { allowed } = detail;
  if (code === 'order-of-rankings-missing')
    return say(
      language,
      '"orderOfRankings" nel file di --round',
      '"orderOfRankings" in the --round file',
    );
  if (!Array.isArray(allowed) || allowed.length === 0) return undefined;
  const words = allowed.map((each) => policyWords(String(each), language)).join('; ');
  const where =
    code === 'tie-at-cut-off' || code === 'more-money-needed'
      ? say(language, '"ties" nel file di --round', '"ties" in the --round file')
      : say(language, 'una determinazione', 'a decision');
  return `${where}: ${words}`;
}

function policyWords(policy: string, language: Language): string {
  const pair = policies[policy];
  return pair ? `${policy} (${say(language, ...pair)})` : policy;
}

const policies: Readonly<Record<string, readonly [string, string]>> = {
  draw: ['sorteggio pubblico, con il suo ordine', 'public draw, with its order'],
  'whole-tie': ['tutte per intero, se il denaro viene trovato', 'all in full, if money is found'],
  'none-of-tie': ['nessuna', 'none of them'],
  'pro-rata': ['quanto resta, in proporzione', 'what is left, in proportion'],
  stop: ['ci si ferma lì', 'stop there'],
  skip: ['si passa alla successiva che ci sta', 'go on to the next that fits'],
  partial: ['riceve quanto resta', 'it gets what is left'],
};

const stopNames: Readonly<Record<string, readonly [string, string]>> = {
  'unknown-value': [
    'Manca un valore da cui dipende l’ordine',
    'A value on which the order depends is missing',
  ],
  'protocol-missing': [
    'A parità di tutto decide il protocollo, che manca',
    'Everything else equal, the register number decides, and it is missing',
  ],
  'draw-not-valid': ['Il sorteggio non è valido', 'The draw is not valid'],
  'tie-at-cut-off': [
    'Parità dove finisce il denaro: il bando non dice chi passa',
    'A tie where the money ends: the call does not say who goes first',
  ],
  'more-money-needed': [
    'Per finanziare tutte le pari merito serve altro denaro',
    'Funding all of the tied needs more money',
  ],
  'partial-policy-missing': [
    'Il denaro rimasto non copre la domanda e il bando non dice che fare',
    'The money left does not cover the application and the call does not say what to do',
  ],
  'order-of-rankings-missing': [
    'Più graduatorie attingono alla stessa dotazione e il bando non dice quale prima',
    'Several rankings share a pot and the call does not say which goes first',
  ],
  'waits-for-another-ranking': ['Aspetta un’altra graduatoria', 'It waits for another ranking'],
  'money-kinds-missing': [
    'Le dotazioni distinguono conto capitale e corrente, le domande no',
    'The pots tell capital from current money and the applications do not',
  ],
  'reallocation-not-allowed': [
    'Il bando non ammette spostamenti di fondi',
    'The call does not let money move between pots',
  ],
  'move-not-valid': [
    'Uno spostamento di fondi non si può fare (move-not-valid): dotazione, atto o motivo mancano',
    'A move of money cannot be made (move-not-valid): pot, act or ground is missing',
  ],
  'move-exceeds-left': [
    'Uno spostamento di fondi supera quanto resta',
    'A move of money takes more than is left',
  ],
  'application-twice': [
    'Due domande hanno lo stesso identificativo',
    'Two applications have the same id',
  ],
  'unknown-ranking': [
    'Una decisione nomina una graduatoria che non c’è',
    'A decision names a ranking that is not there',
  ],
  'unknown-application': [
    'Una decisione nomina una domanda che non c’è',
    'A decision names an application that is not there',
  ],
};
