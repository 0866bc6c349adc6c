// Where an export goes that is not standard output.
export { appendToFile as appendLines } from '#store/append-file';
