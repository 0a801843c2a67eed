// Where the map is drawn: a canvas on the screen (and for PNG), or SVG text. Both take the same few strokes.

export interface Stroke {
  colour: string;
  width: number;
  alpha: number;
  dash?: number[];
}

export type Shape = "disc" | "ring" | "square" | "diamond";

export interface Surface {
  ground(colour: string, width: number, height: number): void;
  /** x1, y1, x2, y2, x1, … */
  lines(coordinates: number[], stroke: Stroke): void;
  shape(shape: Shape, x: number, y: number, r: number, fill: string, edge: string, edgeWidth: number, alpha: number): void;
  arrow(x: number, y: number, angle: number, size: number, colour: string, alpha: number): void;
  text(words: string, x: number, y: number, size: number, colour: string, halo: string, alpha: number, bold: boolean, italic?: boolean): void;
}

export const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', sans-serif";

export class CanvasSurface implements Surface {
  constructor(private readonly context: CanvasRenderingContext2D) {}

  ground(colour: string, width: number, height: number): void {
    this.context.globalAlpha = 1;
    this.context.fillStyle = colour;
    this.context.fillRect(0, 0, width, height);
  }

  lines(coordinates: number[], stroke: Stroke): void {
    const c = this.context;
    c.globalAlpha = stroke.alpha;
    c.strokeStyle = stroke.colour;
    c.lineWidth = stroke.width;
    c.setLineDash(stroke.dash ?? []);
    c.beginPath();
    for (let i = 0; i < coordinates.length; i += 4) {
      c.moveTo(coordinates[i], coordinates[i + 1]);
      c.lineTo(coordinates[i + 2], coordinates[i + 3]);
    }
    c.stroke();
    c.setLineDash([]);
  }

  shape(shape: Shape, x: number, y: number, r: number, fill: string, edge: string, edgeWidth: number, alpha: number): void {
    const c = this.context;
    c.globalAlpha = alpha;
    c.fillStyle = fill;
    c.strokeStyle = edge;
    c.lineWidth = edgeWidth;
    c.beginPath();
    if (shape === "square") c.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76);
    else if (shape === "diamond") {
      c.moveTo(x, y - r * 1.2);
      c.lineTo(x + r * 1.2, y);
      c.lineTo(x, y + r * 1.2);
      c.lineTo(x - r * 1.2, y);
      c.closePath();
    } else c.arc(x, y, r, 0, 2 * Math.PI);
    c.fill();
    c.stroke();
  }

  arrow(x: number, y: number, angle: number, size: number, colour: string, alpha: number): void {
    const c = this.context;
    c.globalAlpha = alpha;
    c.fillStyle = colour;
    c.beginPath();
    c.moveTo(x, y);
    c.lineTo(x - size * Math.cos(angle - 0.42), y - size * Math.sin(angle - 0.42));
    c.lineTo(x - size * Math.cos(angle + 0.42), y - size * Math.sin(angle + 0.42));
    c.fill();
  }

  text(words: string, x: number, y: number, size: number, colour: string, halo: string, alpha: number, bold: boolean, italic = false): void {
    const c = this.context;
    c.globalAlpha = alpha;
    c.font = `${italic ? "italic " : ""}${bold ? 600 : 400} ${size}px ${FONT}`;
    c.textAlign = "center";
    c.textBaseline = "alphabetic";
    c.lineJoin = "round";
    c.lineWidth = 3.5;
    c.strokeStyle = halo;
    c.strokeText(words, x, y);
    c.fillStyle = colour;
    c.fillText(words, x, y);
  }
}

function escape(text: string): string {
  const safe = text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, "");
  return safe.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

const round = (value: number) => Math.round(value * 10) / 10;

export class SvgSurface implements Surface {
  private readonly parts: string[] = [];
  private width = 0;
  private height = 0;

  constructor(private readonly title: string) {}

  ground(colour: string, width: number, height: number): void {
    this.width = width;
    this.height = height;
    this.parts.push(`<rect width="${width}" height="${height}" fill="${colour}"/>`);
  }

  lines(coordinates: number[], stroke: Stroke): void {
    let d = "";
    for (let i = 0; i < coordinates.length; i += 4) {
      d += `M${round(coordinates[i])} ${round(coordinates[i + 1])}L${round(coordinates[i + 2])} ${round(coordinates[i + 3])}`;
    }
    const dash = stroke.dash ? ` stroke-dasharray="${stroke.dash.join(" ")}"` : "";
    if (d) this.parts.push(`<path d="${d}" fill="none" stroke="${stroke.colour}" stroke-width="${round(stroke.width)}" stroke-opacity="${stroke.alpha}"${dash}/>`);
  }

  shape(shape: Shape, x: number, y: number, r: number, fill: string, edge: string, edgeWidth: number, alpha: number): void {
    const look = `fill="${fill}" stroke="${edge}" stroke-width="${round(edgeWidth)}" opacity="${alpha}"`;
    if (shape === "square") this.parts.push(`<rect x="${round(x - r * 0.88)}" y="${round(y - r * 0.88)}" width="${round(r * 1.76)}" height="${round(r * 1.76)}" ${look}/>`);
    else if (shape === "diamond") this.parts.push(`<path d="M${round(x)} ${round(y - r * 1.2)}l${round(r * 1.2)} ${round(r * 1.2)}l${round(-r * 1.2)} ${round(r * 1.2)}l${round(-r * 1.2)} ${round(-r * 1.2)}z" ${look}/>`);
    else this.parts.push(`<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" ${look}/>`);
  }

  arrow(x: number, y: number, angle: number, size: number, colour: string, alpha: number): void {
    const at = (turn: number) => `${round(x - size * Math.cos(angle + turn))} ${round(y - size * Math.sin(angle + turn))}`;
    this.parts.push(`<path d="M${round(x)} ${round(y)}L${at(-0.42)}L${at(0.42)}z" fill="${colour}" opacity="${alpha}"/>`);
  }

  text(words: string, x: number, y: number, size: number, colour: string, halo: string, alpha: number, bold: boolean, italic = false): void {
    this.parts.push(
      `<text x="${round(x)}" y="${round(y)}" font-size="${round(size)}" font-weight="${bold ? 600 : 400}"${italic ? ' font-style="italic"' : ""} fill="${colour}" stroke="${halo}" opacity="${alpha}">${escape(words)}</text>`,
    );
  }

  toString(): string {
    const head = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${this.width} ${this.height}" width="${this.width}" height="${this.height}"`;
    const style = `font-family="${FONT}" text-anchor="middle" paint-order="stroke" stroke-width="3.5" stroke-linejoin="round"`;
    return `${head} role="img"><title>${escape(this.title)}</title><g ${style}>${this.parts.join("")}</g></svg>\n`;
  }
}

/** A picture as an element of the page; its text was escaped when it was drawn, and none of its own runs. */
export function svgElement(picture: string): Element {
  const svg = document.importNode(new DOMParser().parseFromString(picture, "image/svg+xml").documentElement, true);
  svg.removeAttribute("role");
  svg.querySelector("title")?.remove();
  return svg;
}
