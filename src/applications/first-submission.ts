import type { ApiGuideStep } from '../platform/http/api-guide.tsx';

/** An application from the first line to the receipt, with commands that can be run one after the other. */
export function firstSubmission(publicUrl: string): readonly ApiGuideStep[] {
  return [...beginning(`${publicUrl}/api/v1`), ...writing, ...ending];
}

const beginning = (api: string): readonly ApiGuideStep[] => [
  {
    title: { it: 'Prepara il terminale', en: 'Prepare the terminal' },
    text: {
      it: 'Servono `bash`, `curl` e Node, che c’è dove c’è Bandolo. `pick` prende un valore da un JSON, `as` manda una richiesta con un token, `etag` legge l’ETag dell’ultima risposta.',
      en: 'You need `bash`, `curl` and Node, which is wherever Bandolo is. `pick` takes a value out of JSON, `as` sends a request with a token, `etag` reads the ETag of the last reply.',
    },
    command: String.raw`API=${api}
OUT=$(mktemp -d)
pick() { node -p "with (JSON.parse(require('fs').readFileSync(0, 'utf8'))) { $1 }"; }
as() { curl -sS --fail-with-body -H "Authorization: Bearer $1" "${'$'}{@:2}"; }
etag() { grep -i '^etag:' "$OUT/headers" | cut -d ' ' -f 2 | tr -d '\r'; }`,
  },
  {
    title: { it: 'Scegli chi essere ed entra', en: 'Choose who to be, and sign in' },
    text: {
      it: 'In una prova sei una delle persone inventate: qui le prime due che rappresentano un’organizzazione, una per il capofila e una per un partner. In un’installazione vera il token si crea nel proprio profilo.',
      en: 'In a trial one is one of the invented people: here the first two that represent an organisation, one for the lead and one for a partner. In a real installation you make the token on your account page.',
    },
    command: String.raw`curl -sS --fail-with-body "$API/trial-people" -o "$OUT/people.json"
pick "items.map(p => [p.name, ...p.powers.map(w => w.organisation)].join(' - ')).join('\n')" < "$OUT/people.json"
REPRESENTATIVES="items.filter(p => p.powers.some(w => w.kind === 'legal-representative'))"
sign_in() { curl -sS --fail-with-body "$API/trial-sessions" -H 'Content-Type: application/json' -d "{\"person\":\"$1\"}" | pick token; }
TOKEN=$(sign_in "$(pick "$REPRESENTATIVES[0].id" < "$OUT/people.json")")
PARTNER_TOKEN=$(sign_in "$(pick "$REPRESENTATIVES[1].id" < "$OUT/people.json")")
as "$TOKEN" "$API/me" | pick "[givenName, familyName].join(' ')"`,
  },
  {
    title: { it: 'Per chi agisci', en: 'For whom you act' },
    text: {
      it: 'Le organizzazioni per le quali la persona ha un potere, con il loro identificativo.',
      en: 'The organisations over which the person holds a power, with their ids.',
    },
    command: String.raw`LEAD=$(as "$TOKEN" "$API/organisations" | pick 'items[0].id')
PARTNER=$(as "$PARTNER_TOKEN" "$API/organisations" | pick 'items[0].id')`,
  },
  {
    title: { it: 'Trova un bando aperto', en: 'Find an open call' },
    text: {
      it: 'Qui continuiamo con il bando inventato dei lampioni: per un altro cambia ciò che scrivi al passo 7, come dice il passo 5.',
      en: 'Here we go on with the invented call of the lamps: for another one, what you write in step 7 changes, as step 5 says.',
    },
    command: String.raw`curl -sS --fail-with-body "$API/calls?state=open" | pick "items.map(c => c.call + '  ' + c.title.en).join('\n')"
CALL=fictional-village-lamps.rehearsal`,
  },
  {
    title: { it: 'Guarda che cosa chiede', en: 'See what it asks' },
    text: {
      it: 'Tutti i codici vengono dalla definizione del bando: le linee da `lines`, i ruoli da `partnership.roles`, le voci di spesa da `costs.categories`, le domande da `facts`. Chi fa domanda risponde alle domande con `proof: applicant`; quelle con `level: partner` stanno dentro ciascun partner. Il tipo dice come si scrive la risposta: è nella tabella più sotto.',
      en: 'All codes come from the definition of the call: lines from `lines`, roles from `partnership.roles`, kinds of costs from `costs.categories`, questions from `facts`. Who applies answers the questions with `proof: applicant`; those with `level: partner` stand inside each partner. The type says how an answer is written: see the table below.',
    },
    command: String.raw`curl -sS --fail-with-body "$API/calls/$CALL" | pick "'version ' + version + ', lines: ' + lines.map(l => l.id)"
curl -sS --fail-with-body "$API/calls/$CALL/versions/1" -o "$OUT/version.json"
pick "definition.partnership.roles.map(r => r.id)" < "$OUT/version.json"
pick "definition.costs.categories.map(c => c.id)" < "$OUT/version.json"
pick "definition.facts.filter(f => f.proof === 'applicant').map(f =>
  [f.level ?? 'application', f.id, f.type, ...(f.options ?? f.fields ?? []).map(o => o.id)].join(' ')).join('\n')" < "$OUT/version.json"`,
  },
];

