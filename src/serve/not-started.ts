/** Something outside the program keeps the server from starting; the message says what to do. */
export class NotStarted extends Error {}
