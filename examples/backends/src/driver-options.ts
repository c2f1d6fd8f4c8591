/** The options by which a program is told its backend, as `parseArgs` of node:util takes them. */
export const driverOptions = { driver: { type: 'string' }, url: { type: 'string' } } as const;

/** What they mean, for a program's help. */
export const driverHelp = `\
--driver NAME   which driver keeps it: file (as without this option), memory, redis, mongo, dynamo or s3
--url URL       where its server is. Without it, what REDIS_URL, MONGODB_URL, DYNAMODB_URL or S3_URL says; without
                that, a server is started on this machine, and ends with the program.
                The keys for dynamo and s3 are those of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. A bucket of your
                own for s3 is the path of the URL: http://127.0.0.1:9000/my-bucket`;
