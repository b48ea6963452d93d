/** What the monitoring of a server says of JetStream. */
interface JetStreamPage {
  readonly config?: { readonly sync_always?: boolean };
}

const PATIENCE = 2_000;

/**
 * Whether the servers behind these monitors, all of them, sync before they acknowledge; undefined if there are
 * none, fewer than the stream has copies, or one does not say.
 */
export const probeSync = async (
  monitors: readonly string[],
  replicas: number,
): Promise<boolean | undefined> => {
  if (monitors.length < replicas) return undefined;
  const said = await Promise.all(monitors.map(syncsAlways));
  if (said.includes(false)) return false;
  return said.every((syncs) => syncs === true) ? true : undefined;
};

const syncsAlways = async (monitor: string): Promise<boolean | undefined> => {
  try {
    const url = new URL('/jsz', monitor);
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
    // A page of the server's own; what is not in it counts as not said.
    const { config } = (await response.json()) as JetStreamPage;
    return config === undefined ? undefined : config.sync_always === true;
  } catch {
    return undefined;
  }
};
