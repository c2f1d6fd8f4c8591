import { Application } from './application.mjs';
import { publishPackages } from './publish.mjs';
import { startRegistry } from './registry.mjs';

/** A run's registry, and the applications that installed packages from it. Whoever needs the same ones shares them. */
export class Installations {
  #registry = null;
  #isPublished = false;
  #applications = new Map();

  /** Starts the registry and publishes all packages to it. */
  async publish() {
    this.#registry = await startRegistry();
    await publishPackages(this.#registry);
    this.#isPublished = true;
  }

  /** A folder that has nothing installed, in which nothing resolves to the repository. */
  get folder() {
    return this.#registry.folder;
  }

  /**
   * An application that installed these packages and nothing else.
   *
   * @param {'npm' | 'pnpm' | 'pnpm with a global store'} packageManager
   * @param {readonly string[]} packages
   * @returns {Promise<Application>}
   */
  application(packageManager, ...packages) {
    const name = [packageManager, ...packages].join(' ');
    if (!this.#applications.has(name)) this.#applications.set(name, this.#install(packageManager, packages));
    return this.#applications.get(name);
  }

  async stop() {
    await this.#registry?.stop();
  }

  async #install(packageManager, packages) {
    if (!this.#isPublished) throw new Error('Not run, since the packages could not be published.');
    const application = new Application(this.folder);
    await application.install(packageManager, packages, this.#registry.environment);
    return application;
  }
}
