import { hidden, type Row, type Who } from './who.ts';

const leadPeople: readonly Who[] = ['representative', 'reader', 'editor', 'consenter', 'submitter'];
/** Who reads what the office finds. */
const office: readonly Who[] = ['officer', 'panel-secretary', 'controller', 'auditor'];

const examination = '/calls/:call/applications/:application/examination';

/** What the office finds of an application, and how it ended. */
export const checksTable: readonly Row[] = [
  ...hidden(office, `GET ${examination}`, `GET /api/v1${examination}`),
  ...hidden(
    ['officer'],
    `GET ${examination}/subjects/:kind/:subject`,
    `POST ${examination}/subjects/:kind/:subject`,
    `GET ${examination}/costs/:category`,
    `POST ${examination}/costs/:category`,
    `POST ${examination}/findings`,
    `POST ${examination}/findings/:number/confirmation`,
    `POST ${examination}/phases/:phase/conclusion`,
    `GET ${examination}/outcome`,
    `POST ${examination}/outcome`,
    `GET ${examination}/reopening`,
    `POST ${examination}/reopening`,
    `POST ${examination}/reserve-lifting`,
    `POST /api/v1${examination}/findings`,
    `POST /api/v1${examination}/findings/:number/confirmation`,
    `POST /api/v1${examination}/phases/:phase/conclusion`,
    `POST /api/v1${examination}/outcome`,
    `POST /api/v1${examination}/reopening`,
    `POST /api/v1${examination}/reserve-lifting`,
  ),
  ...hidden(
    [...leadPeople, 'partner', ...office],
    'GET /calls/:call/applications/:application/outcome',
    'GET /api/v1/calls/:call/applications/:application/outcome',
  ),
];
