#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

// Before anything is loaded that an older Node could not even read.
if (major < 24 || (major === 24 && minor < 9)) {
  console.error(`infra-mind needs Node 24.9 or newer and runs on ${process.versions.node} here.`);
  console.error(
    'Start it through npm (`npm run -s infra-mind -- ...`), which uses the Node that `npm ci` installed.',
  );
  process.exitCode = 1;
} else {
  void import('./command-line.js').then(({ runHere }) => runHere());
}

export {};
