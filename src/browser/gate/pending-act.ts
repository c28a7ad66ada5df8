/**
 * The text whose act was begun and has not ended, so that a page loaded anew goes on with it. Kept for this tab only;
 * where nothing can be kept, the next page waits for another press.
 */
export class PendingAct {
  readonly #name: string;

  constructor(address: string) {
    this.#name = `bandolo-act ${address}`;
  }

  keep(hash: string): void {
    tried(() => sessionStorage.setItem(this.#name, hash));
  }

  forget(): void {
    tried(() => sessionStorage.removeItem(this.#name));
  }

  is(hash: string): boolean {
    return hash !== '' && tried(() => sessionStorage.getItem(this.#name)) === hash;
  }
}

function tried<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    // A browser that lets pages keep nothing.
    return undefined;
  }
}
