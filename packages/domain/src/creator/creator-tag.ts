import type { Tag } from '@largesse/core';

export const creatorTag = (id: string): Tag => `creator:${id}`;
