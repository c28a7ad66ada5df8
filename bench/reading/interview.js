// The interview as people go through it: the addresses of the pages that they see, one question after the other.
const stepsMax = 14;

/** Walks an interview that begins at a path, answering by dice, and gives the addresses of its pages. */
export async function walkInterview(port, path, dice) {
  const base = `http://127.0.0.1:${port}`;
  const headers = { accept: 'text/html', 'accept-language': 'it' };
  const addresses = [path];
  for (let step = 0; step < stepsMax; step++) {
    const reply = await fetch(base + addresses.at(-1), { headers });
    const html = await reply.text();
    const cookie = reply.headers.getSetCookie().map((each) => each.split(';')[0]);
    const form = /<form[^>]*id="question".*?<\/form>/s.exec(html)?.[0];
    if (!form) break;
    const send = (fields) =>
      fetch(base + path, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          ...headers,
          cookie: cookie.join('; '),
          origin: base,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams(fields),
      });
    const hidden = hiddenOf(form);
    const answered = await send([...hidden, ...choose(form, dice), ['act', 'answer']]);
    const next = answered.status === 303 ? answered : await send([...hidden, ['act', 'unknown']]);
    if (next.status !== 303) throw new Error(`${path}: a question answered ${next.status}`);
    const { pathname, search } = new URL(next.headers.get('location'), base);
    addresses.push(pathname + search);
  }
  return addresses;
}

function hiddenOf(form) {
  const inputs = form.match(/<input[^>]*type="hidden"[^>]*>/g) ?? [];
  return inputs.map((input) => [attribute(input, 'name'), attribute(input, 'value') ?? '']);
}

/** A choice of each group, a figure in each field: of partners there are few of each role. */
function choose(form, dice) {
  const fields = new Map();
  for (const [input] of form.matchAll(/<input[^>]*>/g)) {
    const [name, type] = [attribute(input, 'name'), attribute(input, 'type') ?? 'text'];
    if (type === 'hidden') continue;
    if (type === 'checkbox') fields.set(name, attribute(input, 'value'));
    else if (type !== 'radio') fields.set(name, name.startsWith('v-') ? '2' : '12');
    else if (!fields.has(name) || dice.roll() < 0.4) fields.set(name, attribute(input, 'value'));
  }
  return [...fields];
}

function attribute(tag, name) {
  const text = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
  return text?.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
