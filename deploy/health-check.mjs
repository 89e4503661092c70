// Run by the container's health check: `node health-check.mjs <path>` succeeds when the process answers it with 2xx.
const path = process.argv[2] ?? '/health';
const answer = await fetch(`http://127.0.0.1:${process.env.HEALTH_PORT ?? 3000}${path}`);
if (!answer.ok) {
  process.stderr.write(`${path} answered ${answer.status}\n`);
  process.exit(1);
}
