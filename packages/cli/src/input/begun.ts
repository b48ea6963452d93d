/** The batches of which the first has been read already: what is wrong with the beginning is thrown now. */
export const begun = async <A>(all: AsyncIterable<A>): Promise<AsyncIterable<A>> => {
  const iterator = all[Symbol.asyncIterator]();
  const first = await iterator.next();
  return {
    [Symbol.asyncIterator]: async function* () {
      for (let next = first; next.done !== true; next = await iterator.next()) yield next.value;
    },
  };
};
