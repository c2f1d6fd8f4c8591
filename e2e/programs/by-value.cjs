// The same as by-value.mjs, in CommonJS.
require('@agentstore/core/chain');
require('@agentstore/file');
require('./by-name.cjs');
