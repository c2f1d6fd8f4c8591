import { join } from 'node:path';
import { JAVA_OPTIONS, javaProgram } from '../java-program.ts';
import { mavenInstall } from '../maven-install.ts';

const VERSION = '2.6.1';
const RUNNER = 'com.amazonaws.services.dynamodbv2.local.main.ServerRunner';
const ADVICE = `install Java 17, Maven and flock, by which DynamoDB Local ${VERSION} is installed; or set DYNAMODB_URL`;

export interface DynamoProgram {
  readonly path: string;
  /** The program and its version: `DynamoDB Local 2.6.1`. */
  readonly version: string;
  /** What comes before its own arguments. */
  readonly javaArguments: readonly string[];
}

/** The server's program: installed by Maven if it is missing. Rejects with an error that says what to install. */
export async function dynamoProgram(): Promise<DynamoProgram> {
  const path = javaProgram(ADVICE);
  const folder = await mavenInstall({
    name: `dynamodb-local-${VERSION}`,
    needs: ['java'],
    dependencies: [`com.amazonaws:DynamoDBLocal:${VERSION}`],
    // Whether this Java is new enough.
    script: `java -cp 'lib/*' ${RUNNER} -version`,
    advice: ADVICE,
  });
  const library = join(folder, 'lib');
  return {
    path,
    version: `DynamoDB Local ${VERSION}`,
    // SQLite, in which it keeps everything, is in libraries beside the jars.
    javaArguments: [...JAVA_OPTIONS, `-Djava.library.path=${library}`, '-cp', join(library, '*'), RUNNER],
  };
}
