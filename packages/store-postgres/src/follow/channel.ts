import { hashOf } from '../stored/lane.js';

/** The channel on which appends to a schema are told: letters, digits and an underscore. */
export const channelOf = (schema: string): string => `largesse_${hashOf(schema).toString(36)}`;
