/** People of the trial as the contract of the API is tried out, and the addresses at which they do it. */
export const contractCast = {
  author: 'Tagliapenna',
  administrator: 'Serrapiana',
  officer: 'Calandrelli',
  mayor: 'Montevaghi',
  smith: 'Ferragutti',
  lamps: '/api/v1/calls/fictional-village-lamps.rehearsal',
  lines: '/api/v1/calls/ricircolo-enti-locali-2024.rehearsal',
  chains: '/api/v1/calls/innovazione-filiere-2020.rehearsal',
  body: '/api/v1/bodies/regione-orvenna',
} as const;
