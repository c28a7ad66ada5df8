import type { ExaminationOutcome, ExaminationState } from '../examination.ts';
import type { RequestKind } from '../requests/request.ts';
import type { QueueOrder, QueueView } from './asked.ts';
import type { DueKind } from './due-days.ts';

/** The words of queue, workload and calendar in Italian; the others have the same. */
export const it = {
  navigation: 'Pratiche',
  title: 'Pratiche in istruttoria',
  titleOf: 'Istruttoria',
  noCalls: 'Nessuna pratica',
  noCallsHelp:
    'Qui compaiono le domande presentate ai bandi di cui sei istruttore, dopo la presentazione. Ora non ce ne sono.',
  soon: (count: number) =>
    count === 0
      ? 'Nessuna tua pratica scade entro sette giorni'
      : count === 1
        ? '1 pratica scade entro sette giorni'
        : `${count} pratiche scadono entro sette giorni`,
  late: (count: number) => (count === 1 ? '1 è in ritardo' : `${count} sono in ritardo`),
  toBegin: (count: number) => (count === 1 ? '1 è da iniziare' : `${count} sono da iniziare`),
  views: {
    mine: 'Assegnate a me',
    unassigned: 'Da assegnare',
    suspended: 'Sospese',
    all: 'Tutte',
  } satisfies Record<QueueView, string>,
  viewsLabel: 'Viste',
  search: 'Cerca fra le pratiche',
  text: 'Cerca',
  textHint: 'nome, protocollo o capofila',
  call: 'Bando',
  line: 'Linea',
  phase: 'Fase',
  state: 'Stato',
  everything: 'Tutti',
  everyLine: 'Tutte',
  order: 'Ordina per',
  orders: { days: 'Giorni che restano', arrival: 'Ordine di arrivo' } satisfies Record<
    QueueOrder,
    string
  >,
  apply: 'Applica',
  dueOnly: (day: string) => `Solo quelle che scadono ${day}.`,
  dueAny: 'Mostra tutte le scadenze',
  caption: 'Pratiche in ordine di giorni che restano',
  captionArrival: 'Pratiche in ordine di arrivo',
  case: 'Pratica',
  term: 'Termine',
  next: 'Prossimo passo',
  officer: 'Istruttore',
  nobody: 'nessuno',
  you: 'tu',
  choose: (protocol: string) => `Scegli ${protocol}`,
  none: 'Nessuna pratica in questa vista',
  noneHelp: 'Cambia vista, oppure togli qualche filtro.',
  states: {
    'to-begin': 'da iniziare',
    'under-way': 'in esame',
    waiting: 'in attesa di risposta',
    decided: 'decisa',
    withdrawn: 'ritirata',
  } satisfies Record<ExaminationState, string>,
  outcomes: {
    admitted: 'ammessa',
    'with-reserve': 'ammessa con riserva',
    'not-admitted': 'non ammessa',
    withdrawn: 'ritirata',
  } satisfies Record<ExaminationOutcome, string>,
  arrived: {
    clarification: 'integrazioni arrivate',
    'notice-against': 'osservazioni arrivate',
  } satisfies Record<RequestKind, string>,
  replied: 'con una risposta da leggere',
  suspendedDay: (day: number, of: number) => `sospesa, giorno ${day} di ${of}`,
  suspendedSince: (day: string) => `sospesa da ${day}`,
  suspendedFrom: (day: string) => `sospesa da ${day}`,
  entry: (number: string) => `n.\u00a0${number}`,
  endsOn: (day: string) => `scade ${day}`,
  isLate: 'in ritardo',
  steps: {
    begin: 'Apri l’istruttoria',
    assign: 'Assegna la pratica',
    points: (count: number) =>
      count === 1 ? 'Risolvi 1 punto aperto' : `Risolvi ${count} punti aperti`,
    phase: (title: string) => `Prosegui: ${title}`,
    outcome: 'Decidi l’esito',
    panel: 'In valutazione al Nucleo',
    wait: 'In attesa del capofila',
    reply: {
      clarification: 'Leggi la risposta',
      'notice-against': 'Leggi le osservazioni',
    } satisfies Record<RequestKind, string>,
    read: 'Leggi la pratica',
  },
  // What is done to several at once.
  bulk: 'Passi su più pratiche',
  bulkHelp:
    'Scegli le pratiche nella tabella. Il passo vale per ciascuna separatamente; alla fine si vede che cosa ne è stato.',
  bulkWhich: 'Su quali pratiche',
  bulkChosen: 'Quelle scelte nella tabella',
  bulkFound: (count: string) => `Tutte quelle trovate, fino a ${count}`,
  bulkStep: 'Passo',
  bulkSteps: {
    assign: 'Assegna a un istruttore',
    begin: 'Inizia l’istruttoria',
    pass: 'Concludi la fase in corso',
  },
  bulkPassHint:
    'Solo dove ogni controllo della fase è deciso dalle sole regole ed è soddisfatto; le altre restano com’erano.',
  bulkOfficer: 'Istruttore (solo per assegnare)',
  bulkReason: 'Motivo (solo se la pratica cambia mano)',
  bulkDo: 'Esegui il passo',
  bulkNone:
    'Nessuna pratica scelta: scegline almeno una nella tabella, oppure tutte quelle trovate.',
  bulkNoOfficer: 'Manca l’istruttore a cui assegnarle.',
  bulkNoStep: 'Scegli che cosa fare.',
  bulkResult: 'Che cosa ne è stato',
  bulkSummary: (done: number, repeated: number, refused: number) =>
    `${done} ${done === 1 ? 'fatta' : 'fatte'}, ${repeated} già ${repeated === 1 ? 'fatta' : 'fatte'} prima, ${refused} ${refused === 1 ? 'rifiutata' : 'rifiutate'}.`,
  bulkCut: (count: string) =>
    `Le pratiche trovate erano di più: il passo ha riguardato le prime ${count}.`,
  result: 'Risultato',
  results: { done: 'fatto', repeated: 'già fatto prima', refused: 'rifiutato' },
  back: 'Torna alle pratiche',
  // Filters under a name.
  filters: 'Filtri salvati',
  filterName: 'Nome del filtro',
  filterSave: 'Salva questo filtro',
  filterSaved: 'Filtro salvato.',
  filterRemove: 'Elimina un filtro',
  filterRemoved: 'Filtro eliminato.',
  filterGone: 'Quel filtro non c’era già più.',
  remove: 'Elimina',
  // Work of the officers.
  workload: 'Carico di lavoro',
  workloadLead: (count: number) =>
    count === 0
      ? 'Tutte le pratiche di questo bando sono assegnate.'
      : count === 1
        ? '1 pratica di questo bando è da assegnare.'
        : `${count} pratiche di questo bando sono da assegnare.`,
  workloadCaption: 'Lavoro di ciascun istruttore',
  load: 'Aperte in tutti i bandi',
  toBeginShort: 'Da iniziare',
  underWayShort: 'In esame',
  waitingShort: 'In attesa',
  suspendedShort: 'Sospese',
  lateShort: 'In ritardo',
  decidedShort: 'Decise',
  noOfficers: 'Nessun istruttore',
  noOfficersHelp: 'L’amministratore dell’ente dà il ruolo di istruttore.',
  notOfficer: '(non è più istruttore)',
  rotation: 'Assegnazione automatica',
  rotationHelp:
    'Le pratiche da assegnare vanno, in ordine di arrivo, a chi ha meno pratiche aperte; a parità, al primo in ordine di cognome. Il riparto resta registrato.',
  rotationAmong: 'Fra questi istruttori',
  rotate: 'Riparti le pratiche',
  rotated: (count: number) =>
    count === 1 ? '1 pratica assegnata.' : `${count} pratiche assegnate.`,
  rotations: 'Riparti fatti finora',
  rotationBy: 'Fatto da',
  rotationAt: 'Quando',
  rotationSeats: 'Pratiche date a ciascuno',
  // One application changes hands.
  assignment: 'Assegnazione',
  assignmentTo: 'A chi',
  assignmentReason: 'Motivo',
  assignmentReasonHint: 'Serve se la pratica è già di un altro istruttore.',
  assign: 'Assegna',
  assigned: 'Pratica assegnata.',
  assignedAlready: 'La pratica era già sua.',
  takeBack: 'Nessuno: torna da assegnare',
  assignmentNow: 'Ora è di',
  assignmentHistory: 'Di chi è stata',
  byRotation: 'riparto automatico',
  // Due days.
  calendar: 'Scadenze dell’istruttoria',
  calendarLink: 'Calendario delle scadenze',
  calendarLead: 'Le scadenze dei prossimi sei mesi e quelle passate da non più di un mese.',
  calendarMine: 'Le mie',
  calendarAll: 'Di tutti',
  calendarNone: 'Nessuna scadenza',
  calendarNoneHelp: 'Una pratica compare qui quando si sa entro quando va conclusa.',
  calendarPast: 'Scadute',
  due: {
    term: (count: number) =>
      count === 1 ? '1 istruttoria da concludere' : `${count} istruttorie da concludere`,
    answer: (count: number) =>
      count === 1 ? '1 risposta attesa dal capofila' : `${count} risposte attese dai capofila`,
  } satisfies Record<DueKind, (count: number) => string>,
  dueOne: {
    term: (protocol: string) => `Istruttoria da concludere: ${protocol}`,
    answer: (protocol: string) => `Ultimo giorno per rispondere: ${protocol}`,
  } satisfies Record<DueKind, (protocol: string) => string>,
  dueMany: {
    term: (count: string) => `${count} istruttorie da concludere`,
    answer: (count: string) => `Risposte all’ultimo giorno: ${count}`,
  } satisfies Record<DueKind, (count: string) => string>,
  feed: 'Nel tuo calendario',
  feedHelp:
    'Un indirizzo segreto, solo tuo, con le scadenze delle pratiche assegnate a te: il tuo programma di calendario lo rilegge da sé. Contiene numeri di protocollo, nessun nome.',
  feedMake: 'Crea l’indirizzo',
  feedMakeNew: 'Crea un indirizzo nuovo',
  feedMakeNewHelp: 'Se ne crei uno nuovo, questo smette di funzionare.',
  feedSince: 'Hai un indirizzo dal',
  feedRevoke: 'Revoca l’indirizzo',
  feedRevoked: 'L’indirizzo non funziona più.',
  feedMade: 'Il tuo indirizzo',
  feedMadeHelp:
    'Copialo ora: non sarà mostrato un’altra volta. Chi lo conosce vede le tue scadenze.',
  modes: { test: 'PROVA', rehearsal: 'PROVA GENERALE' },
  begun: 'L’istruttoria è iniziata.',
  undecided: (notes: string) =>
    `Il termine mostrato è il più vicino possibile, perché manca una decisione: ${notes}`,
  toQueue: 'Tutte le pratiche di questo bando',
};
