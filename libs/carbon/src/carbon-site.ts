import type { Catalog, GridCarbonRow } from '@app/catalog';
import { factFigure } from '@app/catalog';
import { figure, unknownFigure, type Figure } from '@app/kernel';
import type { CarbonSite } from './carbon-result';

/** The part of figure ids that names a site. */
export function siteName(site: CarbonSite): string {
  return site.kind === 'region' ? `${site.provider}/${site.region}` : site.iso3.toUpperCase();
}

/** Of a site: its PUE, its grid intensity, and what the intensity counts and for which year. */
export interface SiteFigures {
  readonly pue: Figure;
  readonly intensity: Figure;
  readonly basis: string;
}

/** PUE and grid intensity of a site: unknown where nobody sourced them, never a world average. */
export function siteFigures(site: CarbonSite, catalog: Catalog): SiteFigures {
  return site.kind === 'region' ? regionFigures(site, catalog) : countryFigures(site, catalog);
}

function regionFigures(site: Extract<CarbonSite, { kind: 'region' }>, catalog: Catalog): SiteFigures {
  const row = catalog.findGridCarbon(site.provider, site.region);
  const id = `catalog.carbon.${siteName(site)}`;
  if (row === undefined) {
    const reason = `no grid data for ${site.provider} ${site.region} is sourced`;
    const sources = catalog.gridSources();
    return {
      basis: 'unknown',
      pue: unknownFigure({ id: `${id}.pue`, label: 'PUE', unit: '1', method: 'sourced', sources, reason }),
      intensity: unknownFigure({
        id: `${id}.intensity`,
        label: 'grid intensity',
        unit: 'gCO2e/kWh',
        method: 'sourced',
        sources,
        reason,
      }),
    };
  }
  return {
    basis: row.basis.startsWith('location-based') ? row.basis : `location-based: ${row.basis}`,
    pue: factFigure({
      id: `${id}.pue`,
      label: `PUE of ${row.location}: ${row.pueBasis}`,
      value: row.pue,
      unit: '1',
      source: row.pueSource,
    }),
    intensity: intensityFigure(`${id}.intensity`, row),
  };
}

/** The intensity with the span of what others publish for the same region. */
function intensityFigure(id: string, row: GridCarbonRow): Figure {
  const all = [row.intensityGPerKWh, ...row.alternatives.map((other) => other.intensityGPerKWh)];
  return figure({
    id,
    label: `grid intensity of ${row.location}, location-based`,
    value: row.intensityGPerKWh,
    low: Math.min(...all),
    high: Math.max(...all),
    unit: 'gCO2e/kWh',
    formula: `published value (${row.basis}); the range spans the values of other publishers`,
    sources: [row.source, ...row.alternatives.map((other) => other.source)],
    method: 'sourced',
  });
}

function countryFigures(site: Extract<CarbonSite, { kind: 'country' }>, catalog: Catalog): SiteFigures {
  const iso3 = site.iso3.toUpperCase();
  const row = catalog.findCountryCarbon(iso3);
  const generic = catalog.genericPue;
  const pue = figure({
    id: 'assumption.carbon.pue.on-premises',
    label: 'PUE of a site of its owner, where none is given',
    value: generic.pue,
    unit: '1',
    sources: [generic.source],
    method: 'assumed',
  });
  const draft = {
    id: `catalog.carbon.${iso3}.intensity`,
    label: `national average grid intensity of ${iso3}`,
    unit: 'gCO2e/kWh',
    method: 'sourced' as const,
  };
  const intensity =
    row === undefined
      ? unknownFigure({
          ...draft,
          sources: catalog.gridSources(),
          reason: `no grid data for ${iso3} is sourced`,
        })
      : figure({ ...draft, value: row.intensityGPerKWh, sources: [row.source] });
  const basis = row === undefined ? 'unknown' : `location-based: national average, ${row.year}`;
  return { pue, intensity, basis };
}
