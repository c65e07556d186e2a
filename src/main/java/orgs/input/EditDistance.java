package orgs.input;

/** How far two words are from each other. */
final class EditDistance {

  private EditDistance() {}

  /** Whether one of them is the other with one character more, another one, or two swapped. */
  static boolean isOne(String one, String other) {
    if (one.length() > other.length()) {
      return isOne(other, one);
    }
    int begin = 0;
    while (begin < one.length() && one.charAt(begin) == other.charAt(begin)) {
      begin++;
    }
    String left = one.substring(begin);
    String right = other.substring(begin);
    if (left.length() < right.length()) {
      return left.equals(right.substring(1));
    }
    if (left.isEmpty()) {
      return false;
    }
    return left.substring(1).equals(right.substring(1))
        || left.length() > 1
            && left.charAt(0) == right.charAt(1)
            && left.charAt(1) == right.charAt(0)
            && left.substring(2).equals(right.substring(2));
  }
}
