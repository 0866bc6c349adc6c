// Files that a command line names and a command takes in whole.
export { readWhole as readFile } from '#store/read-whole';
