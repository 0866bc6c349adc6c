// The optimizers, as nodes of the training step: state goes in and comes out.
import { type Builder, ownPrefix } from '../graph/graph.ts';

export type Optimizer =
  | { readonly kind: 'adam' }
  | { readonly kind: 'sgd' /** 0..1; 0: no state. */; readonly momentum: number };

/** Names of the state that an optimizer keeps per parameter. */
export function stateNames(optimizer: Optimizer): readonly string[] {
  if (optimizer.kind === 'adam') return ['first', 'second'];
  return optimizer.momentum === 0 ? [] : ['velocity'];
}

/** Names of the scalars that a step takes. */
export function scalarNames(optimizer: Optimizer): readonly string[] {
  return optimizer.kind === 'adam' ? ['rate', 'epsilon'] : ['rate'];
}

/** Values of the scalars at step 1, 2, ... */
export function scalarsAt(optimizer: Optimizer, rate: number, step: number): Readonly<Record<string, number>> {
  if (optimizer.kind === 'sgd') return { rate };
  const second = Math.sqrt(1 - adam.second ** step);
  return { rate: (rate * second) / (1 - adam.first ** step), epsilon: adam.epsilon * second };
}

/**
 * The weight after the step, and the state after it, in the order of `stateNames`.
 * @source Adam: Kingma, Ba 2015 (1412.6980), algorithm 1, in the order of operations at the end of section 2, with
 * epsilon scaled so that it is the algorithm's own; momentum: Polyak 1964, in PyTorch's form v = momentum v + g
 */
export function updated(
  g: Builder,
  optimizer: Optimizer,
  weight: string,
  gradient: string,
  state: readonly string[],
): { readonly weight: string; readonly state: readonly string[] } {
  const less = (change: string): string => g.op('Sub', [weight, g.op('Mul', [change, `${ownPrefix}rate`])]);
  if (optimizer.kind === 'sgd') {
    const [velocity] = state;
    if (velocity === undefined) return { weight: less(gradient), state: [] };
    const next = g.op('Add', [g.op('Mul', [velocity, g.float(optimizer.momentum)]), gradient]);
    return { weight: less(next), state: [next] };
  }
  const [first = '', second = ''] = state;
  const mean = mixed(g, first, gradient, adam.first);
  const square = mixed(g, second, g.op('Mul', [gradient, gradient]), adam.second);
  const change = g.op('Div', [mean, g.op('Add', [g.op('Sqrt', [square]), `${ownPrefix}epsilon`])]);
  return { weight: less(change), state: [mean, square] };
}

/** decay x old + (1 - decay) x new. */
export function mixed(g: Builder, old: string, fresh: string, decay: number): string {
  return g.op('Add', [g.op('Mul', [old, g.float(decay)]), g.op('Mul', [fresh, g.float(1 - decay)])]);
}

/** The constants of the paper. */
const adam = { first: 0.9, second: 0.999, epsilon: 1e-8 } as const;
