import { START, type Position, type Positioned, type Query } from '@largesse/core';
import type { GiftingEvent, GiftSent } from '@largesse/domain';
import type { Route } from './switchboard.js';

/** How gifts find the overlay of the live stream or video that they were sent in. */
export const giftRoute: Route<GiftingEvent> = {
  types: ['GiftSent'],
  keyOf: (event) =>
    event.type === 'GiftSent' ? `${event.data.context.kind}:${event.data.context.id}` : '',
};

/** The gifts of a live stream in the log. */
export const giftsOf = (liveId: string): Query => ({
  items: [{ types: ['GiftSent'], tags: [`live:${liveId}`] }],
});

export const isGift = (positioned: Positioned<GiftingEvent>): positioned is Positioned<GiftSent> =>
  positioned.event.type === 'GiftSent';

/** Throws a `RangeError` for what is no position: no gift would ever come after a `NaN`, and nobody would know why. */
export const requirePosition = (after: Position | undefined): void => {
  if (after !== undefined && !(Number.isSafeInteger(after) && after >= START))
    throw new RangeError(`after: ${String(after)} is no position`);
};
