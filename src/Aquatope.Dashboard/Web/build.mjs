// Makes the files that are served from those beside this one: `npm ci && npm run build`. Whoever uses the dashboard needs none of it.

import { copyFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

const folder = import.meta.dirname;
const target = process.argv[2] ?? join(folder, '../Served');
const uplot = dirname(createRequire(import.meta.url).resolve('uplot/package.json'));

await mkdir(target, { recursive: true });
await build({
  absWorkingDir: folder,
  entryPoints: [{ in: 'app.js', out: 'app' }, { in: 'app.css', out: 'app' }, { in: 'uplot', out: 'uplot' }],
  outdir: target,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',

  // Charts come after the numbers, from a file of their own.
  external: ['./uplot.js'],
});
await Promise.all(['index.html', 'icon.svg'].map(name => copyFile(join(folder, name), join(target, name))));
await copyFile(join(uplot, 'LICENSE'), join(target, 'uplot.LICENSE.txt'));
