import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

test('figures are printed as Prometheus reads them', () => {
  const metrics = createMetrics();
  const entries = metrics.counter({
    name: 'bandolo_register_entries_total',
    help: 'Entries by kind.',
    labels: ['kind'],
  });
  entries.add(2, 'submission');
  entries.add(undefined, 'a "quoted"\nkind\\');
  metrics.counter({ name: 'bandolo_plain_total', help: 'Without labels.' });
  let depth = 7;
  metrics.gauge({ name: 'bandolo_queue', help: 'Waiting.' }, () => depth);
  const seconds = metrics.histogram({
    name: 'bandolo_seconds',
    help: 'Durations.',
    labels: ['route'],
    buckets: [0.1, 1],
  });
  const series = seconds.series('/calls');
  for (const value of [0.05, 0.1, 0.5, 3]) series.observe(value);
  expect(seconds.series('/calls')).toBe(series);
  depth = 8;
  expect(metrics.print().split('\n')).toEqual([
    '# HELP bandolo_register_entries_total Entries by kind.',
    '# TYPE bandolo_register_entries_total counter',
    'bandolo_register_entries_total{kind="submission"} 2',
    String.raw`bandolo_register_entries_total{kind="a \"quoted\"\nkind\\"} 1`,
    '# HELP bandolo_plain_total Without labels.',
    '# TYPE bandolo_plain_total counter',
    'bandolo_plain_total 0',
    '# HELP bandolo_queue Waiting.',
    '# TYPE bandolo_queue gauge',
    'bandolo_queue 8',
    '# HELP bandolo_seconds Durations.',
    '# TYPE bandolo_seconds histogram',
    'bandolo_seconds_bucket{route="/calls",le="0.1"} 2',
    'bandolo_seconds_bucket{route="/calls",le="1"} 3',
    'bandolo_seconds_bucket{route="/calls",le="+Inf"} 4',
    'bandolo_seconds_sum{route="/calls"} 3.65',
    'bandolo_seconds_count{route="/calls"} 4',
    '',
  ]);
});

test('a name that is taken, and labels that do not fit, are faults', () => {
  const metrics = createMetrics();
  const counter = metrics.counter({ name: 'a_total', help: 'A.', labels: ['kind'] });
  expect(() => metrics.counter({ name: 'a_total', help: 'A.' })).toThrow('two metrics');
  expect(() => counter.add(1)).toThrow('wants 1 labels');
});
