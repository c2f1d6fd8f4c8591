// Imported first, it lets a program import the workspace's TypeScript, as the tests do: nothing needs a build.
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
