/** Sets this process's clock ahead (or behind, where negative), as far as programs ask it. */
export function skewClock(byMs: number): void {
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (_, time: [number], type) => Reflect.construct(RealDate, time.length > 0 ? time : [now()], type),
    get: (_, name, receiver) => (name === 'now' ? now : Reflect.get(RealDate, name, receiver)),
  });

  function now(): number {
    return RealDate.now() + byMs;
  }
}
