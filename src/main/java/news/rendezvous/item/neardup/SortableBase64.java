package news.rendezvous.item.neardup;

/** Base 64 that preserves the order of numbers, in characters that JSON need not escape. */
final class SortableBase64 {

  private static final String ALL =
      "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

  private SortableBase64() {}

  /** The last {@code count} digits of a number. */
  public static String of(long number, int count) {
    char[] digits = new char[count];
    for (int i = 0; i < count; i++) {
      digits[count - 1 - i] = last(number >>> (6 * i));
    }
    return new String(digits);
  }

  /** The last digit of a number. */
  public static char last(long number) {
    return ALL.charAt((int) number & 63);
  }
}
