/** Whether a closure surely captures, or surely does not capture, a place that one of its escapes names. */
import type { Capture, Item, RustFile } from "../syntax/model.ts";
import type { Answer } from "./escapes.ts";
import { type Place, parsePlace } from "./places.ts";

/**
 * The name that RefinedRust gives to the captured place (parse_closure_spec in verbose_function_spec_parser.rs). The place
 * must be exactly the one that rustc captures, which depends on types: what cannot be told from the text is `unknown`.
 */
export function placeAnswer(
  place: Place,
  modifier: string | null,
  closure: Item,
  file: RustFile,
): Answer<string> {
  const capture = closure.closure?.captures.find(({ name }) => name === place.base);
  if (!capture) return mayCapture(place.base, closure, file) ? "unknown" : "none";
  if (modifier !== null && modifier !== "new") return "none";
  if (modifier === "new" && (capture.use === "shared" || capture.use === "move" || closure.closure?.isMove))
    return "none";
  const certainty = isCaptured(place, capture, closure, file);
  if (certainty === "no") return "none";
  const isNewUnsure = capture.use === "unknown" || place.projections.length > 0;
  if (certainty === "unknown" || (modifier === "new" && isNewUnsure)) return "unknown";
  const projections = place.projections.map((projection) => (projection === "*" ? "deref" : projection));
  const name = `capture_${place.base}_${projections.join("_")}`;
  return { found: modifier === "new" ? `${name}_new` : name };
}

/** A macro in the body may use a variable in a way that its text does not show. */
function mayCapture(base: string, closure: Item, file: RustFile): boolean {
  const text = file.text.slice(closure.range.start, closure.range.end);
  return new RegExp(`(?<![\\w])${base}(?![\\w])`, "u").test(text) && holdsMacro(closure, file);
}

const holdsMacro = ({ range }: Item, { text }: RustFile): boolean =>
  /\w\s*!\s*[([{]/.test(text.slice(range.start, range.end));

function isCaptured(place: Place, capture: Capture, closure: Item, file: RustFile): "yes" | "no" | "unknown" {
  const shape = shapeOf(place.base, closure, file);
  const [first] = place.projections;
  if (first !== undefined && shape === "scalar") return "no";
  if (first !== undefined && first !== "*" && shape === "reference to a scalar") return "no";
  if (first === "*" && shape === "struct") return "no";
  if (shape === "struct" && isUnrelated(place, capture) && !holdsMacro(closure, file)) return "no";
  if (shape === "reference to a scalar" && isOnlyDereferenced(capture) && !hidesUses(closure, file)) {
    const behind = first === "*" && place.projections.length === 1;
    return (closure.closure?.isMove ? first === undefined : behind) ? "yes" : "no";
  }
  const whole = capture.places.every((text) => text === place.base);
  return first === undefined && whole && shape === "scalar" ? "yes" : "unknown";
}

/** A closure inside takes the reference itself when it is a `move` closure. */
const hidesUses = (closure: Item, file: RustFile): boolean =>
  holdsMacro(closure, file) ||
  (!closure.closure?.isMove && /\bmove\b/.test(file.text.slice(closure.range.start, closure.range.end)));

/** Behind a reference, rustc captures `*x` when nothing else of `x` is used, and the reference itself in a `move` closure. */
const isOnlyDereferenced = ({ name, places }: Capture): boolean =>
  places.every((text) => text === `*${name}`);

/**
 * Of a struct (a packed one excepted) the closure captures the fields that it uses, each as a whole or in part: never the struct around them, nor
 * a field that does not occur.
 */
function isUnrelated(place: Place, { places }: Capture): boolean {
  const used = places.map((text) => parsePlace(text)?.place.projections);
  return (
    used.length > 0 &&
    used.every(
      (path) =>
        path !== undefined && path[0] !== undefined && path[0] !== "*" && path[0] !== place.projections[0],
    )
  );
}

type Shape = "scalar" | "reference to a scalar" | "struct" | "unknown";

/** What the enclosing function says of the variable's type, when it binds the name exactly once before the closure. */
function shapeOf(name: string, closure: Item, file: RustFile): Shape {
  const enclosing = closure.closure?.enclosing == null ? undefined : file.items[closure.closure.enclosing];
  const argument = enclosing?.signature?.arguments.find((a) => a.name?.text === name);
  const before = file.text.slice(enclosing?.body?.start ?? closure.range.start, closure.range.start);
  const bindings = [
    ...before.matchAll(new RegExp(`\\b(?:let|for|match|if)\\b[^=;{]*(?<!\\w)${name}(?!\\w)`, "gu")),
  ];
  if (argument && bindings.length === 0)
    return argument.type ? shapeOfType(argument.type.text, file) : "unknown";
  const [binding] = bindings;
  if (argument || !binding || bindings.length > 1) return "unknown";
  const declaration = new RegExp(
    `^let\\s+(?:mut\\s+)?${name}\\s*(?::\\s*(?<type>[^=;]+?))?\\s*=\\s*(?:(?<struct>\\w+)\\s*\\{)?`,
    "u",
  ).exec(before.slice(binding.index));
  const { type, struct } = declaration?.groups ?? {};
  return shapeOfType(type ?? struct ?? "", file);
}

const SCALAR = /^(?:[iu](?:8|16|32|64|128|size)|bool|char|f32|f64)$/;

function shapeOfType(text: string, file: RustFile): Shape {
  if (SCALAR.test(text)) return "scalar";
  const target = /^&\s*(?:'\w+\s+)?(?:mut\s+)?(.+)$/su.exec(text)?.[1];
  if (target !== undefined) return SCALAR.test(target) ? "reference to a scalar" : "unknown";
  const struct = file.items.find((item) => item.kind === "struct" && item.name === text);
  return struct && !struct.foreign.some(({ path }) => path === "repr") ? "struct" : "unknown";
}
