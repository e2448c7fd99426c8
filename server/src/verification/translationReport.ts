/** What RefinedRust and rustc say of the translation, put together to findings. */
import type { Finding, Skipped } from "./finding.ts";
import { causeOf, type FindingCode } from "./findingCodes.ts";
import type { FrontendMessage } from "./frontend.ts";
import type { Lines, RustcMessage, Severity } from "./output.ts";
import type { CharPlace } from "./places.ts";
import { NOBODY } from "./rocqSubject.ts";

type Add = (finding: Finding) => void;
type Reason = FrontendMessage & { readonly lines: Lines };

export class TranslationReport {
  readonly translated: string[] = [];
  readonly skipped: Skipped[] = [];
  readonly #add: Add;
  #reasons: Reason[] = [];
  #paths: { readonly path: string; readonly lines: Lines }[] = [];

  constructor(add: Add) {
    this.#add = add;
  }

  frontend(message: FrontendMessage, lines: Lines): void {
    const { kind, subject, text, place } = message;
    const found = (code: FindingCode, severity: Severity, rustPath: string | null = null): void =>
      this.#add(finding(code, severity, text, place, rustPath, lines));
    switch (kind) {
      case "translated":
        if (subject !== null) this.translated.push(subject);
        break;
      case "error":
        this.#reasons.push({ ...message, lines });
        break;
      case "skipped":
        this.#paths.push({ path: subject ?? "", lines });
        if (this.#paths.length >= this.#reasons.length) this.#settle();
        break;
      case "skippedImpl":
        found("not-translated", "error", subject);
        break;
      case "fatal":
        found("translation-aborted", "error");
        break;
      case "stopped":
        found("translation-failed", "error", subject);
        break;
      case "failed":
        found("translation-failed", "error");
        break;
      case "usage":
        found("build-error", "error");
        break;
      case "panic":
        found("frontend-panic", "error");
        break;
      case "warning":
        found(...warning(text, subject));
        break;
      case "note":
        break;
    }
  }

  rustc(message: RustcMessage, lines: Lines): void {
    const { text, severity, place } = message;
    if (SUMMARY.test(text)) return;
    const isPanic = /^internal compiler error: |compiler unexpectedly panicked/.test(text);
    const code = isPanic ? "frontend-panic" : rustcCode(message);
    this.#add({ ...finding(code, severity, text, place, null, lines), detail: message.rendered });
  }

  /** Reasons whose function was never named: the output breaks off. */
  end(): void {
    if (this.#paths.length > 0) this.#settle();
    for (const reason of this.#reasons) {
      this.#add(finding("not-translated", "error", reason.text, reason.place, null, reason.lines));
    }
    this.#reasons = [];
  }

  /** The reason comes before its function; when crates are translated together, which is whose cannot be told. */
  #settle(): void {
    const reasons = this.#reasons;
    const only = reasons.length === 1 ? reasons[0] : undefined;
    for (const { path, lines } of this.#paths) {
      const texts = reasons.map((reason) => reason.text);
      this.skipped.push({ path, reasons: texts });
      const text = texts.length === 0 ? "RefinedRust gave no reason" : texts.join("\nor ");
      this.#add(finding("not-translated", "error", text, only?.place ?? null, path, only?.lines ?? lines));
    }
    this.#reasons = [];
    this.#paths = [];
  }
}

function rustcCode({ severity, text }: RustcMessage): FindingCode {
  if (text.startsWith("[RefinedRust] ")) return "refused";
  return causeOf(`error: ${text}`) ?? causeOf(text) ?? (severity === "error" ? "rust-error" : "rust-warning");
}

/** Counts what was reported before. */
const SUMMARY =
  /^(?:aborting due to|could not compile .* due to|\d+ warnings? emitted|For more information about|Some errors have)/;

/** Some proofs of traits and closures are never counted as used. */
function warning(text: string, subject: string | null): [FindingCode, Severity] {
  if (/^Proof file /.test(text)) {
    const isMiscounted = /^trait_incl_|_call(?:_once|_mut)?\.v$/.test(subject?.split(/[\\/]/).at(-1) ?? "");
    return ["proof-file-unused", isMiscounted ? "information" : "warning"];
  }
  return ["frontend-warning", NEWS.some((pattern) => pattern.test(text)) ? "information" : "warning"];
}

/** Warnings about which users can do nothing, or that say what they have asked for. */
const NEWS: readonly RegExp[] = [
  // Of libraries that a crate only uses.
  /^(?:cannot (?:find|resolve)|This is not a trait|Ambiguous resolution|automatically trusting)/,
  // On every run, with the log that we ask for.
  /^Output directory .* does not exist, creating directory$/,
  /^Function .* will be skipped due to a \S+ annotation/,
  /^The RefinedRust closure library has not been imported/,
  /^(?:Associated type path collision|Failed to determine DefId|Skipping impossible dynamic inclusion) /,
];

function finding(
  code: FindingCode,
  severity: Severity,
  text: string,
  place: CharPlace | null,
  rustPath: string | null,
  lines: Lines,
): Finding {
  const [message = ""] = text.split("\n");
  return {
    code,
    severity,
    place: place ? { kind: "chars", ...place } : { kind: "crate" },
    subject: { ...NOBODY, rustPath },
    message,
    detail: text,
    goals: [],
    beside: [],
    lines,
  };
}
