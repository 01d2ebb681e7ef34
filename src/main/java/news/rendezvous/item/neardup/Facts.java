package news.rendezvous.item.neardup;

import java.util.BitSet;

/**
 * Facts of a text, which distinguish it from another of the same wording, such as its numbers: the
 * {@value #MOST} least of their codes.
 *
 * @param codes two characters each, in order, each once
 */
public record Facts(String codes) {

  /** Codes are below this. */
  public static final int CODES = 1 << 12;

  private static final int MOST = 24;
  private static final int WIDTH = 2;

  /** Base 64 in characters that sort like their values and that JSON need not escape. */
  private static final String DIGITS =
      "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

  public Facts {
    if (codes.length() % WIDTH != 0 || codes.length() > MOST * WIDTH) {
      throw new IllegalArgumentException("no facts: " + codes);
    }
  }

  /** The facts that have these codes, which are below {@value #CODES}. */
  public static Facts of(BitSet codes) {
    StringBuilder kept = new StringBuilder(MOST * WIDTH);
    int code = codes.nextSetBit(0);
    while (code >= 0 && kept.length() < MOST * WIDTH) {
      kept.append(digits(code, WIDTH));
      code = codes.nextSetBit(code + 1);
    }
    return new Facts(kept.toString());
  }

  /** The last {@code count} digits of a number to base 64; they sort like the number. */
  static String digits(long number, int count) {
    char[] digits = new char[count];
    for (int i = 0; i < count; i++) {
      digits[count - 1 - i] = lastDigit(number >>> (6 * i));
    }
    return new String(digits);
  }

  static char lastDigit(long number) {
    return DIGITS.charAt((int) number & 63);
  }

  /**
   * Agreement of the facts of two texts.
   *
   * @param fewer number of facts of the text with fewer facts
   * @param common number of these that the other text has too
   */
  record Agreement(int fewer, int common) {

    /** True if at most one of {@code count} facts differs. */
    boolean isButForOneIn(int count) {
      return isButForOneIn(count, 0);
    }

    /** The same with {@code more} further differences allowed. */
    boolean isButForOneIn(int count, int more) {
      return fewer - common <= fewer / count + more;
    }
  }

  /**
   * Compares the facts that both texts kept: those after the last of {@value #MOST} are unknown.
   */
  Agreement with(Facts other) {
    int mine = 0;
    int its = 0;
    int common = 0;
    while (mine < codes.length() && its < other.codes.length()) {
      int order = code(mine) - other.code(its);
      mine += order <= 0 ? WIDTH : 0;
      its += order >= 0 ? WIDTH : 0;
      common += order == 0 ? 1 : 0;
    }
    int known = other.isFull() ? mine : codes.length();
    int itsKnown = isFull() ? its : other.codes.length();
    return new Agreement(Math.min(known, itsKnown) / WIDTH, common);
  }

  private int code(int at) {
    return codes.charAt(at) << Character.SIZE | codes.charAt(at + 1);
  }

  private boolean isFull() {
    return codes.length() == MOST * WIDTH;
  }
}
