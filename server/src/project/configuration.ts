/** What RefinedRust's own configuration file says that an editor needs to know. */
import { parse } from "smol-toml";

/** The file's name; RefinedRust reads it from the directory it runs in (rr_frontend/rrconfig/src/lib.rs). */
export const CONFIGURATION_FILE = "RefinedRust.toml";

/** The tool name of annotations without any configuration. */
export const DEFAULT_HOTWORD = "rr";

/** The `spec_hotword` of the file's text, or null when it has none that could be a Rust path segment, or is no TOML. */
export function hotwordOf(toml: string): string | null {
  try {
    const hotword = parse(toml)["spec_hotword"];
    return typeof hotword === "string" && isHotword(hotword) ? hotword : null;
  } catch {
    return null;
  }
}

/** True for a word that can stand before `::` in an attribute. */
export const isHotword = (word: string): boolean => /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(word);
