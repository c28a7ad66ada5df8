import type { ListedEntry } from './register-list.ts';

const titles = [
  'Nuova illuminazione della Città',
  'Lampioni a L’Aquila',
  'Riqualificazione in Via dell’Università',
  'Straße der Lichter',
  'LUCI PER LA MOBILITA’ DOLCE',
  'Più luce, perché no?',
  'Košice e Łódź: gemellaggio',
  'Festival 2024 delle lanterne',
];
const leads = [
  'Comune di Forlì',
  'Officina Rossi S.r.l.',
  'Gamma S.P.A.',
  'Società Cooperativa Œuvre',
  "Città Sant'Angelo APS",
];
const risky = [
  '=1+1',
  '+39 02',
  '-5',
  '@SUM(A1)',
  '\t=2',
  'a;=cmd',
  'riga\n=3',
  'dice "ciao", poi; va',
  '<b>grassetto</b>',
];

/** Titles as people write them, some made to harm; an emergency of the first half, and one word that is there once. */
export function listedWords(number: number): { readonly title: string; readonly leadName: string } {
  const early = number <= 1_300 ? ' dopo l’emergenza' : '';
  const title =
    number % 97 === 0
      ? (risky[(number / 97) % risky.length] ?? '')
      : `${titles[number % titles.length]}${early}${number === 321 ? ' zaffiro' : ''}`;
  return { title, leadName: `${leads[number % leads.length]} ${number}` };
}

export const fragments: readonly string[] = [
  "città|CITTA|citta'|l’aquila|L'Aqui|universita|strasse|straße|mobilità|perche|piu luce|kosice|lodz|łódź",
  'srl|s.r.l.|spa|oeuvre|Œuvre|forli|emergenza|zaffiro|gemellaggio comune|2024|42|321|lampioni emergenza',
  'lanterne emergenza cooperativa|l|a|no|lu|angelo aps|grassetto|qqq',
].flatMap((line) => line.split('|'));

/** Whether an entry is found by a text, as told in words to the people who use the register; written apart from the program. */
export function isFoundBy(text: string, call: string): (entry: ListedEntry) => boolean {
  const typed = text.trim();
  if (typed === '') return () => true;
  const slash = typed.lastIndexOf('/');
  const isOurs = slash >= 0 && typed.slice(0, slash).toLowerCase() === call;
  const digits = isOurs || slash < 0 ? typed.slice(slash + 1) : '';
  const isNumber = /^[0-9]{1,10}$/.test(digits) && Number(digits) < 2 ** 31;
  const wanted = wordsIn(typed).slice(0, 12);
  return ({ number, title, leadName, leadFiscalCode }) => {
    if (isNumber && number === Number(digits)) return true;
    if (isNumber && isOurs) return false;
    const there = [title, leadName, leadFiscalCode].flatMap(wordsIn);
    return (
      wanted.length > 0 &&
      wanted.every((word) =>
        there.some((each) => (word.length === 1 ? each === word : each.startsWith(word))),
      )
    );
  };
}

const alone: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};

const remembered = new Map<string, readonly string[]>();

function wordsIn(text: string): readonly string[] {
  const words = remembered.get(text) ?? readWords(text);
  remembered.set(text, words);
  return words;
}

function readWords(text: string): readonly string[] {
  const letters = Array.from(text.normalize('NFKD').toLowerCase().normalize('NFKD'))
    .filter((letter) => letter < '\u0300' || letter > '\u036F')
    .map((letter) => alone[letter] ?? letter)
    .join('');
  const joined = letters.split(/[^a-z0-9.]+/).flatMap((part) => {
    // Letters with a dot after each are one word.
    const initials = /^(?:[a-z]\.)+[a-z]\.?$/.exec(part);
    return initials ? [part.replaceAll('.', '')] : part.split('.');
  });
  return joined.filter((word) => word !== '');
}
