// Every object of a STIX bundle against the official schema of its own type. The schema of
// bundles itself does not know all types, so it is not asked. The schemas' pattern for types
// can be made to take for ever: they see our own files only, never a stranger's.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import { text } from './samples.mjs';

const schemas = new URL('stix2.1/', import.meta.url);
// unicodeRegExp: the patterns have "\-", which is no escape in Unicode mode.
const ajv = new Ajv({ unicodeRegExp: false, strict: false, allErrors: true, logger: false });
// Formats that the schemas name and ajv itself does not know.
ajv.addFormat('uri', (value) => /^[a-z][a-z0-9+.-]*:\/\/[!-~]+$/i.test(value) && !/["<>\\^`{|}]|%(?![0-9a-f]{2})/i.test(value) && URL.canParse(value));
ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/);
ajv.addFormat('idn-hostname', /^[^\s/@:]+$/);
const byType = new Map();
for (const folder of ['common', 'observables', 'sdos', 'sros'])
  for (const file of readdirSync(new URL(folder, schemas))) {
    const schema = JSON.parse(readFileSync(new URL(`${folder}/${file}`, schemas), 'utf8'));
    ajv.addSchema(schema);
    byType.set(file.replace('.json', ''), schema.$id);
  }
// Our own type is an extension: what every observable must be is all that can be checked.
const schemaOf = (type) => byType.get(type === 'x-tipstaff-thing' ? 'cyber-observable-core' : type);

const check = (object) => {
  const validate = ajv.getSchema(schemaOf(object.type));
  assert.ok(validate, `no schema for ${object.type}`);
  assert.ok(validate(object), `${object.id}: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(object)}`);
};

for (const name of ['case.stix.json', 'crews.stix.json'])
  test(`${name}: each object is what its schema says`, () => {
    const bundle = JSON.parse(text(name));
    assert.equal(bundle.type, 'bundle');
    for (const object of bundle.objects) check(object);
    assert.equal(new Set(bundle.objects.map((one) => one.id)).size, bundle.objects.length);
  });

test('the schemas see a fault', () => {
  const bundle = JSON.parse(text('case.stix.json'));
  const spoil = (type, change) => {
    const object = structuredClone(bundle.objects.find((one) => one.type === type));
    change(object);
    assert.throws(() => check(object), `${type} was taken`);
  };
  spoil('report', (one) => delete one.published);
  spoil('ipv4-addr', (one) => (one.value = '999.1.1.1'));
  spoil('url', (one) => (one.value = 't.me/boss'));
  spoil('observed-data', (one) => (one.object_refs = []));
  spoil('location', (one) => delete one.longitude);
  spoil('note', (one) => (one.confidence = 101));
  spoil('relationship', (one) => (one.id = one.id.replace('relationship', 'note')));
});

test('all kinds of objects are there', () => {
  const types = new Set(JSON.parse(text('case.stix.json')).objects.map((one) => one.type));
  for (const type of ['report', 'observed-data', 'note', 'opinion', 'location', 'threat-actor', 'identity', 'relationship', 'marking-definition',
    'extension-definition', 'vulnerability', 'attack-pattern', 'url', 'domain-name', 'ipv4-addr', 'ipv6-addr', 'email-addr', 'mac-addr', 'file', 'directory',
    'autonomous-system', 'user-account', 'windows-registry-key', 'x-tipstaff-thing']) assert.ok(types.has(type), type);
});

// The ids are made anew here, by another implementation of UUIDv5 and of RFC 8785.
const contributing = {
  'url': ['value'], 'domain-name': ['value'], 'ipv4-addr': ['value'], 'ipv6-addr': ['value'], 'email-addr': ['value'], 'mac-addr': ['value'],
  'autonomous-system': ['number'], 'user-account': ['account_type', 'user_id', 'account_login'], 'file': ['hashes', 'name', 'parent_directory_ref'],
  'directory': ['path'], 'windows-registry-key': ['key'], 'x-tipstaff-thing': ['kind', 'value'],
};
const canonical = (value) => typeof value !== 'object' ? JSON.stringify(value)
  : `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
const uuid5 = (name) => {
  const hash = createHash('sha1').update(Buffer.from('00abedb4aa42466c9c01fed23315a9b7', 'hex')).update(name).digest().subarray(0, 16);
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

test('ids of observables are made of what the standard names', () => {
  let count = 0;
  for (const object of [...JSON.parse(text('case.stix.json')).objects, ...JSON.parse(text('crews.stix.json')).objects]) {
    const names = contributing[object.type];
    if (!names) continue;
    const part = Object.fromEntries(names.filter((name) => name in object).map((name) => [name, object[name]]));
    assert.equal(object.id, `${object.type}--${uuid5(canonical(part))}`);
    ++count;
  }
  assert.ok(count > 30);
});
