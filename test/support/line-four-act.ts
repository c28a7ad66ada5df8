import type { MadeAct, MadeEntry } from './published-acts.ts';

const provinces = ['BG', 'BS', 'MI', 'PV', 'LO', 'VA', 'LC', 'MN', 'MB', 'SO', 'CR', 'CO'];
const lines = ['4a', '4b', '4c', '4d'];

/** A ranking of one line with invented municipalities, in which the money ends after three quarters. */
export function lineFourAct(size: number): Pick<MadeAct, 'entries' | 'title' | 'pots'> {
  const entries = Array.from({ length: size }, (_, index): MadeEntry => {
    const net = Math.max(3_000, 9_600 - Math.floor((index / size) * 62) * 100);
    const asked = 25_000_000 - (index % 7) * 1_234_567;
    const isFunded = index < Math.ceil(size * 0.75);
    return {
      name: `Comune ${index + 1} di Prova`,
      fiscalCode: String(10_000_000_000 + index),
      unit: 'linea-4',
      line: lines[index % 4] ?? null,
      net,
      bonus: index % 5 === 0 ? 400 : 0,
      asked,
      granted: isFunded ? asked : 0,
      position: index + 1,
      decidedBy: index === 0 ? null : 'gross',
      province: provinces[(index * index) % provinces.length] ?? null,
      municipality: `Prova ${index % 9}`,
      criteria: {
        'l4-design-level': 1_000,
        'l4-objectives': index % 2 === 0 ? 1_500 : 800,
        'l4-fractions': 1_000,
        'l4-renewables': 800,
        'l4-population': 1_500,
        'l4-recycling': 500,
        'l4-priority-fractions': 1_500,
      },
    };
  });
  return { entries, title: 'Decreto di approvazione della graduatoria della linea 4' };
}
