// What can be asked for, for command lines.
export { type Action, actionNames } from '#access/actions';
