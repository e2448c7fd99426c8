/** What the exit status of the command line says. */

/** Nothing of severity error was found. */
export const CLEAN = 0;
/** Something of severity error was found. */
export const ERRORS_FOUND = 1;
/** The command line was not understood, or a file could not be read or written. */
export const FAILED = 2;
