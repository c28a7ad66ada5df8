export {
  readApplicationLines,
  readApplications,
  type ApplicationReading,
} from './read-applications.ts';
