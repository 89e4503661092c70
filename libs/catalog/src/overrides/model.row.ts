import { z } from 'zod';
import { modelRowSchema } from '../rows/model.row';
import { dateField } from '../rows/row-fields';
import { ownSourceFields } from './own-fields';

const base = modelRowSchema.shape;

/**
 * The structure of a model of one's own, as in the catalog. `kvBytesPerTokenFp16` follows from the structure where it
 * is left out, `headDim` from hidden size and heads.
 */
export const ownModelSchema = z
  .strictObject({
    ...base,
    family: base.family.optional(),
    organisation: base.organisation.optional(),
    kind: base.kind.default('chat'),
    activeParamsB: base.activeParamsB.optional(),
    kvHeads: base.kvHeads.optional(),
    headDim: base.headDim.optional(),
    kvBytesPerTokenFp16: base.kvBytesPerTokenFp16.optional(),
    license: base.license.default('own'),
    releaseDate: dateField.optional(),
    ...ownSourceFields,
  })
  .refine((row) => (row.activeParamsB ?? row.totalParamsB) <= row.totalParamsB, {
    path: ['activeParamsB'],
    error: 'no more than totalParamsB',
  })
  .refine((row) => row.attentionHeads % (row.kvHeads ?? row.attentionHeads) === 0, {
    path: ['kvHeads'],
    error: 'a divisor of attentionHeads',
  });

export type OwnModel = Readonly<z.infer<typeof ownModelSchema>>;
