import { createVerifier, logWriter, readLog, type Report } from '@largesse/audit';
import type { RecordedEvent } from '@largesse/core';
import { isProbe } from '../workload/probe.js';

/** Which invariants of the domain a log breaks, each as a sentence. None: all of them hold. */
export const brokenInvariants = async (
  log: readonly RecordedEvent[],
): Promise<readonly string[]> => {
  try {
    return violations(await verified(logText(log)));
  } catch (thrown) {
    // A log that cannot even be written or read keeps none of them.
    return [thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)];
  }
};

/** The events of the domain as a log file, without the probes. */
const logText = (log: readonly RecordedEvent[]): string => {
  const writer = logWriter();
  const events = log.filter((event) => !isProbe(event));
  return [writer.header(), writer.events(events), writer.end()].join('');
};

const verified = async (text: string): Promise<Report> => {
  const verifier = createVerifier();
  for await (const lines of readLog(chunks(text), { broken: 'report' }))
    lines.forEach(verifier.add);
  return verifier.report();
};

async function* chunks(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const violations = ({ invariants }: Report): readonly string[] =>
  invariants.flatMap(({ invariant, violations: count, first }) =>
    count === 0 ? [] : [`${invariant}, ${String(count)} times: ${first?.message ?? ''}`],
  );
