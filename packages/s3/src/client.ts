/** What the driver needs of a client: an `S3Client` of @aws-sdk/client-s3. By its form, since many versions fit. */
export interface S3ClientLike {
  readonly config: {
    /** Asked when a request failed, so that no error shows the secret. */
    credentials(): Promise<{ readonly secretAccessKey: string; readonly sessionToken?: string | undefined }>;
  };
  send(command: object, options: { readonly abortSignal: AbortSignal }): Promise<unknown>;
  destroy(): void;
}
