import { describe, expect, it } from 'vitest';
import { checkTotals, type PublishedRow } from './totals.ts';

const euro = (amount: number): number => Math.round(amount * 100);

function row(id: string, printed: number, parts?: readonly number[]): PublishedRow {
  return { id, printed: euro(printed), ...(parts && { parts: parts.map(euro) }) };
}

/** Second scrolling of Ri.circo.lo. as printed, province by province. */
const secondScrolling = [
  row('Bergamo', 1_320_973),
  row('Brescia', 993_983, [296_483, 147_500, 300_000, 250_000]),
  row('Como', 10_000),
  row('Lecco', 525_066, [275_066, 249_999]),
  row('Lodi', 294_481),
  row('Milano', 27_139),
  row('Monza Brianza', 220_718),
  row('Pavia', 300_000),
  row('Sondrio', 468_815, [218_815, 250_000]),
  row('Varese', 214_500),
];

describe('printed totals', () => {
  it('R17.4 R1.3 raises 199,998.00 in the second scrolling, and 1.00 for Lecco', () => {
    const printedTotal = euro(4_175_677);
    const found = checkTotals({ rows: secondScrolling, printedTotal, centsCut: true });
    expect(found).toEqual([
      {
        where: 'Lecco',
        printed: euro(525_066),
        computed: euro(525_065),
        difference: euro(1),
        explicable: [0, euro(1)],
        isExplained: true,
        unexplained: 0,
      },
      {
        where: 'total',
        printed: euro(4_175_677),
        computed: euro(4_375_675),
        difference: -euro(199_998),
        explicable: [0, euro(9)],
        isExplained: false,
        unexplained: -euro(199_998),
      },
    ]);
  });

  it('R1.3 with 1,120,973 for Bergamo, 2.00 are left and ten rows of cut cents explain them', () => {
    const rows = [row('Bergamo', 1_120_973), ...secondScrolling.slice(1)];
    const found = checkTotals({ rows, printedTotal: euro(4_175_677), centsCut: true });
    expect(found.at(-1)).toMatchObject({ where: 'total', difference: euro(2), isExplained: true });
  });

  it('R17.4 two rows of cut cents explain 1 euro and never 2, nor a sum below the rows', () => {
    const sum = (printedTotal: number) =>
      checkTotals({
        rows: [row('a', 10), row('b', 20)],
        printedTotal: euro(printedTotal),
        centsCut: true,
      });
    expect(sum(30)).toEqual([]);
    expect(sum(31)).toMatchObject([{ isExplained: true }]);
    expect(sum(32)).toMatchObject([{ isExplained: false, unexplained: euro(1) }]);
    expect(sum(29)).toMatchObject([{ isExplained: false, unexplained: -euro(1) }]);
    expect(sum(31.98)).toMatchObject([{ explicable: [0, 198], isExplained: true }]);
  });

  it('R17.4 without cut cents every difference is unexplained', () => {
    const rows = [row('Lecco', 525_066, [275_066, 249_999])];
    const found = checkTotals({ rows, printedTotal: euro(525_066), centsCut: false });
    expect(found).toMatchObject([{ where: 'Lecco', isExplained: false, unexplained: 100 }]);
  });

  it('R17.3 first scrolling: four grants sum to 1,059,260.66', () => {
    const rows = [
      row('Treviglio', 300_000),
      row('Dalmine', 297_900.67),
      row('Bregnano', 234_008.03),
      row('Lecco', 227_351.96),
    ];
    expect(checkTotals({ rows, printedTotal: euro(1_059_260.66), centsCut: false })).toEqual([]);
    expect(checkTotals({ rows, printedTotal: euro(1_059_260.65), centsCut: false })).toHaveLength(
      1,
    );
  });

  it('R17.5 R7 Illumina Bergamo: 16 rows sum to 6,847,526.45', () => {
    const grants = [
      999_519.04, 999_968.76, 130_701.62, 664_725.49, 276_458.54, 277_446.33, 126_000, 158_068.48,
      240_116.61, 120_572.45, 564_979.68, 666_000, 670_500, 219_150.63, 270_000, 463_318.82,
    ];
    const rows = grants.map((grant, index) => row(String(index), grant));
    expect(rows).toHaveLength(16);
    expect(checkTotals({ rows, printedTotal: euro(6_847_526.45), centsCut: false })).toEqual([]);
  });

  it('R7 Illumina Brescia: 13 of 16 rows fall short of the header, and it says by how much', () => {
    const grants = [
      778_881.21, 452_953.03, 598_813.07, 1_000_000, 594_325.07, 445_346.62, 842_628.65, 900_000,
      753_597.63, 900_000, 274_163.42, 476_030.31, 848_186.79,
    ];
    const rows = grants.map((grant, index) => row(String(index), grant));
    const [found] = checkTotals({ rows, printedTotal: euro(10_005_513.01), centsCut: false });
    expect(found).toMatchObject({ difference: euro(1_140_587.21), isExplained: false });
  });

  it('R10 raises the two sums of Distretti that do not add up, and passes the five that do', () => {
    const check = (parts: readonly number[], printed: number) =>
      checkTotals({
        rows: parts.map((part, index) => row(String(index), part)),
        printedTotal: euro(printed),
        centsCut: false,
      }).map(({ difference }) => difference);
    expect(check([20_000, 6_000, 9_600, 4_000, 2_745, 5_481, 20_000], 80_000)).toEqual([
      euro(12_174),
    ]);
    const thousands = [1841, 2106, 1005, 618, 576, 381, 701, 5428, 1362, 922, 315, 1500];
    expect(
      check(
        thousands.map((one) => one * 1000),
        16_761_000,
      ),
    ).toEqual([euro(6_000)]);
    expect(check([15_000, 15_000, 15_000, 15_000, 20_000], 80_000)).toEqual([]);
    expect(check([10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 20_000], 80_000)).toEqual([]);
    expect(check([50_180, 12_580, 17_240], 80_000)).toEqual([]);
    expect(check([45_000, 20_000, 15_000], 80_000)).toEqual([]);
    expect(check([47_143_043, 10_079_752], 57_222_795)).toEqual([]);
  });

  it('R11 cemeteries: 53 and 528 make 581', () => {
    const rows = [row('first', 53), row('later', 528)];
    expect(checkTotals({ rows, printedTotal: euro(581), centsCut: false })).toEqual([]);
  });
});
