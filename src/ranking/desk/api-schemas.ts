import { Type } from 'typebox';
import { strictObject } from '../../platform/http/api-schema.ts';

export const callParams = strictObject({
  call: Type.String({
    maxLength: 81,
    description: 'The call, as in addresses.',
    examples: ['fictional-village-lamps.rehearsal'],
  }),
});
const number = (description: string) =>
  Type.Integer({ minimum: 1, maximum: 2_147_483_647, description, examples: [1] });
export const unitParams = strictObject({
  ...callParams.properties,
  unit: Type.String({
    maxLength: 100,
    description: 'The ranking: `call`, or the id of a line or sub-line.',
    examples: ['call'],
  }),
});
export const decisionParams = strictObject({
  ...callParams.properties,
  decision: number('Its number.'),
});
export const trialParams = strictObject({ ...callParams.properties, trial: number('Its number.') });
export const roundParams = strictObject({ ...callParams.properties, round: number('Its number.') });