const writing: readonly ApiGuideStep[] = [
  {
    title: { it: 'Comincia la domanda', en: 'Begin the application' },
    text: {
      it: 'Basta il titolo. `Idempotency-Key` fa sì che la stessa richiesta, mandata due volte, dia una sola domanda.',
      en: 'The title is enough. `Idempotency-Key` makes the same request, sent twice, one application.',
    },
    command: String.raw`as "$TOKEN" "$API/calls/$CALL/applications" -H 'Content-Type: application/json' \
  -H "Idempotency-Key: $(node -p 'crypto.randomUUID()')" \
  -d "{\"lead\": \"$LEAD\", \"title\": \"Lampioni in piazza\"}" \
  -D "$OUT/headers" -o "$OUT/application.json"
ID=$(pick id < "$OUT/application.json")
APPLICATION=$API/calls/$CALL/applications/$ID`,
  },
  {
    title: { it: 'Scrivi e controlla', en: 'Write and check' },
    text: {
      it: 'Il testo intero prende il posto di quello di prima; `If-Match` dice quale, perché nessuna modifica altrui vada persa. `check` elenca ciò che manca e dice quanto spetterebbe: un avviso non impedisce di presentare.',
      en: 'The whole text takes the place of the one before; `If-Match` says which, so that nobody’s change is lost. `check` lists what is missing and says what it would get: a warning keeps nobody from submitting.',
    },
    command: String.raw`cat > "$OUT/draft.json" <<END
{
  "title": "Lampioni in piazza",
  "content": {
    "line": "light",
    "facts": {
      "village": "Ores",
      "applicantKind": "municipality",
      "hasLampPlan": true,
      "lampKinds": ["led", "solar"],
      "materials": ["iron"],
      "ownShare": "10%",
      "startDate": "2027-05-01",
      "upkeepYears": 5,
      "lamps": [{ "street": "Via Roma", "count": 10, "price": "1000.00", "lit": "2027-12-01" }]
    },
    "partners": [
      { "id": "$LEAD", "role": "lead", "facts": { "signed": true }, "costs": { "poles": "20000.00" } },
      { "id": "$PARTNER", "role": "workshop", "facts": { "signed": true } }
    ]
  }
}
END
as "$TOKEN" -X PUT "$APPLICATION" -H 'Content-Type: application/json' -H "If-Match: $(etag)" \
  -d @"$OUT/draft.json" -D "$OUT/headers" -o "$OUT/application.json"
as "$TOKEN" "$APPLICATION/check" | pick "[canBeFrozen, problems, assessment.grant]"`,
  },
];

const ending: readonly ApiGuideStep[] = [
  {
    title: { it: 'Congela il testo', en: 'Freeze the text' },
    text: {
      it: 'Il testo riceve un’impronta (SHA-256): è ciò a cui i partner danno il consenso e ciò che si presenta. Chi può, con lo stesso atto consente per il capofila. Ogni modifica successiva annulla il consenso.',
      en: 'The text gets a hash (SHA-256): it is what partners consent to and what is submitted. Who may do so consents for the lead by the same act. Any later edit makes it void.',
    },
    command: String.raw`as "$TOKEN" -X POST "$APPLICATION/freeze" -H "If-Match: $(etag)" -D "$OUT/headers" -o "$OUT/application.json"
HASH=$(pick frozen.hash < "$OUT/application.json")`,
  },
  {
    title: { it: 'Il consenso del partner', en: 'The consent of the partner' },
    text: {
      it: 'Il partner legge il testo congelato e dà il consenso all’impronta del suo testo; dove il bando tiene riservate le spese tra i partner, di quelle altrui vede il totale. Con l’ultimo consenso la domanda è pronta.',
      en: 'The partner reads the frozen application and consents to the hash of its text; where the call keeps costs confidential among partners, it sees the total of those of others. With the last consent the application is ready.',
    },
    command: String.raw`as "$PARTNER_TOKEN" "$APPLICATION" -o "$OUT/text.json"
as "$PARTNER_TOKEN" "$APPLICATION/consents" -H 'Content-Type: application/json' \
  -d "{\"organisation\": \"$PARTNER\", \"hash\": \"$HASH\"}" | pick state`,
  },
  {
    title: { it: 'Presenta e verifica la ricevuta', en: 'Submit, and verify the receipt' },
    text: {
      it: 'L’atto decisivo. La ricevuta prova numero, istante e testo; la stessa richiesta ripetuta dà la stessa ricevuta. L’ultimo comando, nella cartella di Bandolo, la controlla con la chiave pubblica del server.',
      en: 'The decisive act. The receipt proves number, instant and text; the same request repeated gives the same receipt. The last command, in the folder of Bandolo, checks it with the public key of the server.',
    },
    command: String.raw`as "$TOKEN" "$APPLICATION/submission" -H 'Content-Type: application/json' \
  -d "{\"snapshotHash\": \"$HASH\"}" -o "$OUT/receipt.json"
as "$TOKEN" "$APPLICATION" | pick "[state, entries[0].protocol].join(' ')"
KEY=$(curl -sS --fail-with-body "$API/signing-keys" | pick 'items.at(-1).publicKey')
npx bandolo verify "$OUT/receipt.json" --public-key "$KEY"`,
  },
];
