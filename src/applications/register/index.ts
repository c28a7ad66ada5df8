export { addExpressActs } from './express-act.ts';
export { registerPages } from './pages.tsx';
export { makeRegister, type Register } from './register.ts';
export { registerRoutes } from './routes.ts';
