import * as domain from '@largesse/domain';
import { everyProjection } from './every-projection.js';

test('is every projection that the domain exports', () => {
  const exported = Object.values(domain).filter(
    (each) => typeof each === 'object' && 'keyOf' in each && 'apply' in each,
  );
  expect(new Set(everyProjection)).toEqual(new Set(exported));
});
