/** The groups of operations, in the order in which a newcomer needs them. */
export const apiTags = [
  { name: 'Trial', description: 'Signing in as an invented person, where the server is a trial.' },
  { name: 'Account', description: 'Who one is, one’s sessions and tokens.' },
  { name: 'Organisations', description: 'Those one may act for, and their data.' },
  { name: 'Powers', description: 'Who may act for an organisation: representatives and mandates.' },
  { name: 'Calls', description: 'Calls, their versions and terms, and the acts on them.' },
  { name: 'Applications', description: 'From the first line to the consent of the last partner.' },
  { name: 'Register', description: 'Submission and withdrawal, receipts, the register of a call.' },
  { name: 'Incidents', description: 'Outages during a call, whom they touched, their remedies.' },
  {
    name: 'Bodies and roles',
    description: 'The bodies that run calls, and who has which role in them.',
  },
  { name: 'Server', description: 'What monitoring asks.' },
];
