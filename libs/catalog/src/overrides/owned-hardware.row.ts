import { z } from 'zod';
import { count, quantity } from '../rows/row-fields';
import { ownSourceFields } from './own-fields';

const text = z.string().min(1).max(200);

/**
 * Servers of one's own, of one kind, at one site. Money in US dollars. `powerKW` is what one server draws under load,
 * without cooling; `pue` is the site's. `people` are full-time equivalents who run all of them, `personUSDPerYear` what
 * one of them costs. What is left out is not known.
 */
export const ownedHardwareSchema = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens'),
  name: text.optional(),
  acceleratorId: text,
  acceleratorsPerServer: count,
  servers: count,
  purchaseUSDPerServer: z.number().nonnegative(),
  depreciationYears: z.number().positive().max(15),
  residualSharePercent: z.number().min(0).max(100).optional(),
  powerKW: quantity,
  usdPerKWh: quantity,
  pue: z.number().min(1).max(3).optional(),
  people: z.number().nonnegative().optional(),
  personUSDPerYear: quantity.optional(),
  hostingUSDPerMonth: z.number().nonnegative().optional(),
  maintenancePercentPerYear: z.number().min(0).max(100).optional(),
  country: z
    .string()
    .length(3)
    .regex(/^[A-Z]{3}$/, 'expected an ISO 3166-1 alpha-3 code such as DEU')
    .optional(),
  ...ownSourceFields,
});

export type OwnedHardware = Readonly<z.infer<typeof ownedHardwareSchema>>;
