/** Something from outside that is needed cannot be reached or used; the message says what to do. */
export class Unreachable extends Error {}
