import {
  assess,
  compileCall,
  prepareApplication,
  type ApplicationDocument,
  type Assessment,
  type Call,
  type Prepared,
} from '../../../dist/engine/index.js';
import { explain } from '../../../dist/engine/explanation/explain.js';
import type { Figure } from '../../../dist/engine/explanation/figure.js';
import type { Answer, Case } from './cases.js';
import { definition } from './definition.js';
import type { Engine } from './engine.js';

const call = readDefinition();

export const withoutExplanation: Engine<Prepared, Assessment> = {
  name: 'bandolo',
  convert: (one) => prepare(toDocument(one)),
  evaluate: assess,
  read: readAssessment,
};

export const withExplanation: Engine<Prepared, Figure> = {
  name: 'bandolo, every figure explained',
  convert: withoutExplanation.convert,
  evaluate: (prepared) => explain(assess(prepared)),
  read: readExplanation,
};

export const fromDocument: Engine<ApplicationDocument, Figure> = {
  name: 'the same from the document, checks included',
  convert: toDocument,
  evaluate: (document) => explain(assess(prepare(document))),
  read: readExplanation,
};

function readDefinition(): Call {
  const read = compileCall(definition);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.call;
}

function prepare(document: ApplicationDocument): Prepared {
  const read = prepareApplication(call, document);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.prepared;
}

function toDocument({ works, equipment, judged, ...facts }: Case): ApplicationDocument {
  return {
    id: 'a',
    facts: {
      ...facts,
      turnover: euros(facts.turnover),
      invest: euros(facts.invest),
      judged,
    },
    costs: { works: euros(works), equipment: euros(equipment) },
  };
}

function euros(cents: number): string {
  return (cents / 100).toFixed(2);
}

function readAssessment({ requirements, eligible, score, grant }: Assessment): Answer {
  return {
    conditions: requirements.map((outcome) => outcome === 1),
    eligible: eligible === 1,
    scores: (score?.criteria ?? []).map((points) => points.low / 100),
    sum: (score?.net.low ?? Number.NaN) / 100,
    passes: score?.passes === 1,
    grant: grant?.amount.low ?? Number.NaN,
  };
}

/** The answer as the tree of figures tells it, so that the explanation itself is checked. */
function readExplanation(root: Figure): Answer {
  const find = (kind: Figure['rule']['kind']): readonly Figure[] => figuresOf(root, kind);
  return {
    conditions: find('requirement').map((figure) => figure.low === 1),
    eligible: find('eligible')[0]?.low === 1,
    scores: find('criterion').map((figure) => figure.low / 100),
    sum: (find('net')[0]?.low ?? Number.NaN) / 100,
    passes: find('passes')[0]?.low === 1,
    grant: find('grant')[0]?.low ?? Number.NaN,
  };
}

function figuresOf(root: Figure, kind: Figure['rule']['kind']): readonly Figure[] {
  const found = new Set<Figure>();
  const visit = (figure: Figure): void => {
    if (figure.rule.kind === kind) found.add(figure);
    figure.inputs.forEach(visit);
  };
  visit(root);
  return [...found];
}
