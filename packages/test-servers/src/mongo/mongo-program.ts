/** A program that speaks the protocol of MongoDB. */
export interface MongoProgram {
  readonly path: string;
  /** The program and its version: `mongod 7.0.5`. */
  readonly version: string;
  /**
   * @param folder where it may write
   * @param onDisk whether it is to keep its data there, where it can
   */
  arguments(port: number, folder: string, onDisk: boolean): readonly string[];
}
