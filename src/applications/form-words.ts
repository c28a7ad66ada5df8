import type { SameWords } from '../platform/page/index.ts';

/** The words of the forms for beginning and editing an application, and of what is said after an act. */
const it = {
  begin: 'Compila la domanda',
  beginWithAnswers: 'Comincia la domanda con queste risposte',
  givenTitle: (count: number) =>
    count === 1
      ? 'Una risposta che hai già dato entra nella domanda'
      : `${count} risposte che hai già dato entrano nella domanda`,
  givenLead:
    'Finché non cominci la domanda non conserviamo nulla. Poi potrai cambiare ogni risposta.',
  givenDropped: (count: number) =>
    count === 1
      ? 'Una risposta non vale più per il bando attuale e resta fuori.'
      : `${count} risposte non valgono più per il bando attuale e restano fuori.`,
  givenAnswers: 'Rileggi le risposte',
  othersTitle: 'Gli altri partner',
  othersLead:
    'Hai risposto anche per loro. Scrivi il codice fiscale di chi è già registrato qui: le sue risposte entrano nella domanda. Se lasci vuoto un campo, aggiungerai quel partner più tardi e risponderai di nuovo per lui.',
  otherCode: (partner: string) => `Codice fiscale: ${partner}`,
  newButtonWithAnswers: 'Comincia la domanda con queste risposte',
  partnerUnknown: 'Nessuna organizzazione registrata qui ha questo codice fiscale',
  partnerTwice: 'Questa organizzazione c’è già: indica ogni partner una volta sola',
  startedWithAnswers: 'La domanda è cominciata con le tue risposte: rileggile e completala.',
  partnersMissing: (count: number) =>
    count === 1
      ? 'Manca un partner che avevi indicato: aggiungilo nella sezione Partner.'
      : `Mancano ${count} partner che avevi indicato: aggiungili nella sezione Partner.`,
  newTitle: 'Nuova domanda',
  newLead: 'Scegli per chi la presenti. Tutto il resto puoi cambiarlo dopo.',
  newFor: 'Chi presenta la domanda',
  newForHint: 'Le organizzazioni per cui puoi compilare domande in questo bando.',
  newName: 'Titolo del progetto',
  newLine: 'Linea',
  newButton: 'Comincia la domanda',
  noOrganisation: 'Non puoi compilare domande per nessuna organizzazione',
  noOrganisationHelp:
    'Devi essere il legale rappresentante di un’organizzazione registrata, o avere una sua delega a compilare.',
  toAccount: 'Vedi i tuoi poteri',
  callClosed: 'Il bando è chiuso: non si possono cominciare domande.',
  chooseOrganisation: 'Scegli per chi presenti la domanda',
  writeTitle: 'Scrivi il titolo del progetto, al massimo 300 caratteri su una riga',
  chooseLine: 'Scegli la linea',
  editTitle: 'Modifica la domanda',
  editLead:
    'Il testo contiene tutte le domande del bando. Puoi salvarlo anche incompleto, quante volte vuoi.',
  text: 'Testo della domanda',
  textHint:
    'La risposta va dopo i due punti. Gli importi vanno tra virgolette. Ciò che scrivi resta in questa pagina anche se c’è un errore.',
  save: 'Salva la bozza',
  cancel: 'Torna alla domanda senza salvare',
  willVoid: 'Salvando una modifica il testo congelato non vale più',
  willVoidConsents: (count: string) =>
    `Anche i consensi già dati (${count}) andranno chiesti di nuovo.`,
  lineAt: (line: string) => `Riga ${line}`,
  stillOpen: (count: string) => `Domande ancora senza risposta, o da correggere: ${count}`,
  staleTitle: 'Qualcun altro ha modificato la domanda mentre scrivevi',
  staleHelp:
    'Ciò che hai scritto è ancora qui sotto. Guarda che cosa è diverso, correggi se serve e salva di nuovo: allora vale il tuo testo.',
  place: 'Dove',
  stored: 'Salvato ora',
  yours: 'Nel tuo testo',
  unreadable: 'il testo non si può leggere qui',
  saved: 'La bozza è salvata.',
  savedVoid: 'La bozza è salvata. Il testo congelato prima e i suoi consensi non valgono più.',
  unchanged: 'Non c’era nulla di diverso da salvare.',
  started: 'La domanda è cominciata: ora rispondi alle domande.',
  frozenNow: 'Il testo è congelato. Ora servono i consensi.',
  readyNow: 'Il testo è congelato e ha tutti i consensi: la domanda è pronta.',
  consentGiven: 'Il consenso è registrato.',
  consentGivenLast: 'Il consenso è registrato. Era l’ultimo: la domanda è pronta.',
  consentTaken: 'Il consenso è revocato e il testo è di nuovo una bozza.',
  staleAct: 'La domanda è stata modificata dopo che l’hai aperta: rileggila e riprova.',
} as const;

