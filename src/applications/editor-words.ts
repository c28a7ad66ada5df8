import type { Language } from '../platform/page/language.ts';

/** What stands in the text of a draft beside the answers. */
interface EditorWords {
  readonly head: readonly string[];
  readonly line: string;
  readonly partners: string;
  readonly costs: string;
  readonly requestedRate: string;
  readonly fromRegister: string;
  readonly from: string;
  readonly to: string;
  readonly answers: Readonly<
    Record<
      | 'bool'
      | 'int'
      | 'money'
      | 'percent'
      | 'points'
      | 'date'
      | 'text'
      | 'option'
      | 'options'
      | 'list',
      string
    >
  >;
}

export const editorWords: Readonly<Record<Language, EditorWords>> = {
  it: {
    head: [
      'Le righe che cominciano con # sono spiegazioni: si possono lasciare come sono.',
      'La risposta va dopo i due punti. Una riga senza risposta è una domanda ancora aperta.',
      'Se una cosa non si sa ancora, si può dichiararlo: { unknown: true }',
    ],
    line: 'La linea per cui si presenta la domanda, una di queste:',
    partners:
      'Chi partecipa, capofila compreso. Per aggiungere un partner: una voce con id (il codice fiscale) e role, uno di questi:',
    costs: 'Le spese del progetto, senza IVA se non è un costo: importi tra virgolette',
    requestedRate: 'Una percentuale di contributo più bassa della massima, se la si chiede: "40%"',
    fromRegister: 'facoltativo: lo verifica l’ufficio',
    from: 'da',
    to: 'fino a',
    answers: {
      bool: 'true = sì, false = no',
      int: 'numero intero',
      money: 'importo tra virgolette come "1234.50"',
      percent: 'percentuale tra virgolette come "35%"',
      points: 'punti come 10 o "2.5"',
      date: 'giorno come 2027-01-31',
      text: 'testo',
      option: 'una sola di queste',
      options: 'un elenco come [a, b] di queste',
      list: 'una voce per riga come - { … }, con questi dati',
    },
  },
  en: {
    head: [
      'Lines that begin with # are explanations: they can stay as they are.',
      'The answer goes after the colon. A line without an answer is a question still open.',
      'What is not known yet can be declared so: { unknown: true }',
    ],
    line: 'The line applied for, one of these:',
    partners:
      'Who takes part, the lead included. To add a partner: an entry with id (its fiscal code) and role, one of these:',
    costs: 'The costs of the project, without VAT unless it is a cost: amounts in quotes',
    requestedRate: 'A lower rate than the highest, if that is asked for: "40%"',
    fromRegister: 'optional: the office checks it',
    from: 'from',
    to: 'up to',
    answers: {
      bool: 'true = yes, false = no',
      int: 'a whole number',
      money: 'an amount in quotes such as "1234.50"',
      percent: 'a percentage in quotes such as "35%"',
      points: 'points such as 10 or "2.5"',
      date: 'a day such as 2027-01-31',
      text: 'text',
      option: 'one of these',
      options: 'a list such as [a, b] of these',
      list: 'one entry a line such as - { … }, with these parts',
    },
  },
};
