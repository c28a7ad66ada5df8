import {
  DuckDBDataChunk,
  DuckDBInstance,
  INTEGER,
  BIGINT,
  type DuckDBConnection,
} from '@duckdb/node-api';
import { cpuMs } from '../measure.js';
import { sendReport, writeFindings } from './report.js';
import { lines, makeRound, money, moves, size } from './round.js';

/** The same round in one query: positions, running sums, whole, part or nothing. */
const query = `
  CREATE OR REPLACE TABLE result AS
  WITH pots AS (
    SELECT line, amount
      - coalesce((SELECT sum(m.amount) FROM moves m WHERE m.giver = p.line), 0)
      + coalesce((SELECT sum(m.amount) FROM moves m WHERE m.taker = p.line), 0) AS amount
    FROM pots_before p
  ), ranked AS (
    SELECT id, line, asked,
      row_number() OVER ladder AS position,
      sum(asked) OVER (ladder ROWS UNBOUNDED PRECEDING) AS running
    FROM applications
    WHERE standing = 0
    WINDOW ladder AS (
      PARTITION BY line
      ORDER BY score DESC, young DESC, own_share DESC, asked, received, protocol
    )
  )
  SELECT id, position,
    greatest(0, least(asked, amount - (running - asked)))::BIGINT AS granted,
    running <= amount AS is_whole
  FROM ranked JOIN pots USING (line)`;

const connection = await (await DuckDBInstance.create(':memory:')).connect();
await load(connection);
const elapsed: number[] = [];
const cpu: number[] = [];
for (let run = 0; run < 5; run += 1) {
  const [start, startCpu] = [performance.now(), cpuMs()];
  await connection.run(query);
  elapsed.push(performance.now() - start);
  cpu.push(cpuMs() - startCpu);
}
const peakBeforeReading = process.resourceUsage().maxRSS;
const positions = new Float64Array(size);
const grants = new Float64Array(size);
const result = await connection.stream('SELECT id, position, granted FROM result');
for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
  const [ids = [], places = [], cents = []] = chunk.getColumns();
  for (const [index, id] of ids.entries()) {
    positions[Number(id)] = Number(places[index]);
    grants[Number(id)] = Number(cents[index]);
  }
}
writeFindings(process.argv[2] ?? '', positions, grants);
sendReport(elapsed, cpu, peakBeforeReading);

async function load(to: DuckDBConnection): Promise<void> {
  const amounts = money.map((cents, line) => `(${line}, ${cents}::BIGINT)`).join(', ');
  const index = (id: string): number => lines.findIndex((line) => line === id);
  const moved = moves.map(
    ({ from, to: taker, amount }) => `(${index(from)}, ${index(taker)}, ${amount}::BIGINT)`,
  );
  await to.run(`CREATE TABLE pots_before AS FROM (VALUES ${amounts}) v(line, amount)`);
  await to.run(`CREATE TABLE moves AS FROM (VALUES ${moved.join(', ')}) v(giver, taker, amount)`);
  await to.run(`CREATE TABLE applications (id INTEGER, line INTEGER, standing INTEGER,
    score INTEGER, young INTEGER, own_share INTEGER, protocol INTEGER,
    received BIGINT, asked BIGINT)`);
  const round = makeRound();
  const small = [round.line, round.standing, round.score, round.young, round.ownShare];
  const appender = await to.createAppender('applications');
  const types = [...Array.from({ length: 7 }, () => INTEGER), BIGINT, BIGINT];
  for (let from = 0; from < size; from += 2048) {
    const end = Math.min(size, from + 2048);
    const chunk = DuckDBDataChunk.create(types);
    chunk.setColumns([
      Array.from({ length: end - from }, (_, row) => from + row),
      ...small.map((column) => Array.from(column.subarray(from, end))),
      Array.from(round.protocol.subarray(from, end)),
      Array.from(round.received.subarray(from, end), BigInt),
      Array.from(round.asked.subarray(from, end), BigInt),
    ]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
