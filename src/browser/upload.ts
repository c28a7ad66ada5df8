// Documents go up in parts, with a bar that says how far, and go on after the network was gone.

interface Progress {
  readonly id: string;
  readonly received: number;
  readonly partBytesMax: number;
}

/** What the server does not take is sent again as the form would be, and refused in words on its page. */
class Refused extends Error {}

const hashedBytesMax = 200_000_000;
const waitMsMax = 15_000;
const patienceMs = 10 * 60_000;

// An address without https has no such help.
const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined;
if (subtle)
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-upload]'))
    form.addEventListener('submit', (event) => {
      const file = form.querySelector<HTMLInputElement>('input[type=file]')?.files?.[0];
      if (!file || file.size === 0 || file.size > hashedBytesMax) return;
      event.preventDefault();
      void send(form, file, subtle);
    });

async function send(form: HTMLFormElement, file: File, digest: SubtleCrypto): Promise<void> {
  const button = form.querySelector('button');
  if (button) button.disabled = true;
  try {
    await upload(form, file, digest);
    location.hash = form.dataset['section'] ?? '';
    location.reload();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (button) button.disabled = false;
    form.submit();
  }
}

async function upload(form: HTMLFormElement, file: File, digest: SubtleCrypto): Promise<void> {
  const address = form.dataset['upload'] ?? '';
  const show = barOf(form);
  show(0, form.dataset['preparing'] ?? '');
  const hash = await digest.digest('SHA-256', await file.arrayBuffer());
  const sha256 = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0'));
  const start = JSON.stringify({ name: file.name, bytes: file.size, sha256: sha256.join('') });
  const begin = () => ask(address, { method: 'POST', body: start });
  const told = (received: number): void =>
    show(
      received / file.size,
      (form.dataset['sending'] ?? '').replace('%', percent(received / file.size)),
    );
  const patient = <T>(run: () => Promise<T>): Promise<T> =>
    untilThere(run, () => show(undefined, form.dataset['waiting'] ?? ''));
  let progress = await patient(begin);
  while (progress.received < file.size) {
    told(progress.received);
    const { id, received, partBytesMax } = progress;
    progress = await patient(async () => {
      const body = file.slice(received, received + partBytesMax);
      try {
        return await ask(`${address}/${id}?at=${received}`, { method: 'PUT', body });
      } catch (error) {
        if (error instanceof Refused) throw error;
        // Perhaps it arrived and only its answer was lost: the server says where to go on.
        return begin();
      }
    });
  }
  told(file.size);
  await patient(() => ask(`${address}/${progress.id}/completion`, { method: 'POST' }));
}

async function ask(address: string, init: RequestInit): Promise<Progress> {
  const type = init.body instanceof Blob ? 'application/octet-stream' : 'application/json';
  const headers = init.body === undefined ? {} : { 'content-type': type };
  const reply = await fetch(address, { ...init, headers });
  // A server that is being replaced is as good as a network that is gone.
  if (reply.status >= 500 || reply.status === 429) throw new TypeError('not now');
  if (!reply.ok) throw new Refused(address);
  return (await reply.json()) as Progress;
}

/** Tries again while the network is gone, more and more slowly; not for ever. */
async function untilThere<T>(run: () => Promise<T>, wait: () => void): Promise<T> {
  const began = Date.now();
  for (let pause = 500; ; pause = Math.min(waitMsMax, pause * 2)) {
    try {
      return await run();
    } catch (error) {
      if (error instanceof Refused || Date.now() - began > patienceMs) throw error;
      wait();
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

function barOf(form: HTMLFormElement): (part: number | undefined, text: string) => void {
  const place = form.querySelector<HTMLElement>('[data-progress]');
  const bar = place?.querySelector('progress');
  const said = place?.querySelector('output');
  return (part, text) => {
    if (place) place.hidden = false;
    if (bar && part !== undefined) bar.value = part * 100;
    if (said && said.textContent !== text) said.textContent = text;
  };
}

function percent(part: number): string {
  return `${Math.floor(part * 100)} %`;
}
