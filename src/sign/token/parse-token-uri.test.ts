// RFC 7512: what a URI of a key says, and what is refused because it would narrow the choice and nobody looked.
import { expect, test } from 'vitest';
import { isTokenUri, parseTokenUri } from './parse-token-uri.ts';

const only = (uri: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(parseTokenUri(uri)).filter(([, value]) => value !== undefined));

test('every attribute that is compared', () => {
  const uri =
    'pkcs11:token=The%20Token;manufacturer=M;serial=S;model=N;slot-id=7;object=k%C3%A9y;id=%00%ffA;type=private' +
    '?module-path=/a/b.so&module-name=softhsm2&pin-value=1%3B2&pin-source=/run/pin';
  expect(only(uri)).toEqual({
    token: 'The Token',
    manufacturer: 'M',
    serial: 'S',
    model: 'N',
    slotId: 7,
    object: 'kéy',
    id: Buffer.from([0x00, 0xff, 0x41]),
    modulePath: '/a/b.so',
    moduleName: 'softhsm2',
    pinValue: '1;2',
    pinSource: '/run/pin',
  });
  expect(only('pkcs11:')).toEqual({});
  expect(isTokenUri('pkcs11:')).toBe(true);
  expect(isTokenUri('./pkcs11')).toBe(false);
});

// RFC 7512 section 3, examples.
test('the examples of RFC 7512 that name a private key', () => {
  expect(only('pkcs11:object=my-key;type=private?pin-source=file:/etc/token_pin')).toEqual({
    object: 'my-key',
    pinSource: '/etc/token_pin',
  });
  expect(only('pkcs11:object=k?pin-source=file:///etc/pin').pinSource).toBe('/etc/pin');
  const whole =
    'pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;manufacturer=Snake%20Oil,%20Inc.;model=1.0;object=my-certificate;id=%69%95%3E%5C%F4%BD%EC%91';
  expect(only(whole)).toMatchObject({ token: 'The Software PKCS#11 Softtoken', manufacturer: 'Snake Oil, Inc.' });
});

test.each([
  ['/path/key.pem', 'does not begin with pkcs11:'],
  ['pkcs11:token=a;token=b', 'names token twice'],
  ['pkcs11:token', 'has an attribute "token", which is not supported here'],
  ['pkcs11:=a', 'has an attribute "", which'],
  ['pkcs11:token=a;', 'has an attribute "", which'],
  ['pkcs11:x-vendor=1', 'has an attribute "x-vendor", which'],
  ['pkcs11:slot-description=a', 'has an attribute "slot-description", which'],
  ['pkcs11:pin-value=1', 'has an attribute "pin-value", which'],
  ['pkcs11:?token=1', 'has an attribute "token", which'],
  ['pkcs11:type=cert', 'names an object of type "cert", not a private key'],
  ['pkcs11:token=a%2', 'has a token that is not well escaped'],
  ['pkcs11:token=a b', 'has a token that is not well escaped'],
  ['pkcs11:?pin-value=<secret>', 'has a pin-value that is not well escaped'],
  ['pkcs11:slot-id=one', 'has a slot-id that is not a number'],
  ['pkcs11:?module-name=../evil', 'has a module-name that is a path'],
  ['pkcs11:?pin-source=|program', 'takes its PIN from a program'],
])('%s is refused', (uri, why) => {
  expect(() => parseTokenUri(uri)).toThrow(`the PKCS#11 URI of the key ${why}`);
});

test('no message tells a PIN', () => {
  for (const uri of ['pkcs11:?pin-value=<77>', 'pkcs11:?pin-value=77&pin-value=77', 'pkcs11:?pin-value=77&x=1']) {
    expect(() => parseTokenUri(uri)).toThrow(/^(?:(?!77).)*$/);
  }
});
