// Lets a thread load the sources of the product as they are, as jest does for the specs: node with
// `--import <this file>` transpiles TypeScript on loading and finds @app/<lib> at the index of the library and
// @app/<lib>/pure at its pure.ts.
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import typescript from 'typescript';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { config } = typescript.readConfigFile(join(ROOT, 'tsconfig.json'), (path) =>
  readFileSync(path, 'utf8'),
);
const { options: compilerOptions } = typescript.convertCompilerOptionsFromJson(
  {
    ...config.compilerOptions,
    module: 'commonjs',
    moduleResolution: 'node10',
    ignoreDeprecations: '6.0',
    inlineSourceMap: true,
    sourceMap: false,
  },
  ROOT,
);

function sourceOf(specifier, parentURL) {
  const library = /^@app\/([a-z-]+)(?:\/(pure))?$/.exec(specifier);
  if (library) return join(ROOT, 'libs', library[1], 'src', `${library[2] ?? 'index'}.ts`);
  if (!specifier.startsWith('.') || !parentURL?.startsWith('file:')) return null;
  const path = join(dirname(fileURLToPath(parentURL)), specifier);
  return [`${path}.ts`, join(path, 'index.ts')].find((candidate) => existsSync(candidate)) ?? null;
}

registerHooks({
  resolve(specifier, context, next) {
    const path = sourceOf(specifier, context.parentURL);
    if (path === null) return next(specifier, context);
    return { url: pathToFileURL(path).href, format: 'commonjs', shortCircuit: true };
  },
  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
    const fileName = fileURLToPath(url);
    const { outputText } = typescript.transpileModule(readFileSync(fileName, 'utf8'), {
      fileName,
      compilerOptions,
    });
    return { format: 'commonjs', source: outputText, shortCircuit: true };
  },
});
