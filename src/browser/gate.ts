// The wait before an opening, the decisive act, and the time until the closing. Without it the same form is sent as
// any other.
import { Gate } from './gate/gate.ts';

const root = document.querySelector<HTMLElement>('[data-gate]');
if (root) new Gate(root).start();
