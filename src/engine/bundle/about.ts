import type { Localized } from '../definition/gap.ts';

/** What a bundle says of itself to whoever opens it without knowing the program. */
export const aboutBundles: Localized = {
  it: [
    'Questo file contiene una graduatoria (o un elenco) e tutto ciò su cui si fonda: con questo solo file chiunque può rifare i conti e vedere se tornano.',
    '«definition» sono le regole del bando: chi può partecipare, quali costi, quanti punti, quali risorse, in quale ordine. «decisions» è ciò che l’ente ha deciso dove il bando taceva, con atto e data.',
    '«applications» sono le domande, senza nomi: ognuna ha una sigla (D-0001 è la prima arrivata) e porta soltanto i dati che le regole leggono, così come li ha accertati l’istruttoria; «admission» è l’esito dell’istruttoria.',
    '«roundDecisions» è ciò che l’ente ha deciso su questa graduatoria: sorteggi, pari merito, risorse spostate. «stops» sono i punti rimasti aperti: in una graduatoria completa è vuoto.',
    '«outcomes» è il risultato, una voce per domanda nell’ordine della graduatoria: posizione (0: senza posizione), esito, punti al netto («net») e al lordo («gross») delle premialità, contributo spettante («asked») e assegnato («grant») in euro, e da quale dotazione («pots»). «totals» sono le somme.',
    '«partHashes», «definitionHash» e «hash» sono impronte SHA-256: cambiano se cambia anche un solo carattere. «signature» è la firma dell’ente su quelle impronte.',
    'Per rifare i conti: la pagina «Ricalcola» accanto alla graduatoria, oppure il comando «bandolo verify» su questo file. Nessuno dei due manda dati a qualcuno.',
  ].join('\n'),
  en: [
    'This file holds a ranking (or a list) and everything it rests on: with this file alone anyone can do the sums again and see whether they come out.',
    '"definition" are the rules of the call: who may take part, which costs, how many points, which money, in which order. "decisions" is what the body decided where the call was silent, with act and date.',
    '"applications" are the applications, without names: each has a code (D-0001 arrived first) and carries only what the rules read, as the examination found it; "admission" is the outcome of the examination.',
    '"roundDecisions" is what the body decided about this ranking: draws, ties, money moved. "stops" are points left open: in a complete ranking there are none.',
    '"outcomes" is the result, one entry for each application in the order of the ranking: position (0: none), outcome, points without ("net") and with bonuses ("gross"), grant due ("asked") and given ("grant") in euro, and from which pot ("pots"). "totals" are the sums.',
    '"partHashes", "definitionHash" and "hash" are SHA-256 fingerprints: they change when a single character does. "signature" is the signature of the body over those fingerprints.',
    'To do the sums again: the page "Recompute" beside the ranking, or the command "bandolo verify" on this file. Neither sends anything to anybody.',
  ].join('\n'),
};
