import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { playCase } from './play-case.js';
import { isWell, type Row } from './report.js';
import type { Fault, Site } from './site/site.js';
import { jetstreamSite } from './site/jetstream-site.js';
import { postgresSite } from './site/postgres-site.js';
import { sqliteSite } from './site/sqlite-site.js';

/** What is played. */
export interface CampaignOptions {
  readonly seed: number;
  readonly stores: readonly StoreName[];
  /** Only these faults; all if there are none. */
  readonly faults: readonly string[];
  /** Of each fault; its usual number if absent. */
  readonly rounds?: number;
  /** Begins again with the next seed until so much time is over. */
  readonly minutes?: number;
  /** Where folders of cases are made. */
  readonly folder: string;
  /** Called with what undoes all that was set up; to be called at the end, or before. */
  readonly onSite: (remove: () => Promise<void>) => void;
  readonly onStart: (adapter: string, fault: string, seed: number) => void;
  readonly onRow: (row: Row) => void;
}

export const storeNames = ['sqlite', 'postgres', 'jetstream'] as const;
export type StoreName = (typeof storeNames)[number];

const sites: Readonly<Record<StoreName, () => Promise<Site>>> = {
  sqlite: async () => sqliteSite(),
  postgres: postgresSite,
  jetstream: jetstreamSite,
};

/** Plays every fault of every store, one after the other. */
export const campaign = async (options: CampaignOptions): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  const end = performance.now() + (options.minutes ?? 0) * 60_000;
  let { seed } = options;
  do {
    for (const store of options.stores) {
      const site = await sites[store]();
      options.onSite(site.remove);
      for (const [fault, { rounds, prepare }] of Object.entries(site.faults)) {
        if (options.faults.length > 0 && !options.faults.includes(fault)) continue;
        options.onStart(store, fault, seed);
        const wanted = options.rounds ?? rounds;
        const turn = { adapter: site.adapter, prepare, fault, seed, wanted, number: rows.length };
        const row = await playOn(turn, options);
        rows.push(row);
        options.onRow(row);
      }
      await site.remove();
    }
    seed += 1;
  } while (performance.now() < end);
  return rows;
};

interface Turn extends Pick<Site, 'adapter'>, Pick<Fault, 'prepare'> {
  readonly fault: string;
  readonly seed: number;
  readonly wanted: number;
  readonly number: number;
}

const playOn = async (
  { adapter, prepare, fault, seed, wanted, number }: Turn,
  options: CampaignOptions,
): Promise<Row> => {
  const id = `case_${String(number)}`;
  const folder = path.join(options.folder, `${adapter}-${fault}-${String(seed)}`);
  mkdirSync(folder, { recursive: true });
  const start = performance.now();
  const ground = await prepare(folder, id);
  options.onSite(ground.leave);
  try {
    const { log, ...played } = await playCase({ seed, fault, rounds: wanted, folder, ground });
    const seconds = Math.round((performance.now() - start) / 1000);
    const row: Row = { adapter, fault, seed, wanted, seconds, ...played };
    writeFileSync(
      path.join(folder, 'log.jsonl'),
      log.map((event) => `${JSON.stringify(event)}\n`).join(''),
    );
    writeFileSync(path.join(folder, 'result.json'), JSON.stringify(row, undefined, 2));
    await ground.leave();
    if (isWell(row)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    return isWell(row) ? row : { ...row, kept: folder };
  } catch (thrown) {
    await ground.leave();
    throw thrown;
  }
};
