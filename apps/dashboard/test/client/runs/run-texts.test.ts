import { expect, it } from 'vitest';
import {
  chanceText,
  changeText,
  feesTitle,
  labelsFor,
  marksText,
  modelName,
  moneyText,
  parametersText,
  ratioText,
  shareText,
  spanText,
} from '../../../src/client/runs/run-texts.ts';

it('writes money with its sign, cents, and three digits below one', () => {
  expect([39.224, -14.485, 0.2, -0.00927, 0, 1234.5, null].map(moneyText)).toEqual([
    ...['+39.22', '−14.48', '+0.200', '−0.00927', '0', '+1,234.50', '—'],
  ]);
});

it('calls fees what they were: paid, received, or both', () => {
  expect([[2, 0], [-1, -2], [], [1, -1]].map(feesTitle)).toEqual(['Fees', 'Rebates', 'Fees', 'Fees −, rebates +']);
});

it('writes ratios and shares with the digits that mean something', () => {
  expect([1.8312, -0.2471, 27.94, 0, null].map(ratioText)).toEqual(['1.83', '−0.247', '27.9', '0', '—']);
  expect([0.029, 1, null].map(shareText)).toEqual(['2.9 %', '100.0 %', '—']);
});

it('writes changes with their sign and the digits that mean something', () => {
  const changes = [0.000383, -0.000949, 0, 0.12, null];
  expect(changes.map(changeText)).toEqual(['+0.0383 %', '−0.0949 %', '0 %', '+12.0 %', '—']);
});

it('writes no chance as certain', () => {
  expect([0.5, 0.9995, 0.00004, 0.03, null].map(chanceText)).toEqual(['50.0 %', '> 99.9 %', '< 0.1 %', '3.0 %', '—']);
});

it('writes a span over the values that are known, and one value where all read the same', () => {
  expect(spanText([39.22, null, -14.49, 0], moneyText)).toBe('−14.49 to +39.22');
  expect(spanText([1.231, 1.2312], ratioText)).toBe('1.23');
  expect(spanText([null, null], moneyText)).toBe('—');
});

it('tells runs of one name apart by their ids', () => {
  const run = (name: string, id: string) => ({ name, id });
  expect(labelsFor([run('taker, cross', 'b7aa67e7'), run('taker, cross', 'd9acf43f')])).toEqual([
    'taker, cross b7aa',
    'taker, cross d9ac',
  ]);
  expect(labelsFor([run('taker, cross', 'b7aa67e7'), run('taker, touch', 'b7aa67e7')])).toEqual([
    'taker, cross',
    'taker, touch',
  ]);
});

it('names models and parameters as people do', () => {
  expect(
    ['cross', 'risk-averse', 'probabilistic-power-1', 'probabilistic-power-0.5', 'probabilistic-log'].map(modelName),
  ).toEqual(['cross', 'risk-averse', 'power:1', 'power:0.5', 'log']);
  expect(parametersText({ size: 0.01, mode: 'x', limit: null })).toBe('size=0.01 mode=x limit=—');
  const marks = [
    { name: 'fees', value: '-0.5,-5' },
    { name: 'makerModel', value: 'risk-averse' },
  ];
  expect(marksText(marks)).toBe('fees=\u22120.5,\u22125 makerModel=risk-averse');
  expect(marksText([])).toBe('');
});
