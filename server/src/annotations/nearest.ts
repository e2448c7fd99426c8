/** The name that was probably meant. */
import { distance } from "fastest-levenshtein";

/**
 * The candidate with the smallest edit distance, when it is small for the word's length; null when none is near or two
 * are equally near. A difference of letter case only is the nearest of all.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = allowedDistance(word) + 1;
  let tied = false;
  for (const candidate of candidates) {
    if (candidate === word) continue;
    const d = candidate.toLowerCase() === word.toLowerCase() ? 0.5 : distance(word, candidate);
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
      tied = false;
    } else if (d === bestDistance && candidate !== best) tied = true;
  }
  return tied ? null : best;
}

const allowedDistance = (word: string): number => (word.length <= 3 ? 1 : word.length <= 7 ? 2 : 3);
