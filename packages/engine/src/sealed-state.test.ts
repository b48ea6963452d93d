import * as fc from 'fast-check';
import { sealed, unsealed } from './sealed-state.js';

const seal = { id: '["wallet","ann"]', schema: '1 "wallet" 1' };
const kept = { state: { coins: 5n, note: 'ü🎁' }, position: 7, batchKey: 'gift "1"\ud800' };

describe('A sealed state', () => {
  it('is read back under its seal', () => {
    expect(unsealed(seal, sealed(seal, kept))).toEqual(kept);
  });

  it('is text that every store can keep', () => {
    const { state } = sealed(seal, kept);
    expect(state.isWellFormed()).toBe(true);
    expect(state).not.toContain('\0');
  });

  it('is nothing under another id or schema, or at another position', () => {
    const snapshot = sealed(seal, kept);
    expect(unsealed({ ...seal, id: '["wallet","bob"]' }, snapshot)).toBeUndefined();
    expect(unsealed({ ...seal, schema: '1 "wallet" 2' }, snapshot)).toBeUndefined();
    const other = { ...seal, schema: '1 "wallet" 2' };
    expect(unsealed(other, { ...snapshot, schema: other.schema })).toBeUndefined();
    expect(unsealed(seal, { ...snapshot, position: 8 })).toBeUndefined();
  });

  it('is nothing if any of its text was changed, cut or added', () => {
    const snapshot = sealed(seal, kept);
    const { length } = snapshot.state;
    fc.assert(
      fc.property(fc.nat(length - 1), fc.nat(5), fc.string({ maxLength: 5 }), (at, cut, put) => {
        const state = snapshot.state.slice(0, at) + put + snapshot.state.slice(at + cut);
        fc.pre(state !== snapshot.state);
        expect(unsealed(seal, { ...snapshot, state })).toBeUndefined();
      }),
    );
  });
});
