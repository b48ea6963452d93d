export { removeShared as default } from './shared-servers.js';
