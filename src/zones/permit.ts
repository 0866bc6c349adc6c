// The policies of the zones that come with Assay, as Cedar: one role, one zone, the actions that the role needs there.
import type { Action } from '#access/actions';
import type { AccessPolicy } from '#access/request';

/**
 * @param role - as identities have it
 * @param reason - what people are told, a sentence without its full stop
 * @param when - Cedar condition on top, over `resource` and `context`
 */
export function permit(
  zone: string,
  role: string,
  actions: readonly Action[],
  reason: string,
  when?: string,
): AccessPolicy {
  const list = actions.map((action) => `Action::${JSON.stringify(action)}`).join(', ');
  const condition = when === undefined ? '' : `\nwhen { ${when} }`;
  const text = `@reason(${JSON.stringify(reason)})
permit (
  principal in Role::${JSON.stringify(role)},
  action in [${list}],
  resource in Zone::${JSON.stringify(zone)}
)${condition};`;
  return { id: `${zone}-${role}`, text };
}
