// What LangGraph's checkpointer is measured against: a row for each message, by the same client.
import pg from 'pg';

const insert = 'INSERT INTO bench_messages (session, message) SELECT $1, unnest($2::json[])';

export async function connect(url) {
  const pool = new pg.Pool({ connectionString: url });
  await pool.query('CREATE TABLE IF NOT EXISTS bench_messages (session text, place bigserial, message json)');
  await pool.query('CREATE INDEX IF NOT EXISTS bench_place ON bench_messages (session, place)');
  return {
    open(session) {
      const add = (messages) => pool.query(insert, [session, messages.map((message) => JSON.stringify(message))]);
      const read = async (order) => {
        const { rows } = await pool.query(
          `SELECT message FROM bench_messages WHERE session = $1 ORDER BY place ${order}`,
          [session],
        );
        return rows.map(({ message }) => message);
      };
      return {
        fill: add,
        add,
        load: () => read(''),
        last: async (count) => (await read(`DESC LIMIT ${count}`)).reverse(),
      };
    },
    close: () => pool.end(),
  };
}

/** Whether a server answers there. */
export async function isReady(url) {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
