/** A readable dump of a parsed Rust file: one line an item, its attributes below it. */
import type { Generics, Item, RustFile, RustType } from "../../server/src/syntax/model.ts";
import { slice } from "../../server/src/text.ts";

export function dump(file: RustFile): string {
  const lines = [
    `crate root: ${file.isCrateRoot}; tools: ${file.registeredTools.join(", ")}; features: ${file.features.join(", ")}`,
  ];
  for (const [line, codes] of file.allows) lines.push(`allow on line ${line + 1}: ${codes.join(", ")}`);
  for (const other of file.otherToolAttributes) {
    lines.push(`other tool: ${slice(file.text, other.range)}${other.inMacro ? " in a macro" : ""}`);
  }
  for (const item of file.items) lines.push(...describe(file, item));
  return `${lines.join("\n")}\n`;
}

function describe(file: RustFile, item: Item): string[] {
  const indent = "  ".repeat(depth(file, item));
  const at = file.lines.positionAt(item.range.start);
  const facts = [
    item.kind,
    item.path || "-",
    `${at.line + 1}:${at.character + 1}`,
    item.fullRange.start === item.range.start || item.kind === "file"
      ? ""
      : `from line ${line(file, item.fullRange.start)}`,
    item.inMacro ? "in a macro" : "",
    item.visibility ?? "",
    generics(item.generics),
    item.signature === null ? "" : signature(item),
    item.header === null ? "" : `${item.header.trait?.text ?? ""} for ${item.header.selfType.text}`,
    item.type === null ? "" : `: ${type(item.type)}`,
    item.bounds.length === 0 ? "" : `bounds ${item.bounds.map((bound) => bound.text).join(" + ")}`,
    item.foreign.map((foreign) => `@${foreign.path}`).join(" "),
  ];
  const lines = [indent + facts.filter(Boolean).join(" ")];
  if (item.closure !== null) {
    const { captures, loop, isMove } = item.closure;
    const uses = captures.map((capture) => `${capture.places.join("|")} ${capture.use}`);
    lines.push(`${indent}    captures [${uses.join(", ")}] loop ${loop}${isMove ? " move" : ""}`);
  }
  for (const loop of item.loops) {
    const locals = loop.locals.map(
      (local) => `${local.mutable ? "mut " : ""}${local.name} (${local.origin})`,
    );
    lines.push(`${indent}    ${loop.kind} loop: ${locals.join(", ")}; closures ${loop.closures.join(", ")}`);
  }
  for (const index of item.attributes) {
    const attribute = file.attributes[index];
    if (attribute === undefined) continue;
    const path = attribute.path.map((segment) => segment.text).join("::");
    const state = [
      attribute.closed ? "" : "unclosed",
      attribute.inMacro ? "in a macro" : "",
      attribute.inner ? "inner" : "",
    ];
    const text = JSON.stringify(slice(file.text, attribute.range));
    lines.push(
      `${indent}    # ${[path, attribute.arguments.kind, ...state, text].filter(Boolean).join(" ")}`,
    );
  }
  return lines;
}

const line = (file: RustFile, offset: number): number => file.lines.positionAt(offset).line + 1;

const depth = (file: RustFile, item: Item): number => {
  const parent = item.parent === null ? undefined : file.items[item.parent];
  return parent === undefined ? 0 : depth(file, parent) + 1;
};

function generics({ lifetimes, types, consts, where }: Generics): string {
  const parameters = [
    ...lifetimes.map((lifetime) => `'${lifetime.text}`),
    ...types.map((parameter) => [parameter.text, ...parameter.bounds.map((bound) => bound.text)].join(" ")),
    ...consts.map((constant) => `const ${constant.text}`),
  ];
  const clauses = where.map(
    (clause) => `${clause.type.text}: ${clause.bounds.map((bound) => bound.text).join("+")}`,
  );
  const clause = clauses.length === 0 ? "" : ` where ${clauses.join(", ")}`;
  return parameters.length === 0 && clause === "" ? "" : `<${parameters.join(", ")}>${clause}`;
}

function signature({ signature: found }: Item): string {
  if (found === null) return "";
  const list = found.arguments.map((argument) => {
    const receiver = argument.receiver === null ? "" : ` [${argument.receiver} receiver]`;
    return `${argument.name?.text ?? `pattern ${argument.pattern}`}${argument.type === null ? "" : `: ${type(argument.type)}`}${receiver}`;
  });
  const result = found.returnType === null ? "" : ` -> ${type(found.returnType)}`;
  return `${found.isUnsafe ? "unsafe " : ""}(${list.join(", ")})${result}`;
}

function type(of: RustType): string {
  switch (of.kind) {
    case "path": {
      const self = of.qualifiedSelf === null ? "" : `<${type(of.qualifiedSelf)}>`;
      return `${self}${of.segments
        .map((segment) => {
          const inside = [...segment.lifetimes.map((name) => `'${name}`), ...segment.arguments.map(type)];
          return inside.length === 0 ? segment.name : `${segment.name}<${inside.join(", ")}>`;
        })
        .join("::")}`;
    }
    case "reference":
      return `&${of.lifetime === null ? "" : `'${of.lifetime} `}${of.mutable ? "mut " : ""}${type(of.target)}`;
    case "pointer":
      return `*${of.mutable ? "mut" : "const"} ${type(of.target)}`;
    case "tuple":
      return `(${of.elements.map(type).join(", ")})`;
    case "array":
      return `[${type(of.element)}; ${of.length}]`;
    case "slice":
      return `[${type(of.element)}]`;
    case "function":
      return `fn(${of.parameters.map(type).join(", ")})${of.result === null ? "" : ` -> ${type(of.result)}`}`;
    case "traitObject":
    case "implTrait":
      return `${of.kind}(${of.bounds.map((bound) => `${bound.path}<${bound.arguments.map(type).join(", ")}>`).join(" + ")})`;
    default:
      return of.kind;
  }
}
