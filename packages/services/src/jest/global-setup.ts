export { startShared as default } from './shared-servers.js';
