import { loadCatalog } from '@app/catalog';
import { figure, unknownFigure } from '@app/kernel';
import { priceAcceleratorWork } from './price-hours';

const catalog = loadCatalog();

function hours(id: string, value: number) {
  return figure({ id, label: 'hours', value, unit: 'h', method: 'measured', inputs: [] });
}

const NEVER = unknownFigure({
  id: 'spot',
  label: 'hours',
  unit: 'h',
  method: 'computed',
  reason: 'never ends',
});

function priced(spotHours: typeof NEVER) {
  const { options } = priceAcceleratorWork(
    {
      workloadId: 'w2',
      subject: 'training',
      acceleratorId: 'h100-sxm5-80gb',
      accelerators: 8,
      hours: hours('usual', 800),
      spotHours,
      runsPerMonth: 1,
      runsRefs: [],
    },
    catalog,
    { asOf: catalog.asOf },
  );
  return options.find(({ instance }) => instance.acceleratorCount === 8 && instance.spotUSDPerHour !== null);
}

describe('priceAcceleratorWork', () => {
  it('pays the hours that interruptions add on spot capacity, and on it alone', () => {
    const offer = priced(hours('spot', 1600));
    const { onDemandUSDPerHour, spotUSDPerHour } = offer?.instance ?? {};
    // 800 accelerator-hours are 100 of an instance of eight, 1,600 are 200.
    expect(offer?.monthly['on-demand'].value).toBeCloseTo(100 * (onDemandUSDPerHour ?? NaN), 6);
    expect(offer?.monthly.spot.value).toBeCloseTo(200 * (spotUSDPerHour ?? NaN), 6);
    expect(offer?.monthly.spot.inputs).toContain('spot');
    expect(offer?.monthly['on-demand'].inputs).toContain('usual');
  });

  it('knows no price of a run that spot capacity would never end', () => {
    const { spot } = priced(NEVER)?.monthly ?? {};
    expect([spot?.value, spot?.unknown]).toEqual([null, 'never ends']);
  });
});
