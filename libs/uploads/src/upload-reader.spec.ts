import { loadCatalog } from '@app/catalog';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aThreadPool } from '../../../test/support/thread-pools';
import { TIGHT } from '../../../test/support/upload-reading';
import { machineIndexOf } from './machine-index';
import { type ReadOrder, readUpload } from './read-upload';
import { READ_PROGRAM } from './upload-reader.service';

const content = readFileSync(join(__dirname, '../../../examples/uploads/aws-plan.json'));
const order: ReadOrder = {
  ...{ kind: 'terraform-plan', content, fileName: null, limits: TIGHT },
  index: machineIndexOf(loadCatalog()),
};

describe('reading an upload in a thread', () => {
  const pool = aThreadPool({ program: READ_PROGRAM });
  const going = new AbortController().signal;

  afterAll(() => pool.close());

  it('gives what reading it in place gives', async () => {
    expect(await pool.run('read-upload', order, going)).toEqual(readUpload(order));
  });

  it('ends with the request that asked for it', async () => {
    const gone = new AbortController();
    const reading = pool.run(
      'read-upload',
      { ...order, kind: 'kubernetes', content: Buffer.from('- '.repeat(400_000)) },
      gone.signal,
    );
    gone.abort(new Error('gone'));
    await expect(reading).rejects.toThrow('gone');
  });
});
