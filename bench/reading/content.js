// Invented applications, the same at every run: what people write, in Italian, with accents and common words.

/** Numbers from 0 to 1 that are the same at every run (mulberry32). */
export function makeDice(seed) {
  let state = seed >>> 0;
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const upTo = (count) => Math.floor(roll() * count);
  return { roll, upTo, pick: (list) => list[upTo(list.length)] };
}

const first =
  'Acqua Albera Borgo Campo Castel Cerro Colle Corno Fonte Lago Monte Olmo Piano Pieve Ponte Prato Riva Rocca Selva Torre Val Villa';
const second =
  'alta antica bella bruna calda chiara dolce fiorita forte fredda grande lunga maggiore marina minore nuova rossa sana scura sopra sotto verde vecchia viva';
const places = first
  .split(' ')
  .flatMap((a) => second.split(' ').map((b) => `${a}${b.startsWith('a') ? ' ' : ''}${b}`))
  .concat([
    'L’Olmeto',
    'Città Serena',
    'Forlì del Monte',
    'Santa Libertà',
    'Nardò Piccola',
    'Añasco Nuovo',
  ]);

const streets =
  'Via Roma,Via Garibaldi,Piazza della Libertà,Viale dei Tigli,Via San Nicolò,Corso Unità d’Italia,Vicolo Stretto,Via dell’Università,Strada Provinciale 12,Via Monte Nero'.split(
    ',',
  );
const works =
  'Nuova illuminazione,Riqualificazione dell’illuminazione,Lampioni a LED,Efficienza energetica,Sostituzione dei pali,Messa in sicurezza,Luci per la mobilità dolce,Restauro delle lanterne storiche'.split(
    ',',
  );
const aims =
  'per la sicurezza dei pedoni,per la comunità,per le scuole,con telecontrollo,a basso consumo,per il centro storico,per le attività serali,nelle frazioni'.split(
    ',',
  );
const kinds = [
  [(place) => `Comune di ${place}`, 'public-body', 55],
  [(place) => `Unione dei Comuni di ${place}`, 'public-body', 10],
  [(place) => `Associazione Amici di ${place} APS`, 'non-profit', 15],
  [(place) => `Officina ${place} S.r.l.`, 'firm', 15],
  [(place) => `Società Cooperativa ${place}`, 'firm', 5],
];

export function makeOrganisation(dice, number) {
  let left = dice.upTo(100);
  const [name, kind] = kinds.find(([, , share]) => (left -= share) < 0) ?? kinds[0];
  return { name: `${name(dice.pick(places))} ${number}`, kind };
}

/** `place` runs from 0 to 1 in the order of the register: what was common early may be gone later. */
export function makeTitle(dice, number, place) {
  if (number === 4_321) return 'Zaffiro: la lanterna che non c’è';
  const emergency = place < 0.4 && dice.roll() < 0.6 ? ' dopo l’emergenza' : '';
  return `${dice.pick(works)} in ${dice.pick(streets)} a ${dice.pick(places)} ${dice.pick(aims)}${emergency}`;
}

/** Answers to every question of the invented call of the lamps, about two kilobytes of JSON. */
export function makeContent(dice, [leadId, ...workshopIds]) {
  const lamps = Array.from({ length: 4 + dice.upTo(14) }, () => ({
    street: `${dice.pick(streets)} ${1 + dice.upTo(200)}`,
    count: 1 + dice.upTo(30),
    price: `${400 + dice.upTo(1200)}.00`,
    lit: `2027-${String(6 + dice.upTo(6)).padStart(2, '0')}-01`,
  }));
  return {
    line: 'light',
    facts: {
      village: dice.pick(places),
      applicantKind: 'municipality',
      hasLampPlan: true,
      lampKinds: ['led'],
      materials: ['iron'],
      ownShare: `${5 + dice.upTo(40)}%`,
      startDate: '2027-05-01',
      upkeepYears: 5 + dice.upTo(10),
      lamps,
    },
    partners: [
      {
        id: leadId,
        role: 'lead',
        facts: { signed: true },
        costs: { poles: `${5000 + dice.upTo(90_000)}.00` },
      },
      ...workshopIds.map((id) => ({ id, role: 'workshop', facts: { signed: true } })),
    ],
  };
}
