import { type Installation, installOnce } from './install-once.ts';

const COPY_DEPENDENCIES = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/** What Maven downloads, and what is done then: with `lib/*.jar` in the folder that the script works in. */
export interface MavenInstallation extends Installation {
  /** As Maven names them, with all that they need: `com.amazonaws:DynamoDBLocal:2.6.1`. */
  readonly dependencies: readonly string[];
}

/** As `installOnce`, for what runs on Java. */
export function mavenInstall({ dependencies, ...installation }: MavenInstallation): Promise<string> {
  return installOnce({
    ...installation,
    needs: ['mvn', ...installation.needs],
    // All that Maven keeps is below, and goes with it: by default it is in the home folder, which need not be there.
    script: `
      printf '%s' "$POM" > pom.xml
      mvn --batch-mode --quiet --strict-checksums -Dmaven.repo.local="$PWD/repository" \\
        ${COPY_DEPENDENCIES} -DoutputDirectory=lib
      rm -rf pom.xml repository
      ${installation.script}
    `,
    environment: { ...installation.environment, POM: pomOf(dependencies) },
  });
}

function pomOf(dependencies: readonly string[]): string {
  const elements = dependencies.map((dependency) => {
    const [group, artifact, version] = dependency.split(':');
    return `<dependency>
      <groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>
    </dependency>`;
  });
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
    <modelVersion>4.0.0</modelVersion>
    <groupId>servers</groupId><artifactId>servers</artifactId><version>1</version>
    <dependencies>${elements.join('')}</dependencies>
  </project>`;
}
