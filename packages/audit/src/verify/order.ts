import { START, type BatchStamp } from '@largesse/core';
import type { Check, Complaint } from './invariant.js';

/** Each event's position is above the one before. */
export const positions = (): Check => {
  let last = START;
  return {
    invariant: 'positions',
    before: ({ entry: { recorded } }) => {
      const before = last;
      last = recorded.position;
      return recorded.position > before
        ? undefined
        : `position ${String(recorded.position)} comes after ${String(before)}`;
    },
  };
};

/** The events of a batch stand together, all of them, counted from 0, under one key. */
export const batches = (): Check => {
  const stamps = wholeBatches();
  return {
    invariant: 'batches',
    before: ({ entry: { recorded } }) => stamps.add(recorded.batch),
    atEnd: () => {
      const complaint = stamps.atEnd();
      return complaint === undefined ? [] : [complaint];
    },
  };
};

/** Takes the stamps of a log's events one by one, and says of each whether it makes whole batches with those before. */
export const wholeBatches = (): {
  readonly add: (stamp: BatchStamp) => Complaint;
  readonly atEnd: () => Complaint;
} => {
  let last: BatchStamp | undefined;
  const open = (): boolean => last !== undefined && last.index < last.size - 1;
  return {
    add: (stamp) => {
      const complaint = open() ? continues(last, stamp) : begins(stamp);
      last = stamp;
      return complaint;
    },
    atEnd: () =>
      open() ? `batch "${last?.key ?? ''}" is cut: its last events are missing` : undefined,
  };
};

const begins = ({ key, index, size }: BatchStamp): Complaint =>
  index === 0 ? undefined : `batch "${key}" begins with event ${place(index, size)}`;

const continues = (before: BatchStamp | undefined, { key, ...stamp }: BatchStamp): Complaint => {
  if (before?.key !== key) return `batch "${before?.key ?? ''}" is cut by "${key}"`;
  const { fingerprint, index, size } = before;
  if (stamp.fingerprint !== fingerprint) return `batch "${key}" has two fingerprints`;
  return stamp.size === size && stamp.index === index + 1
    ? undefined
    : `batch "${key}": event ${place(stamp.index, stamp.size)} comes after ${place(index, size)}`;
};

const place = (index: number, size: number): string => `${String(index)} of ${String(size)}`;
