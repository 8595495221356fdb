/** One element of an XML part: local names, text of its own in reading order. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly text: string;
}

/** What the linter reads of a DOCX file (ECMA-376 part 1, WordprocessingML). */
export interface DocxParts {
  readonly document: XmlNode;
  readonly styles: XmlNode | null;
  readonly settings: XmlNode | null;
  /** Footers by their type: `default` (odd pages), `even`, `first`. */
  readonly footers: Readonly<Record<string, XmlNode>>;
}

export const childOf = (node: XmlNode | null | undefined, name: string): XmlNode | undefined =>
  node?.children.find((child) => child.name === name);

export const within = (node: XmlNode | null | undefined, ...path: readonly string[]): XmlNode | undefined =>
  path.reduce<XmlNode | undefined>((at, name) => childOf(at, name), node ?? undefined);

/** All elements of a name below a node, in reading order. */
export function* everyOf(node: XmlNode, name: string): Generator<XmlNode> {
  for (const child of node.children) {
    if (child.name === name) yield child;
    yield* everyOf(child, name);
  }
}

/** A number in an attribute; null where it is missing or none. */
export function numberIn(node: XmlNode | undefined, attribute: string): number | null {
  const value = Number(node?.attributes[attribute] ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}

/** An on/off element: absent is null; without a value it is on. */
export function switchOf(node: XmlNode | undefined): boolean | null {
  if (!node) return null;
  return !['0', 'false', 'off', 'none'].includes(node.attributes['val'] ?? 'true');
}
