import type { Asked, HttpProxy } from './http-proxy.ts';

export interface Cost {
  readonly requests: number;
  /** In bytes: of what was sent to be stored. */
  readonly sent: number;
  /** What was asked, as `PUT lists`, `GET parts`, `LIST parts`. */
  readonly kinds: readonly string[];
}

/** What work asks of the store, as a proxy sees it. */
export async function costOf(proxy: HttpProxy, work: () => Promise<unknown>): Promise<Cost> {
  proxy.reset();
  await work();
  const { asked } = proxy;
  return {
    requests: asked.length,
    sent: asked.reduce((sum, { bytes }) => sum + bytes, 0),
    kinds: asked.map(kindOf),
  };
}

function kindOf({ method, key, query }: Asked): string {
  const isListing = query.includes('list-type');
  const place = isListing ? new URLSearchParams(query).get('prefix') : key;
  return `${isListing ? 'LIST' : method} ${place?.split('/')[1]}`;
}
