// The same program in another process, which knows nothing of what the first one saw. `node dist/reader.js CHAT`
import { sessionOf } from './session.ts';
import { toldStore } from './told-store.ts';

await using store = toldStore();
const count = await store.history(sessionOf(process.argv[2] ?? '')).count();
console.log(`  another process reads ${count} messages`);
