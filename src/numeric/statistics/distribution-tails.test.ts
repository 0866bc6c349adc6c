import { expect, test } from 'vitest';
import { clopperPearsonInterval, wilsonInterval } from './binomial-interval.ts';
import { betaDistribution, chiSquareTail, gammaTail, normalTail } from './distribution-tails.ts';
import { logGamma } from './log-gamma.ts';

function close(value: number, peer: number, relative = 1e-11): void {
  expect(Math.abs(value - peer)).toBeLessThanOrEqual(relative * Math.abs(peer));
}

// scipy 1.17.1: scipy.special.gammaln(x)
test.each([
  [1e-10, 23.025850929882733],
  [0.1, 2.252712651734206],
  [0.5, 0.5723649429247],
  [1.5, -0.12078223763524526],
  [3.25, 0.9358019311087253],
  [10, 12.801827480081469],
  [100.5, 361.43554046777757],
  [1e6, 12815504.569147611],
])('logGamma(%d)', (x, peer) => close(logGamma(x), peer, 1e-13));

// scipy.special.gammaincc(a, x)
test.each([
  [0.5, 0.1, 0.6547208460185768],
  [0.5, 20, 2.5396285894708634e-10],
  [3, 2, 0.6766764161830634],
  [3, 30, 4.501016648012131e-11],
  [50, 40, 0.9296649333406051],
  [50, 90, 1.6494985017178526e-6],
  [1000, 1100, 0.0010593232539299773],
  [1e-3, 0.5, 0.0005600666564707501],
])('gammaTail(%d, %d)', (a, x, peer) => close(gammaTail(a, x), peer));

// scipy.special.betainc(a, b, x)
test.each([
  [0.3, 0.5, 0.5, 0.36901011956554536],
  [0.3, 2, 5, 0.5798250000000003],
  [0.9, 2, 5, 0.999945],
  [0.01, 1, 600, 0.997594990708689],
  [0.5, 300, 310, 0.6573251825149169],
  [1e-4, 3, 20000, 0.3233777204114007],
])('betaDistribution(%d, %d, %d)', (x, a, b, peer) => close(betaDistribution(x, a, b), peer));

// scipy.stats.chi2.sf(x, degrees), scipy.stats.norm.sf(z)
test('tails of chi-square and normal', () => {
  close(chiSquareTail(3.84, 1), 0.05004352124870519);
  close(chiSquareTail(20, 5), 0.0012497305630313773);
  close(chiSquareTail(200, 100), 1.1784500720979781e-8);
  close(normalTail(-2), 0.9772498680518208);
  close(normalTail(-0.3), 0.6179114221889526);
  close(normalTail(0), 0.5);
  close(normalTail(1.96), 0.024997895148220435);
  close(normalTail(20), 2.7536241186061556e-89);
  expect(normalTail(Infinity)).toBe(0);
  expect(normalTail(-Infinity)).toBe(1);
});

test('where nothing is defined', () => {
  expect(logGamma(0)).toBe(Infinity);
  expect(logGamma(-1)).toBeNaN();
  expect(gammaTail(0, 1)).toBeNaN();
  expect(gammaTail(1, -1)).toBe(1);
  expect(betaDistribution(0.5, 0, 1)).toBeNaN();
  expect([betaDistribution(-1, 1, 1), betaDistribution(2, 1, 1)]).toEqual([0, 1]);
});

// scipy.stats.binomtest(hits, trials).proportion_ci(confidence, 'wilson') and (..., 'exact')
test.each([
  [0, 10, 0.95, 0, 0.27753279986288926, 0, 0.30849710781876294],
  [3, 10, 0.95, 0.10779126740630102, 0.6032218525388546, 0.06673951117773447, 0.652452850060008],
  [10, 10, 0.95, 0.7224672001371109, 1, 0.6915028921812371, 1],
  [5, 600, 0.99, 0.002788295350659109, 0.024633299902476896, 0.0018009378943144607, 0.02340368239981719],
  [582, 600, 0.95, 0.9530792576730232, 0.980940743374098, 0.9530003895887204, 0.9821251976421438],
])('intervals of %d in %d at %d', (hits, trials, confidence, low, high, exactLow, exactHigh) => {
  const wilson = wilsonInterval(hits, trials, confidence);
  close(wilson.low, low);
  close(wilson.high, high);
  const exact = clopperPearsonInterval(hits, trials, confidence);
  close(exact.low, exactLow);
  close(exact.high, exactHigh);
});

test('no trial says nothing', () => {
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
  expect(clopperPearsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
});
