// Run by the container's health check: `node health-check.mjs <path>` succeeds when the process answers it with 2xx.
const path = process.argv[2] ?? '/health';
const port = process.env.HEALTH_PORT ?? 3000;

try {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  if (!answer.ok) throw new Error(`it answered ${answer.status}`);
} catch (error) {
  process.stderr.write(`${path} on port ${port}: ${error.cause?.message ?? error.message}\n`);
  process.exit(1);
}
