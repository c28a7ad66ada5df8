import type { Language } from '../../platform/page/index.ts';
import type { ActCheck } from './act-checks.ts';
import { actWords } from './words.ts';

/** What a check found, in words; names of applications and pots are said as they are. */
export function saidAbout({ code, about, count }: ActCheck, language: Language): readonly string[] {
  const words = actWords[language];
  const said = about.map((text) => {
    if (code === 'orders-allowed' || code === 'earlier-acts-unchanged')
      return refusalSaid(text, language);
    if (code === 'no-stops' || code === 'kind-fits') return text;
    return aboutSaid(text, language);
  });
  return count > about.length ? [...said, words.about.more(count - about.length)] : said;
}

function aboutSaid(text: string, language: Language): string {
  const words = actWords[language].about;
  const [name = '', value = ''] = text.split(':', 2);
  switch (name) {
    case 'changed':
    case 'arrived':
    case 'act':
    case 'gone':
    case 'withdrawn':
    case 'left-out':
    case 'falls':
    case 'unbalanced':
    case 'overdrawn':
      return words[name](value);
    case 'version':
    case 'no-reasons':
      return words[name];
    default:
      return text;
  }
}

/** `move-exceeds-left:act-4, 1` as a sentence. */
function refusalSaid(text: string, language: Language): string {
  const words: Readonly<Record<string, string>> = actWords[language].refusedOrders;
  const at = text.indexOf(':');
  const [code, place] = [text.slice(0, at), text.slice(at + 1)];
  return `${words[code] ?? code} (${place})`;
}
