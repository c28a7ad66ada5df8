/** English words that are no Italian ones and stand in almost every English sentence. */
const english =
  /(?<![\p{L}\d_’'.@/-])(?:the|of|and|with|your|you|this|that|which|from|not|are|was|were|has|have|been|is|it|by|at|their|they|when|what|where|there|for|to|only|yet|does|cannot|must|should)(?![\p{L}\d_’'-])/giu;

/** Names of things, which nobody translates. */
const names = /\bde minimis\b|\bopen data\b/giu;

export function englishIn(text: string): readonly string[] {
  return [...text.replace(names, '').matchAll(english)].map(([word]) => `the English “${word}”`);
}

/** Names of the program instead of words: `totalAdmitted`, `{count}`, `undefined`. */
const keys =
  /(?<![\p{L}\d_./#-])(?:[a-z]{2,}[A-Z][a-z]\w*|undefined|null|NaN|Infinity|\[object \w+\]|Invalid Date|\{[a-zA-Z]+\}|\$\{)(?![\p{L}\d_(])/gu;

export function keysIn(text: string): readonly string[] {
  return [...text.matchAll(keys)].map(([key]) => `the key “${key}”`);
}

const months =
  'gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre';

/** What Italian writes otherwise, by what is wrong with it. */
const italian: Readonly<Record<string, RegExp>> = {
  'a straight apostrophe': /\p{L}'\p{L}/u,
  'English quotes': /[“”]/u,
  'an article before a vowel': /(?<!\p{L})(?:il|al|dal|del|nel|sul) (?:8\d*|11)(?![\d.])/iu,
  'a first of the month without its sign': new RegExp(`(?<!\\d)1[ \\u00A0](?:${months})`, 'u'),
  'one with a plural':
    /(?<![\p{L}\d.,/-])1 (?:giorni|domande|bandi|partner sono|consensi|risposte)(?!\p{L})/u,
  'an English amount': /€ ?\d|\d{1,3}(?:,\d{3})+\.\d{2}/u,
  'a month in English':
    /(?<!\p{L})(?:January|February|March|April|May|June|July|August|September|October|November|December) \d/u,
};

export function wrongItalianIn(text: string): readonly string[] {
  return Object.entries(italian).flatMap(([what, pattern]) => {
    const found = pattern.exec(text);
    return found ? [`${what}, “${found[0]}”`] : [];
  });
}
