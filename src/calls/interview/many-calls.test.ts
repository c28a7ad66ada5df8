import { expect, test } from 'vitest';
import { beeCall } from '../../../test/support/bee-call.ts';
import { makeCallServer } from '../../../test/support/call-server.ts';
import { callsMax } from './asked-calls.ts';

test('with more open calls than an interview can ask about, it says that there are others', async () => {
  const server = await makeCallServer(() => new Date('2025-01-16T10:00:00Z'));
  const publish = (index: number) => server.publish(beeCall({ id: `bees-${index}` }));
  for (let index = 0; index < callsMax; index += 1) await publish(index);
  const fewer = await server.open('/fits');
  expect(fewer.text.match(/<article/g)).toHaveLength(callsMax);
  expect(fewer.text).not.toContain('che chiudono prima');
  await publish(callsMax);
  const page = await server.open('/fits');
  expect(page.text.match(/<article/g)).toHaveLength(callsMax);
  expect(page.text).toContain(`Qui vedi i ${callsMax} bandi che chiudono prima`);
  await server.close();
}, 60_000);
