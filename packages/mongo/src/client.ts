/** What the driver needs of a client: a `MongoClient` of mongodb 6 or 7. By its form, since both versions fit. */
export interface MongoClient {
  readonly options: object;
  connect(): Promise<unknown>;
  db(name?: string, options?: object): object;
  on(event: 'connectionClosed', listener: () => void): unknown;
  off(event: 'connectionClosed', listener: () => void): unknown;
}
