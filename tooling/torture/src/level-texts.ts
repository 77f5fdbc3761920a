/** Level texts of one side as exchanges and programs write them, to mutate. */
export const LEVEL_SEEDS: readonly Uint8Array[] = [
  '[["60000.10","0.5","0","3"],["60000.00","12","0","1"],["59999.5","0.000","0","0"]]',
  "[['60000.10', '0.5', '0', '3'], ['60000.2', '12', '0', '1']]",
  '[[60000.1,0.5,0,3],[60000,12,0,1]]',
  '[[99,3],[98.5,2.25]]',
  ' [\n[ 99 ,\t3 , 0 ,\r\n1 ] , [9.9e1,30E-1] ] ',
  '[[0.00000001,1234567890.12345],[123456789012345,1]]',
  '[[1e308,1e308],[4.9e-324,2.2250738585072011e-308],[1,-0]]',
  '[]',
  '',
].map(bytesOf);

const SIGNS = '[ ] [[ ]] ],[ [1,2], , " \' . - + e { } : \\u0031 \0 é \u2028 ١'.split(' ');
const NUMBERS = '0 -0 00 .5 5. 1e 1e+ -1 1e400 1e-400 NaN Infinity -inf null true 0x10 1_000 9007199254740993'.split(
  ' ',
);
const ENDS_OF_DOUBLES = ['4.9e-324', '2.4703282292062328e-324', '1.7976931348623158e308', '1.7976931348623159e308'];
const LONG = ['9'.repeat(400), `0.${'0'.repeat(400)}1`, `1e${'9'.repeat(30)}`, '['.repeat(40), `[${'1,'.repeat(9)}`];

/** What means something in a level text, or nearly does. */
export const LEVEL_WORDS: readonly Uint8Array[] = [
  ...SIGNS,
  ...[' ', '\n', '\t', ', '],
  ...NUMBERS,
  ...ENDS_OF_DOUBLES,
  ...LONG,
].map(bytesOf);

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text);
}
