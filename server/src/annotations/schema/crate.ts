/** The rows of crates, modules and statics (upstream: crate_attr_parser.rs, module_attr_parser.rs, const_attr_parser.rs). */
import type { Row } from "../row.ts";
import { ROOTS } from "./positions.ts";

export const CRATE: readonly Row[] = [
  {
    name: "import",
    uses: [
      {
        on: ROOTS,
        form: "IMPORT",
        repeat: "many",
        meaning:
          "A Rocq module that the generated files import: logical path and module, or the module alone. In a module it acts on the whole crate.",
        generates: "`From path Require Export module.` and a theory dependency in the dune file.",
        example: '#![rr::import("counter.extra_proofs", "arithmetic")]',
        snippet: 'import("${1:path}", "${2:module}")',
      },
    ],
  },
  {
    name: "include",
    uses: [
      {
        on: ROOTS,
        form: "STR",
        repeat: "many",
        meaning:
          "A RefinedRust library whose specifications this crate uses, found by name in `lib_load_paths`. In a module it acts on the whole crate.",
        generates: "Imports of the library's theories.",
        example: '#![rr::include("option")]',
        snippet: 'include("${1:stdlib}")',
      },
    ],
  },
  {
    name: "export_include",
    since: "2025-04-04",
    uses: [
      {
        on: ROOTS,
        form: "STR",
        repeat: "many",
        meaning: "Includes a RefinedRust library and passes it on to the crates that include this one.",
        generates: "Imports of the library's theories and an entry in `interface.rrlib`.",
        example: '#![rr::export_include("closures")]',
        snippet: 'export_include("$1")',
      },
    ],
  },
  {
    name: "coq_prefix",
    uses: [
      {
        on: ["crate"],
        form: "STR",
        repeat: "refused",
        meaning: "The logical path of the generated Rocq theories; `refinedrust.examples` when left out.",
        generates: "The theories `<prefix>.<crate>.generated` and `<prefix>.<crate>.proofs`.",
        example: '#![rr::coq_prefix("kernel.memory")]',
        snippet: 'coq_prefix("$1")',
      },
    ],
  },
  {
    name: "package",
    uses: [
      {
        on: ["crate"],
        form: "STR",
        repeat: "refused",
        meaning: "The dune package that the generated theories belong to.",
        generates: "The `(package ..)` field of the dune files.",
        example: '#![rr::package("kernel-proofs")]',
        snippet: 'package("$1")',
      },
    ],
  },
  {
    name: "name",
    uses: [
      {
        on: ["static"],
        form: "STR",
        repeat: "refused",
        meaning:
          "The name by which specifications speak of this static, for example in `static_has_refinement`. RefinedRust refuses an annotated static without it.",
        generates: "The registered name of the static.",
        example: '#[rr::name("PAGE_ALLOCATOR")]',
        snippet: 'name("$1")',
      },
    ],
  },
];
