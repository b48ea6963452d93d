import type { StoreCopy } from '@largesse/core';
import type { Context } from '../context.js';
import { table } from '../output/table.js';
import { requiredStore } from '../store/given-store.js';
import { useStore, type OpenStore } from '../store/use-store.js';

export interface StoreInfoOptions {
  readonly store?: string;
  readonly json: boolean;
}

/** Prints what a store holds, what it survives and how far its copies are behind. */
export const storeInfo = async (
  { store, json }: StoreInfoOptions,
  context: Context,
): Promise<number> =>
  useStore(requiredStore(store), 'read', context, async (open) => {
    const info = await ask(open);
    context.terminal.out(json ? `${JSON.stringify(info, null, 2)}\n` : infoText(info));
    return 0;
  });

const ask = async ({ name, store, ask: answer }: OpenStore) => {
  const size = store.size === undefined ? undefined : await answer(store.size());
  return {
    store: name,
    head: await answer(store.head()),
    events: size?.events ?? null,
    bytes: size?.bytes ?? null,
    copies: size?.copies ?? [],
    durability: store.durability(),
  };
};

const infoText = (info: Awaited<ReturnType<typeof ask>>): string => {
  const { survivesProcessEnd, survivesPowerLoss, survivesMachineLoss, notes } = info.durability;
  const rows = [
    ['head', count(info.head)],
    ['events', info.events === null ? 'not known' : count(info.events)],
    ['size', info.bytes === null ? 'not known' : readableBytes(info.bytes)],
    ['survives the end of a process', yesNo(survivesProcessEnd)],
    ['survives a loss of power', yesNo(survivesPowerLoss)],
    ['survives the loss of a machine', yesNo(survivesMachineLoss)],
    ...info.copies.map((copy) => [`copy ${copy.name}`, lagOf(copy)]),
    ...(info.copies.length === 0 ? [['copies', 'none']] : []),
  ];
  return `${table([info.store, ''], rows)}\n${notes.map((note) => `${note}\n`).join('')}`;
};

const count = (number: number): string => number.toLocaleString('en-US');
const yesNo = (fact: boolean): string => (fact ? 'yes' : 'no');

const lagOf = ({ behind, unit }: StoreCopy): string => {
  if (behind === 0) return 'has everything';
  return unit === 'bytes' ? `${readableBytes(behind)} behind` : `${count(behind)} events behind`;
};

const UNITS = ['KiB', 'MiB', 'GiB', 'TiB'] as const;

const readableBytes = (bytes: number): string => {
  let value = bytes;
  let unit = 'bytes';
  for (const next of UNITS) {
    if (value < 1024) break;
    value /= 1024;
    unit = next;
  }
  return unit === 'bytes' ? `${count(bytes)} bytes` : `${value.toFixed(1)} ${unit}`;
};
