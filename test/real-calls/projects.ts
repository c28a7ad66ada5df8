export type Answers = Readonly<Record<string, string>>;

export interface Part {
  readonly name: string;
  /** What is asked about it; the role it has in the partnership with the others. */
  readonly answers: Answers;
  readonly costs?: Answers;
}

export interface Project {
  readonly definition: string;
  readonly title: string;
  readonly hasScripts: boolean;
  readonly line?: string;
  readonly answers: Answers;
  readonly lead: Part;
  readonly others: readonly Part[];
}

const authority: Answers = { authorityKind: 'municipality', innerArea: 'no' };

export const mobileCentre: Project = {
  definition: 'ricircolo-enti-locali-2024',
  title: 'Il centro di raccolta che va nelle frazioni',
  hasScripts: false,
  line: '4d',
  answers: {
    hasWorks: 'no',
    nonCompulsoryFractions: '2',
    compulsoryFractionsToo: 'yes',
    mobileWithoutWorks: 'yes',
    collectionDesign: 'supplies-only',
    fractionsCollected: '6',
    collectionRenewables: 'part',
    'servedMunicipalities.0.name': 'Molvate',
    'servedMunicipalities.0.population': '5230',
  },
  lead: {
    name: 'Comune di Molvate',
    answers: { name: 'Comune di Molvate', ...authority },
    costs: { 'mobile-centre': '58.000,00', communication: '6.000,00', signage: '800,00' },
  },
  others: [],
};

export const reuseCentre: Project = {
  definition: 'ricircolo-enti-locali-2024',
  title: 'Il centro del riuso di Gorvago',
  hasScripts: false,
  line: 'linea-2',
  answers: {
    hasWorks: 'yes',
    worksStart: '2027-04-01',
    designLevel: 'executive',
    surfaceSquareMetres: '320',
    renewables: 'yes',
    abandonedBuilding: 'no',
    sharedByMunicipalities: 'yes',
    charityAgreements: 'yes',
    building: 'closed-building',
    onwardUse: 'charities',
    insideOrAdjacent: 'no',
    distanceM: '450',
    urbanContext: 'industrial',
    'servedMunicipalities.0.name': 'Gorvago',
    'servedMunicipalities.0.population': '41200',
  },
  lead: {
    name: 'Comune di Gorvago',
    answers: { name: 'Comune di Gorvago', ...authority },
    costs: {
      works: '180.000,00',
      'centre-equipment': '42.350,40',
      technical: '30.000,00',
      property: '25.000,00',
      communication: '15.000,00',
      signage: '1.200,00',
    },
  },
  others: [],
};
const firm: Answers = {
  role: 'sme',
  size: 'small',
  siteInTerritory: 'yes',
  siteActiveAtApplication: 'yes',
  mustDeposit: 'yes',
  balanceSheets: '3',
  worksInTerritory: 'yes',
  deMinimisRoom: '200.000,00',
};

export const cleanProduction: Project = {
  definition: 'produzione-sostenibile-2024',
  title: 'Filo chiuso: dal cascame al tessuto',
  hasScripts: true,
  answers: {
    areas: 'residues green-standards',
    projectInvestment: '760.000,00',
    aggregateTurnover: '18.400.000,00',
  },
  lead: {
    name: 'Tessitura Valmora S.r.l.',
    answers: firm,
    costs: {
      consultancy: '38.000,00',
      equipment: '120.000,00',
      'environmental-certification': '14.100,00',
      training: '12.000,00',
    },
  },
  others: [
    {
      name: 'Filatura Lombrone S.n.c.',
      answers: { ...firm, size: 'micro', mustDeposit: 'no', balanceSheets: '0', taxReturns: '2' },
      costs: {
        consultancy: '29.500,00',
        equipment: '80.330,00',
        'environmental-certification': '10.000,00',
        training: '11.000,00',
      },
    },
    {
      name: 'Tintoria Ronchèl S.r.l.',
      answers: firm,
      costs: {
        consultancy: '24.000,00',
        equipment: '71.000,00',
        'technical-certification': '9.870,00',
      },
    },
    {
      name: 'Recuperi Adelmo S.r.l.',
      answers: { ...firm, size: 'medium' },
      costs: { consultancy: '27.800,00', equipment: '50.000,00', engineering: '39.500,00' },
    },
    {
      name: 'Cascina Filanda S.r.l. SB',
      answers: firm,
      costs: { consultancy: '22.700,00', 'home-automation': '20.000,00', materials: '20.000,00' },
    },
    {
      name: 'Confezioni Pralba S.a.s.',
      answers: firm,
      costs: { consultancy: '20.000,00', 'home-automation': '14.080,00', materials: '20.032,40' },
    },
    {
      name: 'Officine Gorle S.r.l.',
      answers: firm,
      costs: {
        engineering: '30.000,00',
        materials: '17.000,00',
        'intellectual-property': '9.400,00',
      },
    },
    {
      name: 'Università di Orvenna',
      answers: {
        role: 'other-subject',
        size: 'not-a-firm',
        siteInTerritory: 'yes',
        siteActiveAtApplication: 'yes',
      },
    },
  ],
};

export const supplyChain: Project = {
  definition: 'manifestazione-filiere-2022',
  title: 'La filiera della canapa',
  hasScripts: true,
  answers: {
    applicantKind: 'project-agreement',
    areas: 'sustainability-circularity innovation-research',
  },
  lead: { name: 'Canapificio 1', answers: { subjectKind: 'firm', siteInTerritory: 'yes' } },
  others: Array.from({ length: 9 }, (_, index) => ({
    name: `Canapificio ${index + 2}`,
    answers: { role: 'firm', subjectKind: 'firm', siteInTerritory: 'yes' },
  })),
};
