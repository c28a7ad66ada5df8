// A load of requests over raw sockets: each connection sends its next request when its last was answered.
// Run as a process of its own: node load.js <port,...> <connections> <file of requests, one JSON a line>
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

const [ports, connections, file] = process.argv.slice(2);
const targets = ports.split(',').map(Number);
const requests = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const { method, path, token, body } = JSON.parse(line);
    const text = body === undefined ? '' : JSON.stringify(body);
    return Buffer.from(
      `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\n` +
        (body === undefined
          ? '\r\n'
          : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`),
    );
  });

const statuses = {};
const latencies = new Float64Array(requests.length);
let errors = 0;
let next = 0;
let done = 0;

function run(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let sentAt = 0;
    let pending = Buffer.alloc(0);
    let current = -1;
    const send = () => {
      if (next >= requests.length) {
        socket.end();
        resolve();
        return;
      }
      current = next++;
      sentAt = performance.now();
      socket.write(requests[current]);
    };
    socket.on('connect', send);
    socket.on('data', (chunk) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const end = pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = pending.latin1Slice(0, end);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (pending.length < end + 4 + length) return;
      latencies[done++] = performance.now() - sentAt;
      const status = head.slice(9, 12);
      statuses[status] = (statuses[status] ?? 0) + 1;
      pending = Buffer.alloc(0);
      send();
    });
    socket.on('error', () => {
      errors += 1;
      resolve();
    });
  });
}

const start = performance.now();
const cpu = process.cpuUsage();
await Promise.all(
  Array.from({ length: Number(connections) }, (_, index) => run(targets[index % targets.length])),
);
const seconds = (performance.now() - start) / 1000;
const used = process.cpuUsage(cpu);
const sorted = latencies.subarray(0, done).sort();
const at = (share) => sorted[Math.min(done - 1, Math.floor(done * share))] ?? 0;
console.log(
  JSON.stringify({
    perSecond: Math.round(done / seconds),
    seconds,
    done,
    errors,
    statuses,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    maxMs: at(1),
    clientCpuUs: (used.user + used.system) / Math.max(1, done),
  }),
);
