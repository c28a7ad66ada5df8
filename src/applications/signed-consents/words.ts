import { elided } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';
import type { SignatureForm } from '../../platform/signatures/index.ts';

const it = {
  title: 'Consenso con firma',
  lead: 'Il legale rappresentante firma il testo congelato con la propria firma qualificata o digitale.',
  stepText: '1. Scarica il testo',
  stepTextHelp:
    'È il testo congelato, con la sua impronta. Il PDF è fatto per essere letto; il testo esatto è quello che il servizio conserva. Si può firmare l’uno o l’altro.',
  downloadPrint: 'Scarica il PDF da firmare',
  downloadExact: 'Scarica il testo esatto (JSON)',
  stepSign: '2. Firmalo',
  stepSignHelp:
    'Firma un legale rappresentante dell’organizzazione, con firma CAdES (.p7m, oppure .p7s accanto al file) o PAdES (.pdf). Non aprire e salvare il file con altri programmi prima di firmarlo.',
  stepSend: '3. Carica il file firmato',
  file: 'File firmato',
  fileHint: 'Fino a 16 MiB. Lo può caricare anche chi non lo ha firmato.',
  send: 'Verifica la firma e dai il consenso',
  off: 'Qui non si può dare il consenso con una firma',
  given: 'Consenso dato con la firma.',
  givenLast: 'Consenso dato con la firma: ora la domanda è pronta.',
  already: 'L’organizzazione aveva già dato il consenso a questo testo.',
  byAccount: 'Il consenso è stato dato da una persona dopo l’accesso, non con una firma.',
  noConsent: 'L’organizzazione non ha dato il consenso a questo testo.',
  report: 'La firma',
  signer: 'Ha firmato',
  fiscalCode: 'Codice fiscale',
  issuer: 'Certificato emesso da',
  serialNumber: 'Numero del certificato',
  validity: 'Certificato valido',
  fromTo: (from: string, to: string) => elided(`dal ${from} al ${to}`),
  form: 'Tipo di firma',
  forms: {
    cades: 'CAdES, attorno al testo',
    'cades-detached': 'CAdES, accanto al testo',
    pades: 'PAdES, dentro il PDF',
  },
  checkedAt: 'Verificata',
  device: 'Chiave',
  onDevice: 'in un dispositivo qualificato, come dichiara chi ha emesso il certificato',
  notOnDevice: 'non dichiarata in un dispositivo qualificato',
  revocation: 'Revoca',
  revocations: {
    good: 'non risulta revocato nelle liste che l’ente conserva',
    'not-checked': 'revoca non verificata: l’ente non aveva una lista valida in quel momento',
  },
  trust: 'Autorità',
  list: (date: string) => elided(`elenco di fiducia del ${date}`),
  noList: 'certificati scelti dall’ente',
  others: 'Altre firme nello stesso file',
  signedText: 'Impronta del testo',
  fileHash: 'SHA-256 del file',
  downloadFile: 'Scarica il file firmato',
  limits:
    'È la verifica fatta da questo servizio quando il file è arrivato, non una convalida ai sensi di eIDAS: il file e i certificati sono conservati e si possono verificare altrove.',
  orSign: 'Oppure con una firma',
  sign: 'Dai il consenso con una firma',
  signFor: (name: string) => `Carica il consenso firmato di ${name}`,
  bring: 'Carica i consensi firmati dai partner',
  bringHelp:
    'Chi non accede al servizio può firmare il testo: il file firmato lo può caricare anche il capofila.',
  seen: 'firma',
};

type Words = typeof it;

const en: Words = {
  title: 'Consent by signature',
  lead: 'The legal representative signs the frozen text with a qualified signature.',
  stepText: '1. Download the text',
  stepTextHelp:
    'It is the frozen text, with its fingerprint. The PDF is made to be read; the exact text is the one that the service keeps. Either may be signed.',
  downloadPrint: 'Download the PDF to sign',
  downloadExact: 'Download the exact text (JSON)',
  stepSign: '2. Sign it',
  stepSignHelp:
    'A legal representative of the organisation signs it, as CAdES (.p7m, or .p7s beside the file) or PAdES (.pdf). Do not open and save the file in another program before it is signed.',
  stepSend: '3. Upload the signed file',
  file: 'Signed file',
  fileHint: 'Up to 16 MiB. It may be uploaded by somebody who did not sign it.',
  send: 'Check the signature and consent',
  off: 'It is not possible to consent by signature here',
  given: 'Consent given by signature.',
  givenLast: 'Consent given by signature: the application is ready now.',
  already: 'The organisation had consented to this text before.',
  byAccount: 'The consent was given by somebody who had signed in, not by a signature.',
  noConsent: 'The organisation has not consented to this text.',
  report: 'The signature',
  signer: 'Signed by',
  fiscalCode: 'Fiscal code',
  issuer: 'Certificate issued by',
  serialNumber: 'Number of the certificate',
  validity: 'Certificate valid',
  fromTo: (from, to) => `from ${from} to ${to}`,
  form: 'Kind of signature',
  forms: {
    cades: 'CAdES, around the text',
    'cades-detached': 'CAdES, beside the text',
    pades: 'PAdES, inside the PDF',
  },
  checkedAt: 'Checked',
  device: 'Key',
  onDevice: 'in a qualified device, as the issuer of the certificate states',
  notOnDevice: 'not stated to be in a qualified device',
  revocation: 'Revocation',
  revocations: {
    good: 'not among those revoked in the lists that the body keeps',
    'not-checked': 'revocation not checked: the body had no list that held at that moment',
  },
  trust: 'Authorities',
  list: (date) => `trusted list of ${date}`,
  noList: 'certificates chosen by the body',
  others: 'Other signatures in the same file',
  signedText: 'Fingerprint of the text',
  fileHash: 'SHA-256 of the file',
  downloadFile: 'Download the signed file',
  limits:
    'This is the check made by this service when the file came, not a validation under eIDAS: file and certificates are kept and can be checked elsewhere.',
  orSign: 'Or by signature',
  sign: 'Consent by signature',
  signFor: (name) => `Upload the signed consent of ${name}`,
  bring: 'Upload the consents signed by partners',
  bringHelp:
    'Whoever does not sign in can sign the text: the lead may upload the signed file, too.',
  seen: 'signature',
};

export const signedConsentWords: Readonly<Record<Language, Words>> = { it, en };

export function formText(form: SignatureForm, language: Language): string {
  return signedConsentWords[language].forms[form];
}
