import { openJetStreamStore } from '../index.js';
import { requireNames } from './required-names.js';

test.each(['LARGESSE', 'gifts-2026_eu', 'ÄÖ'])('%s can be the name of a stream', (stream) => {
  requireNames(stream, 'largesse.eu');
});

test.each(['', 'a.b', 'a b', 'a\tb', 'a*', 'a>', 'a/b', 'a\\b'])(
  '%j cannot, and nobody is asked',
  async (stream) => {
    const opening = openJetStreamStore({ servers: 'nats://127.0.0.1:9', stream });
    await expect(opening).rejects.toThrow('cannot be the name of a stream: use no blank');
  },
);

test.each(['', '.', 'a.', '.a', 'a..b', 'a b', 'a.*', 'a.>'])(
  'subjects cannot begin with %j',
  (prefix) => {
    expect(() => {
      requireNames('LARGESSE', prefix);
    }).toThrow('cannot be the beginning of subjects');
  },
);
