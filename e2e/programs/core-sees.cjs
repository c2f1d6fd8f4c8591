// Prints whether core, from where it is installed, finds a package: `core-sees.cjs <package>`.
const { createRequire } = require('node:module');

try {
  createRequire(require.resolve('@agentstore/core')).resolve(process.argv[2]);
  console.log('found');
} catch (error) {
  console.log(error.code);
}
