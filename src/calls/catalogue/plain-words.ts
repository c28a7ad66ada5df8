const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};

/** Small letters and digits, without accents and other marks. */
export function plainText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøłđı]/g, (letter) => letters[letter] ?? letter);
}

/** The words by which a text is found; "re.use" is a word besides its parts. */
export function plainWords(text: string): readonly string[] {
  return [...plainText(text).matchAll(/[a-z0-9]+(?:\.[a-z0-9]+)*/g)].flatMap(([found]) => {
    const parts = found.split('.');
    return parts.length === 1 ? parts : [...parts, parts.join('')];
  });
}

/** The word without the vowels it ends with, by which "filiera" and "filiere" are one. */
export function bareWord(word: string): string {
  return word.length < 5 ? word : word.replace(/[aeiou]{1,2}$/, '');
}

/** Words as people read them, in small letters and once each; too short ones are near to everything. */
export function shownWords(text: string): readonly string[] {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/\p{L}{4,40}/gu) ?? [];
  return [...new Set(words)];
}
