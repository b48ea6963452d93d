import { describeEventStore } from '@largesse/testing';
import { createMemoryStore } from './index.js';

const open = () => Promise.resolve(createMemoryStore());

describeEventStore('The memory store', { open }, { describe, it });
