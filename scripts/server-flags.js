// With which flags of Node a server runs. When everybody acts at once, thousands of requests are alive together: in the
// small young generation that Node has by itself they would be copied again and again.
export const serverFlags = ['--max-semi-space-size=64'];
