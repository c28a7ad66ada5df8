import { LogController } from 'fastify';

/** Silences the lines of the framework, which would carry addresses and errors as they are. */
export class QuietLog extends LogController {
  override incomingRequest(): void {}
  override requestCompleted(): void {}
  override defaultErrorLog(): void {}
  override routeNotFound(): void {}
  override streamError(): void {}
}
