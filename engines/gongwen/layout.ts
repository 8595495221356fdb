/**
 * The page of GB/T 9704-2012 in the units of OOXML (twips: 1/20 pt; eighths of a point for rules).
 * The text block is 156 × 225 mm; 22 lines of 28 characters fill it.
 */
const twipsOf = (mm: number): number => Math.round((mm * 1440) / 25.4);

export const page = { width: 11906, height: 16838 } as const;

/** 37 mm above, 28 mm at the binding side; the block's size gives the other two. */
export const margin = { top: 2098, bottom: 1984, left: 1588, right: 1474 } as const;

/** Width of the text block, 156 mm. */
export const blockWidth = page.width - margin.left - margin.right;

/**
 * The same paper turned a quarter clockwise: the binding side is above, so that the head of a table stands there on odd
 * pages and at the outer edge on even ones (7.3.7).
 */
export const marginAcross = {
  top: margin.left,
  bottom: margin.right,
  left: margin.bottom,
  right: margin.top,
} as const;

/** Width of the text block of a page across, 225 mm. */
export const widthAcross = page.height - marginAcross.left - marginAcross.right;

/** 225 mm ÷ 22 = 28.99 pt would push line 22 out of a strict box; 28.95 pt fits. */
export const linePitch = 579;

/** 156 mm ÷ 28 − 16 pt, in 1/4096 pt: characters are set 0.207 pt closer than their size. */
export const charSpace = -848;

/**
 * Characters are drawn at 98 % of their width. LibreOffice gives one that is wider than its cell two cells (14 on
 * a line instead of 28; closer spacing does not help, lines are broken before it is applied); in Word the line
 * still holds 28: 156 mm ÷ (16 × 0.98 − 0.207 pt) = 28.6.
 */
export const widthPercent = 98;

/** One character of the grid: 15.793 pt, 1/28 of the block. */
export const charWidth = blockWidth / 28;

/** Chinese sizes in half-points. */
export const size = { two: 44, three: 32, four: 28 } as const;

export const red = 'FF0000';

/** The issuer's name begins 35 mm below the top of the text block. */
export const headTop = twipsOf(35);

/** The red rule lies 4 mm below the document number. */
export const ruleGap = twipsOf(4);

/** Rules of the colophon, in eighths of a point: 0.35 mm at both ends, 0.25 mm between. */
export const rule = { thick: 8, thin: 6, red: 12 } as const;

/** The dash of a page number lies 7 mm below the text block: distance of the footer's last line from the paper's edge. */
export const footerUp = twipsOf(23.2);

export const headerDown = twipsOf(20);

/** Where the number of a page across stands, mm: 7 mm beside the block, along its whole side. */
export const acrossNumber = { left: 25, top: 28, width: 6, height: 156 } as const;
