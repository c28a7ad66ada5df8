// With which flags of Node a server runs. When everybody acts at once, thousands of requests are alive together: in the
// small young generation that Node has by itself they would be copied again and again.
// What pages are made of never lives long; left to itself the engine takes some of it for long-lived, and everything that
// it points to then stays until a full collection.
export const serverFlags = ['--max-semi-space-size=64', '--no-allocation-site-pretenuring'];
