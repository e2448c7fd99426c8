/** The words that plain readings are made of. */
import type { Binder, Proposition, Text } from "../annotations/model.ts";

export const binderText = ({ name, type }: Binder): string =>
  quoted(type ? `${name.value} : ${type.value}` : name.value);

/** What a clause says, in words that follow "given" and "then"; null for those that say nothing of values. */
export function propositionText(proposition: Proposition): string | null {
  switch (proposition.kind) {
    case "pure": {
      const text = quoted(proposition.proposition.value);
      return proposition.name ? `${text} (called ${quoted(proposition.name.value)})` : text;
    }
    case "type": {
      const { location, refinement, type } = proposition;
      return `ownership of ${quoted(location.value)}, which points to ${quoted(refinement.value)} as ${quoted(type.value)}`;
    }
    case "iris":
      return `the Iris proposition ${quoted(proposition.proposition.value)}`;
    case "own":
      return `ownership of ${quoted(proposition.proposition.value)}`;
    case "shr":
      return `${quoted(proposition.proposition.value)}, when it is shared`;
    case "linktime":
      return `${quoted(proposition.proposition.value)}, which is checked when the proofs are put together`;
    case "observe":
      return observationText(proposition.ghost, proposition.value).slice("then ".length);
    case "trait": {
      const { parameter, attribute, value } = proposition;
      return `that \`${attribute.text}\` of \`${parameter.text}\` is ${quoted(value.value)}`;
    }
  }
}

/** `x.ghost` is the name that RefinedRust gives to the borrow in the argument `x`. */
export function observationText(ghost: Text, value: Text): string {
  const owner = /^([\p{L}_][\p{L}\p{N}_']*)\.ghost$/u.exec(ghost.value.trim())?.[1];
  const what =
    owner === undefined
      ? `the final value that the ghost name ${quoted(ghost.value)} stands for`
      : `the final value of ${quoted(owner)}`;
  return `then ${what} is ${quoted(value.value)}`;
}

/** As code on one line. */
export function quoted(text: string): string {
  const one = text.replace(/\\"/g, '"').replace(/\s+/g, " ").trim();
  return one.includes("`") ? `\`\` ${one} \`\`` : `\`${one}\``;
}
