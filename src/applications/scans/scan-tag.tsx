import type { VNode } from 'preact';
import { Tag, useWords, type Language, type Tone } from '../../platform/page/index.ts';
import type { ScanState } from './scan-state.ts';

const it = {
  unchecked: 'Non ancora controllato',
  clean: 'Controllato: nessun virus trovato',
  infected: (name: string) => `Contiene un virus: ${name}`,
  unscannable: 'Non si può controllare',
  warning: 'Il documento contiene un virus',
  warningHelp: (file: string, name: string) =>
    `Il controllo ha trovato ${name} in «${file}». Aprirlo può danneggiare il computer e i dati di chi lo apre. Chi lo ha caricato dovrebbe sostituirlo.`,
  despite: 'Scaricalo lo stesso, senza aprirlo',
  back: 'Torna indietro',
};

type Words = typeof it;

const en: Words = {
  unchecked: 'Not checked yet',
  clean: 'Checked: no virus found',
  infected: (name) => `Contains a virus: ${name}`,
  unscannable: 'Cannot be checked',
  warning: 'The document contains a virus',
  warningHelp: (file, name) =>
    `The check found ${name} in “${file}”. Opening it may harm the computer and the data of who opens it. Whoever uploaded it should replace it.`,
  despite: 'Download it all the same, without opening it',
  back: 'Go back',
};

export const scanWords: Readonly<Record<Language, Words>> = { it, en };

const tones: Readonly<Record<ScanState['state'], Tone>> = {
  clean: 'ok',
  infected: 'stop',
  unscannable: 'warn',
};

/** In words; of a document of which nothing is known, that it is so. */
export function ScanTag({ scan }: { readonly scan: ScanState | null }): VNode {
  const words = useWords(scanWords);
  if (scan === null) return <Tag tone="plain">{words.unchecked}</Tag>;
  const { state, finding } = scan;
  const text = state === 'infected' ? words.infected(finding) : words[state];
  return <Tag tone={tones[state]}>{text}</Tag>;
}
