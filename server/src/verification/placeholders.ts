/** Commands with `${placeholders}` become commands. */
import type { Command } from "./command.ts";
import type { CommandTemplate, PlanProblem } from "./planModel.ts";

/** Null and an empty list leave out the argument or variable that asks for them. */
export type Values = Readonly<Record<string, string | readonly string[] | null>>;

export function fillTemplate(
  template: CommandTemplate,
  values: Values,
): { readonly command: Command; readonly problems: readonly PlanProblem[] } {
  const unknown = new Set<string>();
  const fill = (text: string): string[] => fillText(text, values, unknown);
  const command: Command = {
    program: fill(template.program).join(" "),
    arguments: template.arguments.flatMap(fill),
    directory: fill(template.directory).join(" "),
    environment: Object.fromEntries(
      Object.entries(template.environment).flatMap(([name, value]) =>
        fill(value).map((filled) => [name, filled]),
      ),
    ),
  };
  const problems = [...unknown].map((name): PlanProblem => {
    const known = Object.keys(values).map((each) => `\`\${${each}}\``);
    const message = `\`\${${name}}\` is no placeholder; there are ${known.join(", ")}`;
    return { code: "unknown-placeholder", message };
  });
  return { command, problems };
}

/** No text when a placeholder has no value; several when the whole is a list. */
function fillText(text: string, values: Values, unknown: Set<string>): string[] {
  const names = [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? "");
  for (const name of names) if (!Object.hasOwn(values, name)) unknown.add(name);
  const [only = ""] = names;
  const value = values[only];
  if (text === `\${${only}}` && Array.isArray(value)) return [...value];
  if (names.some((name) => isNothing(values[name]))) return [];
  return [
    text.replace(PLACEHOLDER, (_, name: string) => {
      const found = values[name];
      return typeof found === "string" ? found : (found ?? []).join(" ");
    }),
  ];
}

const PLACEHOLDER = /\$\{(\w+)\}/g;
const isNothing = (value: Values[string] | undefined): boolean => value == null || value.length === 0;
