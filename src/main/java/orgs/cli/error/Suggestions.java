package orgs.cli.error;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Finds the words that an unknown word may have been meant to be. */
final class Suggestions {

  private static final int MOST = 3;

  private Suggestions() {}

  /**
   * Returns the closest of these words: none when nothing is close, several when they are equally
   * close, at most {@value #MOST}. Upper and lower case are the same.
   */
  static List<String> to(String word, Collection<String> candidates) {
    List<String> nearest = new ArrayList<>();
    int least = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance = distanceFor(word, candidate);
      if (distance < least) {
        least = distance;
        nearest.clear();
      }
      if (distance == least && distance != Integer.MAX_VALUE && !nearest.contains(candidate)) {
        nearest.add(candidate);
      }
    }
    return nearest.subList(0, Math.min(MOST, nearest.size()));
  }

  private static int distanceFor(String word, String candidate) {
    String from = word.toLowerCase(Locale.ROOT);
    String to = candidate.toLowerCase(Locale.ROOT);
    int length = Math.max(from.length(), to.length());
    // One mistake in a short word, more in longer ones; of a two-letter word nothing is left then.
    int allowed = length < 3 ? 0 : 1 + (length - 1) / 4;
    if (Math.abs(from.length() - to.length()) <= allowed) {
      int distance = distance(from, to);
      if (distance <= allowed) {
        return distance;
      }
    }
    // The beginning of a word is no mistake, but a word that was cut short.
    return from.length() >= 2 && to.startsWith(from) ? allowed + 1 : Integer.MAX_VALUE;
  }

  /**
   * The edit distance of Damerau and Levenshtein (optimal string alignment): how many characters
   * have to be inserted, deleted, replaced or swapped with their neighbour.
   */
  static int distance(String from, String to) {
    int[] a = from.codePoints().toArray();
    int[] b = to.codePoints().toArray();
    int[] beforeLast = new int[b.length + 1];
    int[] last = new int[b.length + 1];
    int[] current = new int[b.length + 1];
    for (int j = 0; j <= b.length; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length; i++) {
      current[0] = i;
      for (int j = 1; j <= b.length; j++) {
        int replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(last[j], current[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
          current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = current;
      current = free;
    }
    return last[b.length];
  }
}
