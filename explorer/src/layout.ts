// Places for what is added on demand: few concepts, at once, always the same.

interface Place {
  x: number;
  y: number;
  r: number;
}

/** Fruchterman & Reingold (1991) with a fixed number of rounds; places marked `still` do not move. */
export function settle(places: Place[], pairs: readonly [number, number][], still: readonly boolean[], rounds: number, ideal = 95): void {
  const count = places.length;
  const dx = new Float64Array(count);
  const dy = new Float64Array(count);
  for (let round = 0; round < rounds; round++) {
    dx.fill(0);
    dy.fill(0);
    for (let i = 0; i < count; i++) {
      for (let j = i + 1; j < count; j++) {
        if (still[i] && still[j]) continue;
        const x = places[i].x - places[j].x || (i - j) * 0.01;
        const y = places[i].y - places[j].y || (j - i) * 0.01;
        const push = (ideal * ideal) / Math.max(25, x * x + y * y);
        dx[i] += x * push; dy[i] += y * push;
        dx[j] -= x * push; dy[j] -= y * push;
      }
    }
    for (const [i, j] of pairs) {
      const x = places[i].x - places[j].x;
      const y = places[i].y - places[j].y;
      const pull = Math.sqrt(x * x + y * y) / ideal;
      dx[i] -= x * pull; dy[i] -= y * pull;
      dx[j] += x * pull; dy[j] += y * pull;
    }
    const limit = ideal * 0.5 * (1 - round / rounds) + 1;
    for (let i = 0; i < count; i++) {
      if (still[i]) continue;
      const length = Math.hypot(dx[i], dy[i]) || 1;
      const step = Math.min(limit, length * 0.1) / length;
      places[i].x += dx[i] * step;
      places[i].y += dy[i] * step;
    }
  }
}

/** Push boxes (a disc with its label below) apart, along the axis that costs less, until none overlap. */
export function part(places: Place[], widths: readonly number[], still: readonly boolean[], rounds: number): void {
  const count = places.length;
  for (let round = 0; round < rounds; round++) {
    let moved = false;
    for (let i = 0; i < count; i++) {
      for (let j = i + 1; j < count; j++) {
        if (still[i] && still[j]) continue;
        const x = places[j].x - places[i].x;
        const y = places[j].y - places[i].y;
        const overX = Math.max(places[i].r + places[j].r + 6, (widths[i] + widths[j]) / 2) - Math.abs(x);
        const overY = places[i].r + places[j].r + 20 - Math.abs(y);
        if (overX <= 0 || overY <= 0) continue;
        moved = true;
        const across = overX < overY;
        const push = (across ? overX * Math.sign(x || 1) : overY * Math.sign(y || 1)) / (still[i] || still[j] ? 1 : 2);
        const axis = across ? "x" : "y";
        if (!still[i]) places[i][axis] -= push;
        if (!still[j]) places[j][axis] += push;
      }
    }
    if (!moved) return;
  }
}
