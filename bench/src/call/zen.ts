import { ZenEngine, type ZenEngineResponse } from '@gorules/zen-engine';
import type { Answer, Case } from './cases.js';
import type { Engine } from './engine.js';

/** In order: an expression reads those before it as `$.name`. */
const expressions: Readonly<Record<string, string>> = {
  r1: 'hasSite',
  r2: 'signed and regular',
  r3: 'not bankrupt',
  r4: 'smes >= 5',
  r5: 'sheets >= 2 or returns >= 2',
  r6: 'kind in ["a", "b"]',
  r7: 'invest * 100 <= turnover * 35',
  r8: 'invest >= 5000000',
  eligible: '$.r1 and $.r2 and $.r3 and $.r4 and $.r5 and $.r6 and $.r7 and $.r8',
  s1: 'design == "executive" ? 10 : 0',
  s2: 'quality == "low" ? 2 : (quality == "fair" ? 5 : 10)',
  s3: 'population <= 10000 ? 2 : (population <= 15000 ? 5 : (population <= 30000 ? 10 : (population <= 100000 ? 15 : 20)))',
  s4: 'users <= 50 ? 5 : (users <= 200 ? 8 : 15)',
  s5: 'min([15, fractions * 5])',
  s6: 'renewable ? 10 : 0',
  s7: 'judged',
  sum: '$.s1 + $.s2 + $.s3 + $.s4 + $.s5 + $.s6 + $.s7',
  passes: '$.sum >= 30',
  grant: 'min([floor((works + equipment) * 6 / 10), 30000000 + 6000000 * max([0, smes - 5])])',
};

const decision = {
  contentType: 'application/vnd.gorules.decision',
  nodes: [
    { id: 'in', type: 'inputNode', name: 'in' },
    {
      id: 'call',
      type: 'expressionNode',
      name: 'call',
      content: {
        expressions: Object.entries(expressions).map(([key, value]) => ({ id: key, key, value })),
      },
    },
    { id: 'out', type: 'outputNode', name: 'out' },
  ],
  edges: [
    { id: 'in-call', type: 'edge', sourceId: 'in', targetId: 'call' },
    { id: 'call-out', type: 'edge', sourceId: 'call', targetId: 'out' },
  ],
};

export function zen(): Engine<Case, ZenEngineResponse> {
  const ready = new ZenEngine().createDecision(decision);
  return {
    name: '@gorules/zen-engine 0.54.0',
    convert: (one) => one,
    evaluate: (one) => ready.evaluate(one),
    read: readResponse,
  };
}

function readResponse(response: ZenEngineResponse): Answer {
  const found = response.result as Readonly<Record<string, boolean | number>>;
  return {
    conditions: Array.from({ length: 8 }, (_, index) => found[`r${index + 1}`] === true),
    eligible: found['eligible'] === true,
    scores: Array.from({ length: 7 }, (_, index) => Number(found[`s${index + 1}`])),
    sum: Number(found['sum']),
    passes: found['passes'] === true,
    grant: Number(found['grant']),
  };
}
