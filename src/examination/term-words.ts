const it = {
  label: 'Termine del procedimento',
  left: (days: number) =>
    days === 0 ? 'scade oggi' : days === 1 ? 'resta 1 giorno' : `restano ${days} giorni`,
  leftStanding: (days: number) =>
    days === 1 ? 'resta 1 giorno, fermo' : `restano ${days} giorni, fermi`,
  lateBy: (days: number) =>
    days === 1 ? 'in ritardo di 1 giorno' : `in ritardo di ${days} giorni`,
  startsOn: (day: string) => `decorre dal giorno ${day}`,
  used: (days: string, of: string, suspended: string | undefined) =>
    `${days} usati su ${of}${suspended === undefined ? '' : `, ${suspended} sospesi`}`,
  keyUsed: 'giorni usati',
  keySuspended: 'sospesi, non contano',
  keyLeft: 'restano',
  key: 'Come leggere i termini',
  unknown: 'termine non determinato',
  underExamination: 'In esame',
  underExaminationHelp: (day: string) =>
    `L’ufficio esamina la domanda. Il procedimento termina entro il giorno ${day}.`,
  suspendedHelp: (day: string) =>
    `L’ufficio esamina la domanda. Ora i giorni sono sospesi: il procedimento non termina prima del giorno ${day}, e la data si sposta finché la sospensione dura.`,
  openHelp: (day: string) =>
    `L’ufficio esamina la domanda e attende una risposta: quando il procedimento termina non si sa ancora, ma non prima del giorno ${day}.`,
  notBefore: 'non prima del',
  lateHelp: (day: string) =>
    `L’ufficio esamina la domanda. Il termine del procedimento era il giorno ${day}.`,
  noTermHelp: 'L’ufficio esamina la domanda. Il bando non dice ancora entro quando.',
};

const en: typeof it = {
  label: 'Term of the procedure',
  left: (days: number) =>
    days === 0 ? 'ends today' : days === 1 ? '1 day left' : `${days} days left`,
  leftStanding: (days: number) =>
    days === 1 ? '1 day left, standing' : `${days} days left, standing`,
  lateBy: (days: number) => (days === 1 ? '1 day late' : `${days} days late`),
  startsOn: (day: string) => `runs from ${day}`,
  used: (days: string, of: string, suspended: string | undefined) =>
    `${days} of ${of} used${suspended === undefined ? '' : `, ${suspended} suspended`}`,
  keyUsed: 'days used',
  keySuspended: 'suspended, not counted',
  keyLeft: 'left',
  key: 'How to read the terms',
  unknown: 'term not determined',
  underExamination: 'Under examination',
  underExaminationHelp: (day: string) =>
    `The office examines the application. The procedure ends by ${day}.`,
  suspendedHelp: (day: string) =>
    `The office examines the application. The days are suspended now: the procedure does not end before ${day}, and the date moves as long as they are.`,
  openHelp: (day: string) =>
    `The office examines the application and waits for an answer: when the procedure ends is not known yet, but not before ${day}.`,
  notBefore: 'not before',
  lateHelp: (day: string) =>
    `The office examines the application. The procedure was to end by ${day}.`,
  noTermHelp: 'The office examines the application. The call does not say yet by when.',
};

export const termWords = { it, en };
