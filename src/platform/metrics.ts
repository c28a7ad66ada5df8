/** Figures for a monitoring system, in the text format of Prometheus. */
export interface Metrics {
  readonly counter: (definition: MetricDefinition) => Counter;
  readonly histogram: (
    definition: MetricDefinition & { readonly buckets: readonly number[] },
  ) => Histogram;
  /** Read each time somebody asks. */
  readonly gauge: (definition: MetricDefinition, read: () => number) => void;
  readonly print: () => string;
}

export interface MetricDefinition {
  /** With its unit: `bandolo_http_seconds`, `bandolo_register_entries_total`. */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
}

export interface Counter {
  readonly add: (amount?: number, ...labels: readonly string[]) => void;
}

export interface Histogram {
  /** The series of these labels; kept by whoever observes often. */
  readonly series: (...labels: readonly string[]) => Series;
}

export interface Series {
  readonly observe: (value: number) => void;
}

interface Metric {
  readonly name: string;
  readonly print: () => readonly string[];
}

export function createMetrics(): Metrics {
  const metrics = new Map<string, Metric>();
  const add = <M>(name: string, print: Metric['print'], metric: M): M => {
    if (metrics.has(name)) throw new Error(`there are two metrics called ${name}`);
    metrics.set(name, { name, print });
    return metric;
  };
  return {
    counter: (definition) => {
      const { counter, print } = createCounter(definition);
      return add(definition.name, print, counter);
    },
    histogram: (definition) => {
      const { histogram, print } = createHistogram(definition);
      return add(definition.name, print, histogram);
    },
    gauge: (definition, read) => {
      add(
        definition.name,
        () => [...headOf(definition, 'gauge'), `${definition.name} ${read()}`],
        undefined,
      );
    },
    print: () => `${[...metrics.values()].flatMap((metric) => metric.print()).join('\n')}\n`,
  };
}

function headOf({ name, help }: MetricDefinition, type: string): readonly string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function createCounter(definition: MetricDefinition) {
  const values = new Map<string, number>();
  if ((definition.labels ?? []).length === 0) values.set('', 0);
  const counter: Counter = {
    add: (amount = 1, ...labels) => {
      const key = labelText(definition, labels);
      values.set(key, (values.get(key) ?? 0) + amount);
    },
  };
  const print = () => [
    ...headOf(definition, 'counter'),
    ...[...values].map(([labels, value]) => `${definition.name}${braced(labels)} ${value}`),
  ];
  return { counter, print };
}

function createHistogram(definition: MetricDefinition & { readonly buckets: readonly number[] }) {
  const all = new Map<string, MeasuredSeries>();
  const histogram: Histogram = {
    series: (...labels) => {
      const key = labelText(definition, labels);
      const known = all.get(key);
      if (known) return known;
      const made = measuredSeries(definition.buckets);
      all.set(key, made);
      return made;
    },
  };
  const print = () => [
    ...headOf(definition, 'histogram'),
    ...[...all].flatMap(([labels, series]) => series.print(definition.name, labels)),
  ];
  return { histogram, print };
}

interface MeasuredSeries extends Series {
  readonly print: (name: string, labels: string) => readonly string[];
}

function measuredSeries(buckets: readonly number[]): MeasuredSeries {
  const counts = buckets.map(() => 0).concat(0);
  let sum = 0;
  return {
    observe: (value) => {
      let index = 0;
      while (index < buckets.length && value > (buckets[index] ?? 0)) index += 1;
      counts[index] = (counts[index] ?? 0) + 1;
      sum += value;
    },
    print: (name, labels) => {
      const separator = labels === '' ? '' : ',';
      let count = 0;
      const lines = [...buckets, '+Inf'].map((bucket, index) => {
        count += counts[index] ?? 0;
        return `${name}_bucket{${labels}${separator}le="${bucket}"} ${count}`;
      });
      return [
        ...lines,
        `${name}_sum${braced(labels)} ${sum}`,
        `${name}_count${braced(labels)} ${count}`,
      ];
    },
  };
}

function labelText({ name, labels = [] }: MetricDefinition, values: readonly string[]): string {
  if (values.length !== labels.length) throw new Error(`${name} wants ${labels.length} labels`);
  return labels.map((label, index) => `${label}="${escaped(values[index] ?? '')}"`).join(',');
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function braced(labels: string): string {
  return labels === '' ? '' : `{${labels}}`;
}
