const QUOTES = ['', '"', "'"];
const ODDITIES = [
  '',
  '[]',
  '[ ]',
  ' ',
  '\n',
  '[[1,2]',
  '[[1]]',
  '[[1,2,3,4,5]]',
  '[[1,2,3,4]]',
  '[[-0,1]]',
  '[[1,-0.0]]',
  '[[0,1]]',
  '[[1,-2]]',
  '[[1e400,1]]',
  '[["NaN",1]]',
  '[[1,Infinity]]',
  '[[1,1e308],[2,1e308]]',
  '[[1,2],]',
  '[[1,2]],',
  '[[1,2]]]',
  '[[1 2]]',
  '[[\'1",2]]',
  '[[.5,1]]',
  '[[5.,1]]',
  '[[1.2.3,1]]',
  '[[00012.50,1]]',
  '{"a":1}',
  'nothing',
  '[[1,2],\n[3,4]]',
  '[[1,2]]\n',
  '\u0000',
  '[["ü",1]]',
];
const BYTES = '0123456789.,[]"\' \n-+eE\t\0x';

/** The level text of one side as exchanges and programs write them, often mutated. `random` gives 0 to below 1. */
export function randomSide(random: () => number): string {
  const pick = (count: number) => Math.floor(random() * count);
  if (pick(12) === 0) return ODDITIES[pick(ODDITIES.length)]!;
  const quote = QUOTES[pick(QUOTES.length)]!;
  const comma = pick(2) === 0 ? ',' : ', ';
  const levels = Array.from({ length: pick(8) }, (_, level) => randomLevel(level, quote, comma, random));
  if (pick(10) === 0) levels.push(...levels.slice(0, 2));
  if (pick(10) === 0) levels.reverse();
  const text = `[${levels.join(comma)}]`;
  return pick(8) === 0 ? mutated(text, random) : text;
}

function randomLevel(level: number, quote: string, comma: string, random: () => number): string {
  const fields = [randomPrice(level, random), randomSize(random), '0', '12'];
  const count = random() < 0.1 ? 3 : random() < 0.5 ? 2 : 4;
  const texts = fields.slice(0, count).map((field) => `${quote}${field}${quote}`);
  return `[${texts.join(comma)}]`;
}

function randomPrice(level: number, random: () => number): string {
  if (random() < 0.02) return randomDigits(random);
  return (60_000 - level + random() / 2).toFixed(Math.floor(random() * 9));
}

function randomSize(random: () => number): string {
  const choice = random();
  if (choice < 0.05) return '0';
  if (choice < 0.08) return randomDigits(random);
  if (choice < 0.1) return String(random() * 1e-9);
  return (random() * 10 ** Math.floor(random() * 6)).toFixed(Math.floor(random() * 8));
}

/** Around the 15 digits up to which a decimal is read in one step. */
function randomDigits(random: () => number): string {
  const count = 13 + Math.floor(random() * 10);
  const digits = Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
  const point = Math.floor(random() * (count + 1));
  return random() < 0.3 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function mutated(text: string, random: () => number): string {
  const at = Math.floor(random() * (text.length + 1));
  const byte = BYTES[Math.floor(random() * BYTES.length)]!;
  const choice = random();
  if (choice < 0.4) return text.slice(0, at) + byte + text.slice(at);
  if (choice < 0.7) return text.slice(0, at) + text.slice(at + 1);
  return text.slice(0, at) + byte + text.slice(at + 1);
}
