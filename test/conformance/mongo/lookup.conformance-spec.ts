import type { Rows } from './server-under-test';
import { onEachServer } from './server-under-test';

onEachServer('$lookup', (server) => {
  let runs: Rows;
  let steps: Rows;
  let notes: Rows;

  beforeAll(async () => {
    runs = await server.rows(
      { _id: 'r1', tenantId: 't', need: 2 },
      { _id: 'r2', tenantId: 't', need: 1 },
      { _id: 'r3', tenantId: 'u', need: 1 },
    );
    steps = await server.rows(
      { _id: 1, runId: 'r1', agent: 'cost', tenantId: 't', score: 5 },
      { _id: 2, runId: 'r1', agent: 'carbon', tenantId: 't', score: 1 },
      { _id: 3, runId: 'r2', agent: 'cost', tenantId: 't', score: 3 },
      { _id: 4, agent: 'lost', tenantId: 't', score: 3 },
      { _id: 5, runId: ['r1', 'r3'], agent: 'both', tenantId: 'u', score: 9 },
    );
    notes = await server.rows({ _id: 1, runId: 'r1', text: 'n1' }, { _id: 2, runId: 'r2', text: 'n2' });
    await steps.createIndex({ runId: 1, agent: 1 });
  });

  it('joins by equal fields, into lists too', async () => {
    const joined = await runs
      .aggregate([
        { $lookup: { from: steps.collectionName, localField: '_id', foreignField: 'runId', as: 'steps' } },
        { $sort: { _id: 1 } },
        { $project: { n: { $size: '$steps' } } },
      ])
      .toArray();
    expect(joined).toEqual([
      { _id: 'r1', n: 3 },
      { _id: 'r2', n: 1 },
      { _id: 'r3', n: 1 },
    ]);
  });

  it('joins a missing field with a missing field', async () => {
    const [joined] = await steps
      .aggregate([
        { $match: { _id: 4 } },
        { $lookup: { from: steps.collectionName, localField: 'runId', foreignField: 'runId', as: 'same' } },
        { $project: { ids: '$same._id' } },
      ])
      .toArray();
    expect(joined).toEqual({ _id: 4, ids: [4] });
  });

  it('joins each element of a list', async () => {
    const [joined] = await steps
      .aggregate([
        { $match: { _id: 5 } },
        { $lookup: { from: runs.collectionName, localField: 'runId', foreignField: '_id', as: 'runs' } },
        { $project: { n: { $size: '$runs' } } },
      ])
      .toArray();
    expect(joined).toEqual({ _id: 5, n: 2 });
  });

  it('joins by a pipeline with variables', async () => {
    const joined = await runs
      .aggregate([
        {
          $lookup: {
            from: steps.collectionName,
            let: { run: '$_id', need: '$need' },
            pipeline: [
              { $match: { $expr: { $and: [{ $eq: ['$runId', '$$run'] }, { $gte: ['$score', '$$need'] }] } } },
              { $sort: { score: -1 } },
              { $project: { _id: 0, agent: 1, need: '$$need' } },
            ],
            as: 'steps',
          },
        },
        { $sort: { _id: 1 } },
        { $project: { steps: 1 } },
      ])
      .toArray();
    expect(joined).toEqual([
      { _id: 'r1', steps: [{ agent: 'cost', need: 2 }] },
      { _id: 'r2', steps: [{ agent: 'cost', need: 1 }] },
      { _id: 'r3', steps: [] },
    ]);
  });

  it('joins by equal fields and a pipeline', async () => {
    const joined = await runs
      .aggregate([
        { $match: { _id: 'r1' } },
        {
          $lookup: {
            from: steps.collectionName,
            localField: '_id',
            foreignField: 'runId',
            let: { tenant: '$tenantId' },
            pipeline: [
              { $match: { $expr: { $eq: ['$tenantId', '$$tenant'] } } },
              { $sort: { score: 1 } },
              { $project: { agent: 1 } },
            ],
            as: 'steps',
          },
        },
        { $project: { agents: '$steps.agent' } },
      ])
      .toArray();
    expect(joined).toEqual([{ _id: 'r1', agents: ['carbon', 'cost'] }]);
  });

  it('joins three collections in one command', async () => {
    const [joined] = await runs
      .aggregate([
        { $match: { tenantId: 't', _id: 'r2' } },
        { $lookup: { from: steps.collectionName, localField: '_id', foreignField: 'runId', as: 'steps' } },
        { $lookup: { from: notes.collectionName, localField: '_id', foreignField: 'runId', as: 'notes' } },
        {
          $lookup: {
            from: runs.collectionName,
            let: { tenant: '$tenantId', me: '$_id' },
            pipeline: [
              {
                $match: { $expr: { $and: [{ $eq: ['$tenantId', '$$tenant'] }, { $ne: ['$_id', '$$me'] }] } },
              },
            ],
            as: 'others',
          },
        },
        {
          $set: {
            note: { $first: '$notes.text' },
            steps: { $map: { input: '$steps', as: 's', in: '$$s.agent' } },
          },
        },
        { $project: { note: 1, steps: 1, others: { $size: '$others' } } },
      ])
      .toArray();
    expect(joined).toEqual({ _id: 'r2', note: 'n2', steps: ['cost'], others: 1 });
  });

  it('joins with the constants of a pipeline alone', async () => {
    const [joined] = await runs
      .aggregate([
        { $match: { _id: 'r3' } },
        {
          $lookup: {
            from: notes.collectionName,
            pipeline: [{ $sort: { _id: -1 } }, { $limit: 1 }],
            as: 'latest',
          },
        },
        { $unwind: '$latest' },
        { $replaceWith: '$latest' },
      ])
      .toArray();
    expect(joined).toEqual({ _id: 2, runId: 'r2', text: 'n2' });
  });

  it('joins with a collection that is not there', async () => {
    const joined = await runs
      .aggregate([
        { $match: { _id: 'r1' } },
        { $lookup: { from: 'never_written', localField: '_id', foreignField: 'x', as: 'none' } },
      ])
      .toArray();
    expect(joined).toEqual([{ _id: 'r1', tenantId: 't', need: 2, none: [] }]);
  });
});
