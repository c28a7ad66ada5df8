export { protocolOf } from './entry.ts';
export { addExpressActs } from './express-act.ts';
export { readSearch, type Search } from './read-search.ts';
export { registerPages } from './pages.tsx';
export { makeRegister, type Register } from './register.ts';
export { registerRoutes } from './routes.ts';
