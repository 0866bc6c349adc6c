// The exit codes of every command (DESIGN, errors): yes, no, could not tell, and a command line nobody can act on.

export const exitCodes = { yes: 0, no: 1, couldNotTell: 2, usage: 64 } as const;
