import type { CatalogRows } from './catalog';
import { deepFreeze, RowParser } from './row-parser';
import { fieldFaults, type RowProblem } from './row-problem';
import {
  carbonFileSchema,
  countryCarbonRow,
  countryCarbonRowSchema,
  gridCarbonRow,
  gridCarbonRowSchema,
  type AcceleratorPowerRow,
  type GenericPueRow,
} from './rows/carbon.row';
import { citation } from './rows/row-fields';

type CarbonRows = Pick<CatalogRows, 'gridCarbon' | 'countryCarbon' | 'genericPue' | 'acceleratorPower'>;

const FILE = 'carbon.json';

/** The parts of a catalog that the carbon file gives; null, with what is wrong noted, when it is no such file. */
export function readCarbon(raw: unknown, problems: RowProblem[]): CarbonRows | null {
  const note = (fault: Pick<RowProblem, 'id' | 'field' | 'expected' | 'got'>): void => {
    problems.push({ file: FILE, row: 0, line: null, ...fault });
  };
  const parsed = carbonFileSchema.safeParse(raw);
  if (!parsed.success) {
    fieldFaults(parsed.error, raw).forEach((fault) => note({ id: '(file)', ...fault }));
    return null;
  }
  const file = parsed.data;
  const generic = file.other.find((entry) => entry.id === 'generic-pue');
  if (generic === undefined) {
    note({ id: 'generic-pue', field: 'other', expected: 'this row', got: 'nothing' });
    return null;
  }
  const { countries, gpuWatts: watts } = file;
  const genericPue: GenericPueRow = {
    id: generic.id,
    pue: generic.value,
    source: citation({
      title: generic.note ?? generic.id,
      url: generic.source,
      sourceDate: null,
      file,
      confidence: generic.confidence,
    }),
  };
  const acceleratorPower = Object.entries(watts.values).map(
    ([family, [idleW, maxW]]): AcceleratorPowerRow => ({
      family,
      idleW,
      maxW,
      source: citation({ ...watts, title: `${family}: ${watts.note}`, url: watts.source, file }),
    }),
  );
  return {
    gridCarbon: new RowParser(FILE, { asOf: file.asOf }, problems).rows(file.items, {
      schema: gridCarbonRowSchema,
      shape: gridCarbonRow,
      idOf: (row) => row.id,
    }),
    countryCarbon: new RowParser(
      FILE,
      { asOf: countries.sourceDate, confidence: countries.confidence },
      problems,
    ).rows(countries.values, {
      schema: countryCarbonRowSchema,
      shape: (row, facts) => countryCarbonRow(row, facts, countries.source),
      idOf: (row) => row.iso3,
    }),
    genericPue: deepFreeze(genericPue),
    acceleratorPower: deepFreeze(acceleratorPower),
  };
}
