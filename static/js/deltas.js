// Columns of whole numbers as short text: see sites/deltas.py, which writes it.

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Uint8Array(128);
for (let value = 0; value < ALPHABET.length; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

/** The numbers of a text that sites/deltas.py encoded. */
export function decode(text) {
  const numbers = [];
  let number = 0;
  let shift = 0;
  for (let at = 0; at < text.length; at++) {
    const value = VALUES[text.charCodeAt(at)];
    number |= (value & 31) << shift;
    shift += 5;
    if (value & 32) continue;
    numbers.push(number & 1 ? -(number >>> 1) : number >>> 1);
    number = shift = 0;
  }
  return numbers;
}

/** The running sums of differences: the numbers whose differences they are. */
export function undelta(differences) {
  let sum = 0;
  return differences.map((difference) => (sum += difference));
}

/** What a letter counts to. */
export const valueOf = (letter) => VALUES[letter.charCodeAt(0)];
