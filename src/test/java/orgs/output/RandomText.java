package orgs.output;

import java.util.Random;
import orgs.testing.Effort;

/**
 * Short strings, and nulls, rich in what formats trip over; for a {@link orgs.testing.Randomized}
 * test.
 */
final class RandomText {
  private static final String[] PIECES = {
    "a",
    "N",
    "n",
    ".",
    "\\",
    "\\N",
    "\\.",
    "\"",
    "\"\"",
    ",",
    ";",
    " ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\b",
    "\f",
    "\u000b",
    "\u0001",
    "\u001b",
    "\u007f",
    "\u0085",
    "\u00e9",
    "e\u0301",
    "\u2028",
    "\u202e",
    "\u05e9",
    "\u6f22",
    "\ufeff",
    "\uffff",
    "\ud83d\udc69\u200d\ud83d\udc67"
  };

  private final Random random = new Random(Effort.seed());

  String next() {
    int pieces = random.nextInt(6) - 1;
    if (pieces < 0) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
