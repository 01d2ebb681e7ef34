package news.rendezvous.serve.stream;

import io.vertx.core.buffer.Buffer;
import java.util.zip.CRC32;

/**
 * CRC-32 and length of a part of a gzip member (RFC 1952 section 2.3.1), to be combined with those
 * of the parts before it: so a part is read once, for all streams that send it.
 *
 * <p>The CRC of a concatenation is that of its first part, multiplied by x to the power of the bits
 * behind it, plus that of its second part, as polynomials modulo that of the CRC. The method is
 * that of {@code crc32_combine_gen} and {@code crc32_combine_op} of zlib 1.2.12.
 *
 * @param shift the power of x for its own length
 */
record GzipChecksum(int crc, int shift, long length) {

  private static final int POLYNOMIAL = 0xEDB88320;

  /** The polynomial 1: bits are reflected, the highest is the constant term. */
  private static final int ONE = 1 << 31;

  private static final int BITS_OF_BYTE = 3; // as a power of two

  /** x to the power of 2^n. */
  private static final int[] POWERS = powers();

  static final GzipChecksum EMPTY = new GzipChecksum(0, ONE, 0);

  private static int[] powers() {
    int[] powers = new int[Integer.SIZE];
    powers[0] = ONE >>> 1;
    for (int n = 1; n < powers.length; n++) {
      powers[n] = multiply(powers[n - 1], powers[n - 1]);
    }
    return powers;
  }

  static GzipChecksum of(Buffer part) {
    byte[] bytes = part.getBytes();
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return new GzipChecksum((int) crc.getValue(), shift(bytes.length), bytes.length);
  }

  /** The checksum of a stream of which this is all so far, with another part behind it. */
  GzipChecksum followedBy(GzipChecksum part) {
    return new GzipChecksum(
        multiply(part.shift, crc) ^ part.crc, multiply(part.shift, shift), length + part.length);
  }

  private static int shift(long bytes) {
    int power = ONE;
    long rest = bytes;
    for (int n = BITS_OF_BYTE; rest != 0; n++, rest >>>= 1) {
      if ((rest & 1) != 0) {
        power = multiply(POWERS[n % POWERS.length], power);
      }
    }
    return power;
  }

  private static int multiply(int a, int b) {
    int product = 0;
    int factor = b;
    for (int bit = ONE; bit != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= factor;
      }
      factor = (factor & 1) == 0 ? factor >>> 1 : factor >>> 1 ^ POLYNOMIAL;
    }
    return product;
  }
}
