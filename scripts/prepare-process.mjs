// Loaded before the product's own code (`node --import`): refuses a Node that cannot run it, and reads .env.
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 9)) {
  process.stderr.write(
    `infra-mind needs Node 24.9 or newer and runs on ${process.versions.node} here. Start it through npm (npm start, ` +
      'npm run demo), which uses the Node that `npm ci --ignore-scripts=false` installs beside the other packages.\n',
  );
  process.exit(1);
}

// What the shell sets wins over the file.
if (existsSync('.env')) process.loadEnvFile('.env');
