import type { Localized } from '../page/index.ts';

interface ApiTag {
  readonly name: string;
  readonly title: Localized;
  readonly about: Localized;
}

const tag = (title: Localized, about: Localized): ApiTag => ({ name: title.en, title, about });

/** The groups of operations, in the order in which a newcomer needs them. */
export const apiTags: readonly ApiTag[] = [
  tag(
    { it: 'Prova', en: 'Trial' },
    {
      it: 'Entrare come una persona inventata, dove il server è una prova.',
      en: 'Signing in as an invented person, where the server is a trial.',
    },
  ),
  tag(
    { it: 'Profilo', en: 'Account' },
    {
      it: 'Chi si è, le proprie sessioni e i propri token.',
      en: 'Who one is, one’s sessions and tokens.',
    },
  ),
  tag(
    { it: 'Organizzazioni', en: 'Organisations' },
    {
      it: 'Quelle per cui si può agire, e i loro dati.',
      en: 'Those one may act for, and their data.',
    },
  ),
  tag(
    { it: 'Poteri', en: 'Powers' },
    {
      it: 'Chi può agire per un’organizzazione: rappresentanti e deleghe.',
      en: 'Who may act for an organisation: representatives and mandates.',
    },
  ),
  tag(
    { it: 'Bandi', en: 'Calls' },
    {
      it: 'I bandi, le loro versioni e i loro termini, e gli atti su di essi.',
      en: 'Calls, their versions and terms, and the acts on them.',
    },
  ),
  tag(
    { it: 'Domande', en: 'Applications' },
    {
      it: 'Dalla prima riga al consenso dell’ultimo partner.',
      en: 'From the first line to the consent of the last partner.',
    },
  ),
  tag(
    { it: 'Aggregazione', en: 'Partnership' },
    {
      it: 'Inviti ai partner, la composizione che il bando chiede, chi entra e chi esce.',
      en: 'Invitations to partners, the composition that the call asks for, who joins and who leaves.',
    },
  ),
  tag(
    { it: 'Registro', en: 'Register' },
    {
      it: 'Presentazione e ritiro, ricevute, il registro di un bando.',
      en: 'Submission and withdrawal, receipts, the register of a call.',
    },
  ),
  tag(
    { it: 'Valutazione', en: 'Evaluation' },
    {
      it: 'Le schede del Nucleo, le sedute, i punti e che cosa ne legge chi ha presentato la domanda.',
      en: 'The sheets of the panel, its sessions, the points, and what applicants read of them.',
    },
  ),
  tag(
    { it: 'Messaggi', en: 'Messages' },
    {
      it: 'I messaggi fra chi ha presentato la domanda e l’ufficio, e gli avvisi che non sono arrivati.',
      en: 'Messages between applicants and the office, and notices that did not arrive.',
    },
  ),
  tag(
    { it: 'Lettere', en: 'Letters' },
    {
      it: 'Le lettere sugli esiti, in PDF/A, a una domanda o a tutte.',
      en: 'Letters about outcomes, as PDF/A, to one application or to all.',
    },
  ),
  tag(
    { it: 'Malfunzionamenti', en: 'Incidents' },
    {
      it: 'I fermi durante un bando, chi hanno toccato, i rimedi.',
      en: 'Outages during a call, whom they touched, their remedies.',
    },
  ),
  tag(
    { it: 'Istruttoria', en: 'Examination' },
    {
      it: 'Che cosa c’è da istruire, chi lo istruisce ed entro quando; i controlli su quanto è stato presentato, i riscontri, le fasi, gli esiti, i riparti e le scadenze.',
      en: 'What is to be examined, by whom and until when; the checks of what was submitted, findings, phases, outcomes, sharings-out and due days.',
    },
  ),
  tag(
    { it: 'Nucleo', en: 'Panel' },
    {
      it: 'Chi valuta le domande di un bando: composizione, dichiarazioni, conflitti, assegnazioni.',
      en: 'Who assesses the applications of a call: composition, declarations, conflicts, assignments.',
    },
  ),
  tag(
    { it: 'Graduatorie', en: 'Rankings' },
    {
      it: 'Graduatorie ed elenchi: fotografie delle pratiche, decisioni, atti, firma, pubblicazione.',
      en: 'Rankings and lists: frozen rounds, decisions, acts, signing, publication.',
    },
  ),
  tag(
    { it: 'Enti e ruoli', en: 'Bodies and roles' },
    {
      it: 'Gli enti che gestiscono bandi, e chi vi ha quale ruolo.',
      en: 'The bodies that run calls, and who has which role in them.',
    },
  ),
  tag(
    { it: 'Server', en: 'Server' },
    { it: 'Ciò che chiede chi sorveglia.', en: 'What monitoring asks.' },
  ),
];
