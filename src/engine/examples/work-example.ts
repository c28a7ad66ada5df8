import { assess } from '../assessment/assess.ts';
import type { Assessment } from '../assessment/assessment.ts';
import { prepareApplication } from '../assessment/prepare-facts.ts';
import type { CallDocument } from '../definition/call-document.ts';
import { compileCall, type Call } from '../definition/compile-call.ts';
import type { ExampleDocument } from '../definition/example-document.ts';
import { fillWith } from '../definition/fill-gaps.ts';

/** What the rules give for an example, with the values it assumes in the place of their gaps. */
export interface WorkedExample {
  readonly example: ExampleDocument;
  readonly call: Call;
  readonly assessment: Assessment;
}

/** `document` is the definition as written; nothing where the example assesses no application. */
export function workExample(
  document: CallDocument,
  example: ExampleDocument,
): WorkedExample | undefined {
  if (!example.assess) return undefined;
  const read = compileCall(fillWith(document, example.given ?? {}));
  if ('problems' in read) return undefined;
  const application = prepareApplication(read.call, example.assess.application);
  if ('problems' in application) return undefined;
  return { example, call: read.call, assessment: assess(application.prepared) };
}
