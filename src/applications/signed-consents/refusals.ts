import type { Language } from '../../platform/page/index.ts';
import type { ProblemReply } from '../../platform/http/problem-reply.ts';
import { refusedByRules } from '../../platform/http/refused.ts';
import type { ConsentRefusal } from '../give-consent.ts';
import { refusals } from '../refusal.ts';

/** What is said of a signature that does not count, and what to do. */
export const signatureRefusals = {
  'signature-off': {
    status: 409,
    en: 'This server knows no certification authority, so it cannot check signatures. Consent on this site, signed in.',
    it: 'Questo server non conosce autorità di certificazione e non può verificare firme. Dai il consenso da questo sito, dopo l’accesso.',
  },
  'file-empty': {
    status: 422,
    en: 'No file came, or an empty one. Choose the signed file and send it again.',
    it: 'Non è arrivato alcun file, o è vuoto. Scegli il file firmato e invialo di nuovo.',
  },
  'file-truncated': {
    status: 422,
    en: 'The file did not arrive whole. Send it again.',
    it: 'Il file non è arrivato intero. Invialo di nuovo.',
  },
  'file-too-large': {
    status: 413,
    en: 'The signed file is larger than 16 MiB. The text to sign is much smaller: sign the file downloaded from here.',
    it: 'Il file firmato supera i 16 MiB. Il testo da firmare è molto più piccolo: firma il file scaricato da qui.',
  },
  'not-signed': {
    status: 422,
    en: 'The file is not signed. Sign the text with your signing program, then send the file that it gives you (.p7m, .p7s or .pdf).',
    it: 'Il file non è firmato. Firma il testo con il tuo programma di firma, poi invia il file che ne ottieni (.p7m, .p7s o .pdf).',
  },
  altered: {
    status: 422,
    en: 'The file was changed after it was signed, or it is damaged: the signature no longer matches. Sign again and send the new file as it is.',
    it: 'Il file è stato cambiato dopo la firma, o è danneggiato: la firma non corrisponde più. Firma di nuovo e invia il nuovo file così com’è.',
  },
  'later-revision': {
    status: 422,
    en: 'Something was added to the PDF after the last signature, so the signature does not cover all of it. Send the file as it was when it was signed.',
    it: 'Al PDF è stato aggiunto qualcosa dopo l’ultima firma, che quindi non lo copre per intero. Invia il file com’era al momento della firma.',
  },
  'other-text': {
    status: 422,
    en: 'What is signed is not the text that is frozen now. Download the text again, sign that file without opening and saving it in another program, and send it. If your program rewrites PDF files, choose the .p7m form.',
    it: 'Ciò che è stato firmato non è il testo congelato ora. Scarica di nuovo il testo, firma quel file senza aprirlo e salvarlo con altri programmi, e invialo. Se il tuo programma riscrive i PDF, scegli il formato .p7m.',
  },
  'too-deep': {
    status: 422,
    en: 'There are more than five signed files one inside the other. Send one with fewer.',
    it: 'Ci sono più di cinque file firmati uno dentro l’altro. Inviane uno con meno passaggi.',
  },
  untrusted: {
    status: 422,
    en: 'The certificate of the signer does not lead to any authority that the body trusts. Use a qualified signature.',
    it: 'Il certificato di chi ha firmato non porta a un’autorità di cui l’ente si fida. Usa una firma qualificata.',
  },
  'false-root': {
    status: 422,
    en: 'The certificate of the signer names an authority that the body trusts, but that authority has not issued it: somebody used its name.',
    it: 'Il certificato di chi ha firmato porta il nome di un’autorità di cui l’ente si fida, ma quell’autorità non lo ha emesso: qualcuno ne ha usato il nome.',
  },
  expired: {
    status: 422,
    en: 'The certificate of the signer, or of who issued it, has expired. Renew it, sign again and send the new file.',
    it: 'Il certificato di chi ha firmato, o di chi lo ha emesso, è scaduto. Rinnovalo, firma di nuovo e invia il nuovo file.',
  },
  'not-yet-valid': {
    status: 422,
    en: 'The certificate of the signer is not valid yet. Wait for the day on which it begins.',
    it: 'Il certificato di chi ha firmato non è ancora valido. Attendi il giorno in cui comincia a valere.',
  },
  revoked: {
    status: 422,
    en: 'The certificate of the signer was revoked by who issued it. Sign with another certificate.',
    it: 'Il certificato di chi ha firmato è stato revocato da chi lo aveva emesso. Firma con un altro certificato.',
  },
  'not-bound': {
    status: 422,
    en: 'The signature does not say with which certificate it was made (it is not of the CAdES-BES or PAdES-BES kind). Choose one of these in your signing program.',
    it: 'La firma non dice con quale certificato è stata fatta (non è di tipo CAdES-BES o PAdES-BES). Scegli uno di questi nel tuo programma di firma.',
  },
  'not-for-signing': {
    status: 422,
    en: 'The certificate is one for signing in, such as that of a health card or a CIE, and not one for signing. Choose the certificate of signature.',
    it: 'Il certificato serve per accedere, come quello di una tessera sanitaria o di una CIE, e non per firmare. Scegli il certificato di firma.',
  },
  'not-qualified': {
    status: 422,
    en: 'The certificate is not a qualified one under eIDAS. A qualified or digital signature is needed.',
    it: 'Il certificato non è qualificato ai sensi di eIDAS. Serve una firma qualificata o digitale.',
  },
  weak: {
    status: 422,
    en: 'The signature was made in a way that proves nothing today (SHA-1, or a short key). Sign again with SHA-256.',
    it: 'La firma è stata fatta in un modo che oggi non prova più nulla (SHA-1, o una chiave corta). Firma di nuovo con SHA-256.',
  },
  unsupported: {
    status: 422,
    en: 'The signature uses a way of signing that this server cannot check. Sign with RSA or with the curves P-256, P-384 or P-521.',
    it: 'La firma usa un procedimento che questo server non sa verificare. Firma con RSA o con le curve P-256, P-384 o P-521.',
  },
  'another-person': {
    status: 422,
    en: 'The signature is good, but none of those who signed is a legal representative of the organisation.',
    it: 'La firma è valida, ma nessuno di chi ha firmato è un legale rappresentante dell’organizzazione.',
  },
} as const;

export type SignatureRefusal = keyof typeof signatureRefusals;

/** Why a signed file does not count as a consent. */
export type SignedConsentRefusal = ConsentRefusal | SignatureRefusal;

function textOf(code: SignedConsentRefusal) {
  return Object.hasOwn(signatureRefusals, code)
    ? signatureRefusals[code as SignatureRefusal]
    : refusals[code as ConsentRefusal];
}

export interface Refused {
  readonly type: 'refused';
  readonly code: SignedConsentRefusal;
  /** Who signed instead, as their certificates name them. */
  readonly signers?: readonly string[];
}

export function signedConsentProblem({ code, signers = [] }: Refused): ProblemReply {
  const text = textOf(code);
  const who = signers.length === 0 ? '' : ` Signed by: ${signers.join('; ')}.`;
  return refusedByRules(code, text, { detail: `${text.en}${who}` });
}

export function saidOf({ code, signers = [] }: Refused, language: Language): string {
  const by = language === 'it' ? 'Ha firmato' : 'Signed by';
  const who = signers.length === 0 ? '' : ` ${by}: ${signers.join('; ')}.`;
  return `${textOf(code)[language]}${who}`;
}
