package news.rendezvous.serve.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.LongStream;
import news.rendezvous.serve.http.EntityTag;

/**
 * Base instance of a delta (RFC 3229 section 3): hashes of what a document listed, from which it
 * follows what is new or changed in a later one.
 */
public final class DocumentState {

  /** Bytes of the entry of a cache. */
  private static final int OVERHEAD = 200;

  private final long[] hashes;

  DocumentState(LongStream hashes) {
    this.hashes = hashes.sorted().toArray();
  }

  /** 64 bits of a digest: a document lists some hundred items at most. */
  static long hash(byte[] digest) {
    return ByteBuffer.wrap(digest).getLong();
  }

  static long hash(String text) {
    return hash(EntityTag.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  boolean has(long hash) {
    return Arrays.binarySearch(hashes, hash) >= 0;
  }

  /** Bytes of memory. */
  public int size() {
    return OVERHEAD + Long.BYTES * hashes.length;
  }
}
