export { checkAnchors, watchAnchors, type Anchors } from './anchors.ts';
export type { CheckedSigner } from './check-message.ts';
export {
  readSignedFile,
  signedFileBytesMax,
  type SignatureForm,
  type SignedFile,
} from './read-signed-file.ts';
