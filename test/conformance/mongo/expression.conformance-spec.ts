import { mongo } from 'mongoose';
import { onEachServer, refusal } from './server-under-test';

const { Long, ObjectId } = mongo;
const oid = new ObjectId('65f000000000000000000001');
const at = new Date('2026-03-14T15:09:26.535Z');

const DOC = {
  _id: 1,
  n: 7,
  neg: -2.5,
  long: Long.fromNumber(40),
  text: 'Hello',
  empty: '',
  zero: 0,
  nil: null,
  oid,
  hex: oid.toHexString(),
  at,
  list: [3, 1, 2],
  docs: [{ k: 'a', v: 1 }, { k: 'b', v: 2 }, { k: 'c' }],
  doc: { x: 1, y: 'two' },
  yes: true,
};

/** What each expression gives for DOC; undefined: the field is missing. */
const CASES: [string, unknown, unknown][] = [
  ['a path', '$doc.x', 1],
  ['a path through a list', '$docs.v', [1, 2]],
  ['a path through a list of lists', { $let: { vars: { l: [[{ v: 1 }], { v: 2 }] }, in: '$$l.v' } }, [2]],
  ['a literal', { $literal: '$n' }, '$n'],
  ['$$ROOT', '$$ROOT.n', 7],
  ['a missing path', '$none.at.all', undefined],
  ['$add', { $add: ['$n', 1, 0.5] }, 8.5],
  ['$add of a date', { $add: ['$at', 1000] }, new Date(at.getTime() + 1000)],
  ['$add with null', { $add: ['$n', '$nil'] }, null],
  ['$add of a long', { $add: ['$long', 2] }, 42],
  ['$subtract', { $subtract: ['$n', 9] }, -2],
  ['$subtract of dates', { $subtract: ['$at', new Date(at.getTime() - 500)] }, 500],
  ['$multiply', { $multiply: ['$n', 3] }, 21],
  ['$divide', { $divide: ['$n', 2] }, 3.5],
  ['$mod', { $mod: ['$n', 4] }, 3],
  ['$abs', { $abs: '$neg' }, 2.5],
  ['$ceil and $floor', { $subtract: [{ $ceil: '$neg' }, { $floor: '$neg' }] }, 1],
  ['$round to even', { $round: ['$neg', 0] }, -2],
  ['$round to places', { $round: [3.14159, 2] }, 3.14],
  ['$trunc', { $trunc: '$neg' }, -2],
  ['$pow', { $pow: ['$n', 2] }, 49],
  ['$sqrt', { $sqrt: 49 }, 7],
  ['$eq across widths', { $eq: ['$long', 40] }, true],
  ['$eq of documents by the order of fields', { $eq: ['$doc', { y: 'two', x: 1 }] }, false],
  ['$eq of ObjectIds', { $eq: ['$oid', oid] }, true],
  ['$ne', { $ne: ['$n', 7] }, false],
  ['$gt across types', { $gt: ['$text', '$n'] }, true],
  ['$lt of missing and null', { $lt: ['$none', '$nil'] }, true],
  ['$gte', { $gte: ['$at', at] }, true],
  ['$lte', { $lte: ['$n', 6] }, false],
  ['$cmp', { $cmp: ['$n', 9] }, -1],
  ['$and', { $and: ['$yes', '$empty', '$n'] }, true],
  ['$and with zero', { $and: ['$yes', '$zero'] }, false],
  ['$or', { $or: ['$nil', '$none', '$zero'] }, false],
  ['$not', { $not: ['$zero'] }, true],
  ['$not of an empty text', { $not: ['$empty'] }, false],
  ['$cond', { $cond: { if: { $gt: ['$n', 5] }, then: 'big', else: 'small' } }, 'big'],
  ['$cond as a list', { $cond: ['$nil', 'yes', '$text'] }, 'Hello'],
  ['$ifNull', { $ifNull: ['$none', '$nil', 'last'] }, 'last'],
  [
    '$switch',
    {
      $switch: {
        branches: [
          { case: { $lt: ['$n', 5] }, then: 'a' },
          { case: { $lt: ['$n', 9] }, then: 'b' },
        ],
        default: 'c',
      },
    },
    'b',
  ],
  ['$let', { $let: { vars: { twice: { $multiply: ['$n', 2] } }, in: { $add: ['$$twice', 1] } } }, 15],
  ['$size', { $size: '$list' }, 3],
  ['$size of a list in a list', { $size: ['$list'] }, 3],
  ['$arrayElemAt', { $arrayElemAt: ['$list', 1] }, 1],
  ['$arrayElemAt from the end', { $arrayElemAt: ['$list', -1] }, 2],
  ['$arrayElemAt beyond', { $arrayElemAt: ['$list', 9] }, undefined],
  ['$first', { $first: '$list' }, 3],
  ['$last', { $last: '$list' }, 2],
  ['$map', { $map: { input: '$list', as: 'x', in: { $multiply: ['$$x', 10] } } }, [30, 10, 20]],
  ['$map with missing results', { $map: { input: '$docs', in: '$$this.v' } }, [1, 2, null]],
  ['$filter', { $filter: { input: '$docs', as: 'd', cond: { $gte: ['$$d.v', 2] } } }, [{ k: 'b', v: 2 }]],
  ['$filter with a limit', { $filter: { input: '$list', cond: { $gt: ['$$this', 1] }, limit: 1 } }, [3]],
  ['$reduce', { $reduce: { input: '$list', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
  ['$in', { $in: [2, '$list'] }, true],
  ['$in of documents', { $in: [{ k: 'a', v: 1 }, '$docs'] }, true],
  ['$indexOfArray', { $indexOfArray: ['$list', 2] }, 2],
  ['$concatArrays', { $concatArrays: ['$list', [9]] }, [3, 1, 2, 9]],
  ['$slice', { $slice: ['$list', 2] }, [3, 1]],
  ['$slice from the end', { $slice: ['$list', -2] }, [1, 2]],
  ['$reverseArray', { $reverseArray: '$list' }, [2, 1, 3]],
  ['$range', { $range: [0, 6, 2] }, [0, 2, 4]],
  ['$isArray', { $isArray: '$list' }, true],
  [
    '$setUnion',
    [
      { $size: { $setUnion: ['$list', [2, 9]] } },
      { $setIsSubset: [[9, 3, 1], { $setUnion: ['$list', [2, 9]] }] },
    ],
    [4, true],
  ],
  ['$setIntersection', { $setIntersection: ['$list', [9, 2]] }, [2]],
  ['$setDifference', { $setDifference: ['$list', [1]] }, [3, 2]],
  ['$setIsSubset', { $setIsSubset: [[1], '$list'] }, true],
  ['$sum of a list', { $sum: '$list' }, 6],
  ['$sum of a path through a list', { $sum: '$docs.v' }, 3],
  ['$avg', { $avg: '$list' }, 2],
  ['$min and $max', [{ $min: '$list' }, { $max: ['$n', 9] }], [1, 9]],
  ['$mergeObjects', { $mergeObjects: ['$doc', { x: 2, z: 3 }] }, { x: 2, y: 'two', z: 3 }],
  [
    '$objectToArray',
    { $objectToArray: '$doc' },
    [
      { k: 'x', v: 1 },
      { k: 'y', v: 'two' },
    ],
  ],
  [
    '$arrayToObject',
    {
      $arrayToObject: [
        [
          ['a', 1],
          ['b', 2],
        ],
      ],
    },
    { a: 1, b: 2 },
  ],
  ['$arrayToObject of k and v', { $arrayToObject: [{ $slice: ['$docs', 2] }] }, { a: 1, b: 2 }],
  ['$concat', { $concat: ['$text', ' ', 'you'] }, 'Hello you'],
  ['$concat with null', { $concat: ['$text', '$nil'] }, null],
  ['$toLower and $toUpper', { $concat: [{ $toLower: '$text' }, { $toUpper: '$text' }] }, 'helloHELLO'],
  ['$toUpper of null', { $toUpper: '$nil' }, ''],
  ['$split', { $split: ['a-b-c', '-'] }, ['a', 'b', 'c']],
  ['$strLenCP', { $strLenCP: '$text' }, 5],
  ['$substrCP', { $substrCP: ['$text', 1, 3] }, 'ell'],
  ['$trim', { $trim: { input: '  x ' } }, 'x'],
  ['$regexMatch', { $regexMatch: { input: '$text', regex: '^h', options: 'i' } }, true],
  ['$replaceAll', { $replaceAll: { input: '$text', find: 'l', replacement: 'L' } }, 'HeLLo'],
  [
    '$type',
    [
      { $type: '$n' },
      { $type: '$none' },
      { $type: '$oid' },
      { $type: '$at' },
      { $type: '$nil' },
      { $type: '$long' },
    ],
    ['int', 'missing', 'objectId', 'date', 'null', 'long'],
  ],
  ['$isNumber', { $isNumber: '$n' }, true],
  ['$toString of an ObjectId', { $toString: '$oid' }, oid.toHexString()],
  ['$toString of a date', { $toString: '$at' }, '2026-03-14T15:09:26.535Z'],
  [
    '$toString of numbers',
    [{ $toString: '$n' }, { $toString: '$neg' }, { $toString: '$yes' }],
    ['7', '-2.5', 'true'],
  ],
  ['$toString of null', { $toString: '$none' }, null],
  ['$toObjectId', { $toObjectId: '$hex' }, oid],
  ['$toInt, $toDouble and $toLong', [{ $toInt: '7' }, { $toDouble: '1.5' }, { $toLong: '$n' }], [7, 1.5, 7]],
  ['$toBool', [{ $toBool: '$zero' }, { $toBool: '$text' }], [false, true]],
  ['$toDate', { $toDate: '2026-01-01T00:00:00Z' }, new Date('2026-01-01T00:00:00Z')],
  ['$toDate of an ObjectId', { $toDate: '$oid' }, oid.getTimestamp()],
];

onEachServer('expressions', (server) => {
  it.each(CASES)('evaluate %s', async (_what, expression, gives) => {
    const rows = await server.rows(DOC);
    const [result] = await rows.aggregate([{ $project: { _id: 0, result: expression } }]).toArray();
    expect(result).toEqual(gives === undefined ? {} : { result: gives });
  });

  it.each([
    ['a conversion that fails', { $toObjectId: 'xyz' }, 241],
    ['arithmetic with a text', { $multiply: ['$text', 2] }, 14],
    ['$map over a number', { $map: { input: '$n', in: '$$this' } }, 16883],
    ['$cond without else', { $cond: { if: true, then: 1 } }, 17082],
  ])('refuse %s', async (_what, expression, code) => {
    const rows = await server.rows(DOC);
    const refused = await refusal(rows.aggregate([{ $set: { result: expression } }]).toArray());
    expect(refused.code).toBe(code !== 14 && server.differs('error-codes') ? 1 : code);
  });
});
