// What a bundled program does: it imports what its config names.
import '@agentstore/core/chain';
import '@agentstore/file';
import './by-name.mjs';
