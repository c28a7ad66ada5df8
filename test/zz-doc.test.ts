import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { makeApplicationServer } from './support/application-server.ts';
import { makeWorld } from './support/application-world.ts';
test('doc', async () => {
  const world = await makeWorld();
  const server = await makeApplicationServer(world, { create: createApp });
  for (const url of ['/api/openapi.json', '/openapi.json', '/api/v1/openapi.json', '/api/v1/openapi', '/openapi.yaml']) {
    const r = await server.app.inject({ url });
    console.log(url, r.statusCode, r.body.length);
    if (r.statusCode === 200) writeFileSync('/tmp/openapi.json', r.body);
  }
  await server.close(); await world.close();
  expect(1).toBe(1);
});
