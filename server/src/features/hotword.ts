/** Explanations speak of `rr::`; a project may have chosen another word. */

/** The text with the project's own tool name. */
export const withHotword = (text: string, hotword: string): string =>
  hotword === "rr" ? text : text.replace(/\brr::/g, `${hotword}::`);
