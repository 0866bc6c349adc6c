// What can be asked for and given, for command lines.
export { type Action, actionNames, actions } from '#access/actions';
export { roles } from '#access/roles';
