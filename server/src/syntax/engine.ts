/** What the syntax room needs of a tree, whichever tree-sitter made it. Offsets are UTF-16 units in both. */

export interface SyntaxNode {
  readonly type: string;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly isNamed: boolean;
  readonly hasError: boolean;
  readonly parent: SyntaxNode | null;
  readonly children: readonly SyntaxNode[];
  readonly namedChildren: readonly SyntaxNode[];
  childForFieldName(name: string): SyntaxNode | null;
  descendantForIndex(start: number, end: number): SyntaxNode | null;
  descendantsOfType(types: string[]): readonly SyntaxNode[];
}

export interface TreeEdit {
  readonly startIndex: number;
  readonly oldEndIndex: number;
  readonly newEndIndex: number;
  readonly startPosition: { row: number; column: number };
  readonly oldEndPosition: { row: number; column: number };
  readonly newEndPosition: { row: number; column: number };
}

export interface SyntaxTree {
  readonly rootNode: SyntaxNode;
  edit(edit: TreeEdit): unknown;
  /** Frees a tree of the wasm engine; trees of the native one are collected. */
  delete?(): void;
}

export interface Engine {
  readonly name: "native" | "wasm";
  parse(text: string, previous?: SyntaxTree): SyntaxTree;
}
