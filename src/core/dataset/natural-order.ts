// The order of names of classes and categories: it must not depend on which row came first.

/** Whole numbers first, by their value (`2` before `10`); all else by UTF-16 code units. For `sort`. */
export function naturalOrder(a: string, b: string): number {
  const isNumber = wholeNumber.test(a);
  if (isNumber !== wholeNumber.test(b)) return isNumber ? -1 : 1;
  return (isNumber ? Number(a) - Number(b) : 0) || (a < b ? -1 : a > b ? 1 : 0);
}

const wholeNumber = /^-?[0-9]{1,15}$/;
