/** What the driver needs of a client: a `DynamoDBClient`. By its form, since many versions fit. */
export interface DynamoClient {
  send(command: never, options?: { readonly abortSignal?: AbortSignal }): Promise<unknown>;
  readonly config: object;
}
