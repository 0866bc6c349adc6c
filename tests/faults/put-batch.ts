// What a writer of the kill test puts together: three blobs of different sizes that nobody else makes.
export function batchOf(name: string, number: number): readonly Buffer[] {
  const word = `${name} ${number} `;
  return [
    Buffer.from(`${word}a`),
    Buffer.alloc(30_000, `${word}b`),
    Buffer.alloc(number % 7 === 0 ? 1_500_000 : 10, `${word}c`),
  ];
}
