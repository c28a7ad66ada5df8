import type { ProblemReply } from './problem-reply.ts';

/** Carries what is wrong with a request out of a parser or validator, which can only throw. */
export class NotUnderstood extends Error {
  readonly statusCode: number;
  readonly problem: ProblemReply;

  constructor(problem: ProblemReply) {
    super(problem.code);
    this.statusCode = problem.status;
    this.problem = problem;
  }
}
