export { loadTrialData, type LoadingOptions, type PersonToBe } from './load-trial-data.ts';
