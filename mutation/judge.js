import { Worker } from 'node:worker_threads';

/** One thread in which tests run, with an end to whatever never ends by itself. */
export class Judge {
  #worker;
  #clock = new Float64Array(new SharedArrayBuffer(8));
  #ready;

  constructor(data) {
    this.#clock[0] = Number.POSITIVE_INFINITY;
    this.#worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: { ...data, deadline: this.#clock.buffer },
    });
    this.#ready = this.#answer();
  }

  /** The answer, or nothing when a test took far longer than it should. */
  async ask(message) {
    await this.#ready;
    const answer = this.#answer();
    this.#worker.postMessage(message);
    let timer;
    const late = new Promise((resolve) => {
      timer = setInterval(() => Date.now() > this.#clock[0] && resolve(undefined), 100);
    });
    const first = await Promise.race([answer, late]);
    clearInterval(timer);
    return first;
  }

  async end() {
    await this.#worker.terminate();
  }

  #answer() {
    return new Promise((resolve, reject) => {
      this.#worker.removeAllListeners();
      this.#worker.once('message', resolve);
      this.#worker.once('error', reject);
    });
  }
}
