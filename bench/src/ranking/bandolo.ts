import { fund, type FundingPolicy } from '../../../dist/engine/ranking/fund.js';
import { rank, type RankingPolicy } from '../../../dist/engine/ranking/rank.js';
import type { RankingTable } from '../../../dist/engine/ranking/ranking-table.js';
import { cpuMs } from '../measure.js';
import { sendReport, writeFindings } from './report.js';
import { lines, makeRound, money, moves, size } from './round.js';

const { line, standing, score, young, ownShare, received, protocol, asked } = makeRound();
const table: RankingTable = {
  size,
  units: lines,
  unit: line,
  line,
  standing,
  columns: { score, young, ownShare },
  received,
  protocol,
  asked,
  accepts: Uint32Array.from(line, (one) => 1 << one),
};
const order: RankingPolicy = {
  keys: [
    { by: 'score', order: 'highest-first' },
    { by: 'young', order: 'highest-first' },
    { by: 'ownShare', order: 'highest-first' },
  ],
  ties: [{ by: 'grant', order: 'lowest-first' }],
  lastResort: 'protocol',
};
const policy: FundingPolicy = {
  pots: lines.map((id, index) => ({ id, amount: money[index] ?? 0 })),
  partial: 'partial',
  reallocationAllowed: true,
  moves,
};

const elapsed: number[] = [];
const cpu: number[] = [];
for (let run = 0; run < 5; run += 1) {
  const [start, startCpu] = [performance.now(), cpuMs()];
  const ranking = rank(table, order);
  const funding = fund(table, ranking, policy);
  elapsed.push(performance.now() - start);
  cpu.push(cpuMs() - startCpu);
  if (funding.stops.length > 0 || funding.problem || !funding.checks.conserved)
    throw new Error(JSON.stringify([funding.problem, funding.stops]));
  if (run === 0)
    writeFindings(process.argv[2] ?? '', Float64Array.from(ranking.position), funding.grant);
}
sendReport(elapsed, cpu);