type Words = SameWords<typeof it>;

const en: Words = {
  begin: 'Fill in an application',
  beginWithAnswers: 'Start an application with these answers',
  givenTitle: (count) =>
    count === 1
      ? 'One answer that you gave goes into the application'
      : `${count} answers that you gave go into the application`,
  givenLead: 'Nothing is kept until you start the application. Then you can change every answer.',
  givenDropped: (count) =>
    count === 1
      ? 'One answer no longer fits the current call and is left out.'
      : `${count} answers no longer fit the current call and are left out.`,
  givenAnswers: 'Read the answers again',
  othersTitle: 'The other partners',
  othersLead:
    'You answered for them too. Write the fiscal code of those who are registered here: their answers go into the application. Whoever you leave empty is added later, and the answers about them have to be given again.',
  otherCode: (partner) => `Fiscal code: ${partner}`,
  newButtonWithAnswers: 'Start the application with these answers',
  partnerUnknown: 'No organisation registered here has this fiscal code',
  partnerTwice: 'This organisation is already there: each partner is named once',
  startedWithAnswers:
    'The application has begun with your answers: read them again and complete it.',
  partnersMissing: (count) =>
    count === 1
      ? 'One partner that you had named is missing: add it in the Partners section.'
      : `${count} partners that you had named are missing: add them in the Partners section.`,
  newTitle: 'New application',
  newLead: 'Choose for whom you apply. Everything else can be changed later.',
  newFor: 'Who applies',
  newForHint: 'The organisations for which you may write applications in this call.',
  newName: 'Title of the project',
  newLine: 'Line',
  newButton: 'Begin the application',
  noOrganisation: 'There is no organisation for which you may write applications',
  noOrganisationHelp:
    'You need to be the legal representative of a registered organisation, or to have its mandate to fill in.',
  toAccount: 'See your powers',
  callClosed: 'The call is closed: no application can be begun.',
  chooseOrganisation: 'Choose for whom you apply',
  writeTitle: 'Write the title of the project, at most 300 characters on one line',
  chooseLine: 'Choose the line',
  editTitle: 'Edit the application',
  editLead:
    'The text holds every question of the call. It can be saved incomplete, as often as you like.',
  text: 'Text of the application',
  textHint:
    'The answer goes after the colon. Amounts go in quotes. What you write stays on this page even when there is an error.',
  save: 'Save the draft',
  cancel: 'Back to the application without saving',
  willVoid: 'Saving a change voids the frozen text',
  willVoidConsents: (count) => `The consents already given (${count}) must be asked for again.`,
  lineAt: (line) => `Line ${line}`,
  stillOpen: (count) => `Questions still unanswered, or to be corrected: ${count}`,
  staleTitle: 'Somebody else changed the application while you were writing',
  staleHelp:
    'What you wrote is still below. See what differs, correct it if need be, and save again: then your text holds.',
  place: 'Where',
  stored: 'Stored now',
  yours: 'In your text',
  unreadable: 'the text cannot be read here',
  saved: 'The draft is saved.',
  savedVoid: 'The draft is saved. The text frozen before and its consents are void.',
  unchanged: 'There was nothing different to save.',
  started: 'The application has begun: now answer the questions.',
  frozenNow: 'The text is frozen. Now it needs the consents.',
  readyNow: 'The text is frozen and has every consent: the application is ready.',
  consentGiven: 'The consent is recorded.',
  consentGivenLast: 'The consent is recorded. It was the last: the application is ready.',
  consentTaken: 'The consent is taken back and the text is a draft again.',
  staleAct: 'The application was changed after you opened it: read it again and retry.',
};

export const formWords: { readonly it: Words; readonly en: Words } = { it, en };
