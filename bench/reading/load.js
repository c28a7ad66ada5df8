// Asks for pages over a few kept connections, each asking again when it was answered.
// Run as a process of its own: node load.js <port> <connections> <file of requests, one JSON a line>
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';

const [port, connections, file] = process.argv.slice(2);
const requests = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const latencies = [];
const statuses = {};
let bytes = 0;
/** The address of the first that was not answered as asked. */
let refused;
let next = 0;

function ask({ path, headers }) {
  return new Promise((resolve, reject) => {
    const sentAt = performance.now();
    const request = get({ host: '127.0.0.1', port, path, headers, agent }, (reply) => {
      reply.on('data', (chunk) => (bytes += chunk.length));
      reply.on('error', reject);
      reply.on('end', () => {
        latencies.push(performance.now() - sentAt);
        statuses[reply.statusCode] = (statuses[reply.statusCode] ?? 0) + 1;
        if (reply.statusCode !== 200) refused ??= `${path} (${reply.statusCode})`;
        resolve();
      });
    });
    request.on('error', reject);
  });
}

async function run() {
  while (next < requests.length) await ask(requests[next++]);
}

await Promise.all(Array.from({ length: Number(connections) }, run));
// Whoever hangs up on the last byte is taken for somebody who did not wait for it.
await new Promise((resolve) => setTimeout(resolve, 30));
agent.destroy();
console.log(JSON.stringify({ latencies, statuses, bytes, refused }));
