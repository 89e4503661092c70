import { renderChartSvg, type Chart } from '@app/charts';
import type { ReportWords } from '@app/reports/pure';
import type * as Resvg from '@resvg/resvg-wasm';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { pngImage } from './png-image';

/** A picture in both forms that a Word document holds: drawn from lines, and for older programs as points. */
export interface Picture {
  readonly svg: Uint8Array;
  readonly png: Uint8Array;
  /** Pixels on the page. */
  readonly width: number;
  readonly height: number;
}

const FONTS = ['Roboto-Regular.ttf', 'Roboto-Medium.ttf'];
/** Points of the picture for each pixel on the page: sharp in print. */
const SHARPNESS = 2;

let ready: Promise<{ readonly resvg: typeof Resvg; readonly fonts: Uint8Array[] }> | undefined;

/** Loads the drawing program once for the process; it holds about 30 MB. */
function drawing(): Promise<{ readonly resvg: typeof Resvg; readonly fonts: Uint8Array[] }> {
  ready ??= (async () => {
    const find = createRequire(__filename);
    const folder = join(find.resolve('pdfmake/package.json'), '../build/fonts/Roboto');
    const resvg = await import('@resvg/resvg-wasm');
    // To compile for speed what draws ten pictures takes more time than it saves, and 40 MB at its peak.
    for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag);
    await resvg.initWasm(await readFile(find.resolve('@resvg/resvg-wasm/index_bg.wasm')));
    return { resvg, fonts: await Promise.all(FONTS.map((name) => readFile(join(folder, name)))) };
  })();
  return ready;
}

/** Draws a chart for a white page. */
export async function chartPicture(chart: Chart, words: ReportWords): Promise<Picture> {
  const svg = renderChartSvg(chart, { locale: words.tag, roles: words.pointRoles });
  return svgPicture(svg);
}

/** An SVG as points, on the scale of its own width. */
export async function svgPicture(svg: string): Promise<Picture> {
  const { resvg, fonts } = await drawing();
  const renderer = new resvg.Resvg(svg, {
    fitTo: { mode: 'zoom', value: SHARPNESS },
    background: '#ffffff',
    font: { fontBuffers: fonts, defaultFontFamily: 'Roboto', sansSerifFamily: 'Roboto' },
  });
  try {
    const image = renderer.render();
    try {
      return {
        svg: Buffer.from(svg, 'utf8'),
        // Its own way of writing PNGs takes twice the time and half as many bytes again.
        png: pngImage(image.pixels, image.width, image.height),
        width: Math.round(image.width / SHARPNESS),
        height: Math.round(image.height / SHARPNESS),
      };
    } finally {
      image.free();
    }
  } finally {
    renderer.free();
  }
}
