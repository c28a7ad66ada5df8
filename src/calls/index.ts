export { jsonSchemaFiles, type SchemaFile } from './json-schema.ts';
export { readCall, type CallFiles, type CallReading, type TextFile } from './read-call.ts';
export {
  checkShape,
  readCallDocument,
  readDecisionsDocument,
  type DocumentReading,
  type ShapeCheck,
  type ShapeName,
} from './read-document.ts';
