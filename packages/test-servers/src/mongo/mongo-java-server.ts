import { createHash } from 'node:crypto';
import { delimiter, join } from 'node:path';
import { JAVA_OPTIONS, javaProgram } from '../java-program.ts';
import { mavenInstall } from '../maven-install.ts';
import type { MongoProgram } from './mongo-program.ts';

const VERSION = '1.47.0';
const ADVICE = `install a JDK 17, Maven and flock, by which mongo-java-server ${VERSION} is installed`;

// It says of itself that it has version 5.0, but with the wire version of 4.2, which clients of today refuse. The wire
// version of 5.0 is 13. What listens for requests would go on by itself if the port cannot be had. By default it writes to
// its file once a second; a server that acknowledges what is on its disk does so before it answers.
const MAIN = `
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;

public class Main {
    public static void main(String[] arguments) {
        try {
            H2Backend backend = arguments.length > 1 ? new OnDisk(arguments[1]) : H2Backend.inMemory();
            new MongoServer(backend.version(new Version())).bind("127.0.0.1", Integer.parseInt(arguments[0]));
        } catch (Exception exception) {
            exception.printStackTrace();
            System.exit(1);
        }
    }

    static class OnDisk extends H2Backend {
        OnDisk(String file) { super(file); }
        @Override public Document handleMessage(MongoMessage message) {
            Document reply = super.handleMessage(message);
            commit();
            return reply;
        }
    }

    static class Version implements MongoVersion {
        public List<Integer> getVersionArray() { return List.of(5, 0, 0); }
        public int getWireVersion() { return 13; }
    }
}
`;

/** A server in Java, which keeps everything in memory or in a file: installed if it is missing. Rejects with what to install. */
export async function mongoJavaServer(): Promise<MongoProgram> {
  const path = javaProgram(ADVICE);
  const folder = await mavenInstall({
    // Another program beside the same jars is another installation.
    name: `mongo-java-server-${VERSION}-${createHash('sha256').update(MAIN).digest('hex').slice(0, 8)}`,
    needs: ['javac'],
    dependencies: ['mongo-java-server', 'mongo-java-server-h2-backend'].map(
      (name) => `de.bwaldvogel:${name}:${VERSION}`,
    ),
    script: `
      printf '%s' "$MAIN" > Main.java
      javac -cp 'lib/*' -d lib Main.java
    `,
    environment: { MAIN },
    advice: ADVICE,
  });
  const library = join(folder, 'lib');
  return {
    path,
    version: `mongo-java-server ${VERSION}`,
    arguments: (port, folder, onDisk) => [
      ...[...JAVA_OPTIONS, '-cp', [library, join(library, '*')].join(delimiter), 'Main', String(port)],
      ...(onDisk ? [join(folder, 'mongo.mv')] : []),
    ],
  };
}
