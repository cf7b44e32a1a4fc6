import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Gazetteer } from './gazetteer';

interface Vector { comment: string; file?: string; typed?: string; found?: string }
const { vectors } = JSON.parse(readFileSync('vectors/places.json', 'utf8')) as { vectors: Vector[] };
const bytes = (hex: string | undefined) => new Uint8Array(Buffer.from(hex ?? '', 'hex'));
const small = bytes(vectors[0]?.file);
const kAsked = 5;
const kAnswerMs = 50;

test('finds what the vectors say, as the command does', () => {
  const gazetteer = new Gazetteer(small);
  for (const { comment, typed, found } of vectors.slice(1)) {
    const lines = gazetteer.find(Buffer.from(typed ?? '', 'hex').toString(), kAsked)
      .map(({ name, firstName, country, lat, lon, exact }) => [name, firstName, country, lat, lon, exact ? 1 : 0].join('\t') + '\n');
    assert.equal(lines.join(''), Buffer.from(found ?? '', 'hex').toString(), comment);
  }
});

test('a file that is cut or counts wrongly is refused', () => {
  for (let size = 0; size < small.length; size += 1 + (size >> 6))
    assert.throws(() => new Gazetteer(small.slice(0, size)), RangeError);
  for (let field = 4; field < 28; field += 4) {
    const forged = small.slice();
    forged[field] = 0xff;
    assert.throws(() => new Gazetteer(forged), RangeError);
  }
});

test('each country has its capital, or its largest town', () => {
  const countries = new Gazetteer(small).countries();
  assert.deepEqual(['RU', 'US', 'BR', 'NU'].map((code) => countries.get(code)?.firstName), ['Moscow', 'Washington, D. C.', 'São Paulo', 'Alofi']);
});

// The real file, as the page gets it.
const real = new Gazetteer(new Uint8Array(readFileSync('build/places/places.tsp')));

test('towns are found by names in many scripts', () => {
  const asked: [string, string, string][] = [
    ['warszawa', 'Warsaw', 'PL'], ['Варшава', 'Warsaw', 'PL'], ['وارسو', 'Warsaw', 'PL'], ['华沙', 'Warsaw', 'PL'], ['바르샤바', 'Warsaw', 'PL'],
    ['kraków', 'Kraków', 'PL'], ['krakow', 'Kraków', 'PL'], ['київ', 'Kyiv', 'UA'], ['kiev', 'Kyiv', 'UA'], ['Мінск', 'Minsk', 'BY'], ['краснодар', 'Krasnodar', 'RU'],
    ['münchen', 'Munich', 'DE'], ['munich', 'Munich', 'DE'], ['تهران', 'Tehran', 'IR'], ['دمشق', 'Damascus', 'SY'], ['北京', 'Beijing', 'CN'],
    ['서울', 'Seoul', 'KR'], ['new york', 'New York City', 'US'], ['sao paulo', 'São Paulo', 'BR'], ['İzmir', 'İzmir', 'TR'], ['IZMIR', 'İzmir', 'TR'],
  ];
  for (const [typed, name, country] of asked) {
    const [town] = real.find(typed, 1);
    assert.deepEqual([town?.firstName, town?.country], [name, country], typed);
  }
});

test('an answer comes within 50 ms, whatever is typed', () => {
  const typed = ['', 'a', 's', 'Warszawa', 'м', 'ا', '中', 'san', 'x'.repeat(1000), 'mоsсоw', 'zzz', '’', '\u{1F600}'];
  for (const text of [...typed, ...typed]) {
    const began = performance.now();
    real.find(text, 8);
    const took = performance.now() - began;
    assert.ok(took < kAnswerMs, `${text.slice(0, 10)}: ${took.toFixed(1)} ms`);
  }
});

test('there is a place for nearly every country', () => {
  assert.ok(real.countries().size > 230);
});
