// Tells how numbers are written.

import { change, count, duration, number, percent } from '../Web/format.js';

let text = '';
for await (const chunk of process.stdin) text += chunk;
const ways = { change: ([from, to]) => change(from, to), count, duration, number, percent };
console.log(JSON.stringify(JSON.parse(text).map(([way, value]) => ways[way](value))));
