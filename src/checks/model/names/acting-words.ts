// Words in the last part of a name that say that a call of it acts: runs, loads, fetches, writes, removes.

const words: ReadonlySet<string> = new Set(
  (
    'exec execute execve eval evaluate compile run runs runcode runsource runstring runner system popen load loads ' +
    'loader open download fetch retrieve import importer spawn shell write writes writer save saver remove delete ' +
    'unlink rmtree rename replace touch mkdir makedirs chmod symlink start launch install call command cmd process ' +
    'subprocess script source request urlopen connect serve send upload dump dumps dumpf tofile fromfile memmap query ' +
    'pickle unpickle getlincoef cprofile profile trace debug server thread fork kill exit quit copyfile copytree move ' +
    'extract unpack register reload interact pretrained file apply attrgetter methodcaller getattr setattr resolve locate globals vars output getoutput ' +
    'urlretrieve unpickler finalize atexit main read parallel'
  ).split(' '),
);

/** True when a part of the last component of `name` is such a word, or it starts with `to_` (to_csv, to_pickle). */
export function saysItActs(name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (last.startsWith('to_')) return true;
  return last
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split('_')
    .some((word) => words.has(word));
}
