package news.rendezvous.serve.http;

import static java.util.stream.Collectors.toMap;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPOutputStream;

/** Content codings (RFC 9110 section 8.4.1), the preferred one of equals first. */
public enum ContentCoding {
  /** RFC 7932; smaller than gzip in the same time. Its native library may be missing. */
  BR {
    @Override
    byte[] compress(byte[] plain) {
      try {
        return Encoder.compress(plain, BROTLI);
      } catch (IOException e) {
        throw new UncheckedIOException("in-memory compression failed", e);
      }
    }

    @Override
    boolean isAvailable() {
      return Brotli4jLoader.isAvailable();
    }
  },
  GZIP {
    @Override
    byte[] compress(byte[] plain) {
      ByteArrayOutputStream coded = new ByteArrayOutputStream(plain.length / 3 + 64);
      try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
        gzip.write(plain);
      } catch (IOException e) {
        throw new UncheckedIOException("in-memory compression failed", e);
      }
      return coded.toByteArray();
    }
  },
  IDENTITY {
    @Override
    public byte[] encode(byte[] plain) {
      return plain;
    }

    @Override
    byte[] compress(byte[] plain) {
      return plain;
    }
  };

  private static final Encoder.Parameters BROTLI = Encoder.Parameters.create(5);

  /** Less than any quality that a client can write, and more than none. */
  private static final double LAST_RESORT = 0.0001;

  // An encoder takes megabytes of native memory, and all of a processor.
  private static final Semaphore ENCODERS =
      new Semaphore(Runtime.getRuntime().availableProcessors());

  abstract byte[] compress(byte[] plain);

  /** Encodes a document. May block: for worker threads alone. */
  public byte[] encode(byte[] plain) {
    ENCODERS.acquireUninterruptibly();
    try {
      return compress(plain);
    } finally {
      ENCODERS.release();
    }
  }

  boolean isAvailable() {
    return true;
  }

  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Content negotiation by {@code Accept-Encoding} (RFC 9110 section 12.5.3). A client that accepts
   * no coding gets the identity, as that section advises.
   */
  public static ContentCoding preferred(List<String> header) {
    return preferred(header, List.of(values()));
  }

  /** The same among some codings, the preferred one of equals first. */
  public static ContentCoding preferred(List<String> header, List<ContentCoding> offered) {
    Map<String, Double> qualities =
        QualityValue.parse(header)
            .collect(toMap(ContentCoding::name, QualityValue::quality, (former, last) -> last));
    return offered.stream()
        .filter(ContentCoding::isAvailable)
        .filter(coding -> coding.quality(qualities) > 0)
        .sorted(Comparator.comparingDouble((ContentCoding c) -> c.quality(qualities)).reversed())
        .findFirst()
        .orElse(IDENTITY);
  }

  private double quality(Map<String, Double> qualities) {
    double unlisted = this == IDENTITY ? LAST_RESORT : 0;
    return qualities.getOrDefault(token(), qualities.getOrDefault("*", unlisted));
  }

  // RFC 9110 section 8.4.1.3: x-gzip is equivalent to gzip.
  private static String name(QualityValue coding) {
    return coding.value().equals("x-gzip") ? "gzip" : coding.value();
  }
}
