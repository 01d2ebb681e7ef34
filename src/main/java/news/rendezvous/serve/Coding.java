package news.rendezvous.serve;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** The content codings in which documents are sent, the preferred of equals first. */
enum Coding {
  /** RFC 7932; smaller than gzip at no more time. Its library is native, so it may be missing. */
  BR {
    @Override
    byte[] encode(byte[] plain) {
      try {
        return Encoder.compress(plain, BROTLI);
      } catch (IOException e) {
        throw new UncheckedIOException("memory takes any bytes", e);
      }
    }

    @Override
    boolean isOffered() {
      return Brotli4jLoader.isAvailable();
    }
  },
  GZIP {
    @Override
    byte[] encode(byte[] plain) {
      ByteArrayOutputStream coded = new ByteArrayOutputStream(plain.length / 3 + 64);
      try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
        gzip.write(plain);
      } catch (IOException e) {
        throw new UncheckedIOException("memory takes any bytes", e);
      }
      return coded.toByteArray();
    }
  },
  IDENTITY {
    @Override
    byte[] encode(byte[] plain) {
      return plain;
    }
  };

  private static final Encoder.Parameters BROTLI = Encoder.Parameters.create(5);

  private static final Pattern CHOICE =
      Pattern.compile("([a-z0-9!#$&^_.+*-]+)\\s*(?:;\\s*q\\s*=\\s*([01](?:\\.\\d{0,3})?)\\s*)?");

  /** Less than any quality that a client can write, and more than none. */
  private static final double IF_NOTHING_ELSE = 0.0001;

  /** The bytes in this coding. */
  abstract byte[] encode(byte[] plain);

  /** Whether this machine can make it. */
  boolean isOffered() {
    return true;
  }

  /**
   * The strong entity tag of a document in this coding, quotes and all. RFC 9110 section 8.8.3.3:
   * what differs in its coding differs in its strong tag.
   *
   * @param fingerprint of the document
   */
  String tag(String fingerprint) {
    return "\"" + fingerprint + (this == IDENTITY ? "" : "-" + token()) + "\"";
  }

  /** Its name in {@code Content-Encoding}. */
  String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The coding that a client prefers by its {@code Accept-Encoding} (RFC 9110 section 12.5.3). One
   * that accepts none gets the plain document, as that section advises.
   */
  static Coding preferred(List<String> header) {
    Map<String, Double> qualities = new HashMap<>();
    header.stream()
        .flatMap(value -> Stream.of(value.toLowerCase(Locale.ROOT).split(",")))
        .map(choice -> CHOICE.matcher(choice.strip()))
        .filter(Matcher::matches)
        .forEach(choice -> qualities.put(name(choice), quality(choice)));
    return Stream.of(values())
        .filter(Coding::isOffered)
        .filter(coding -> coding.quality(qualities) > 0)
        .sorted(Comparator.comparingDouble((Coding c) -> c.quality(qualities)).reversed())
        .findFirst()
        .orElse(IDENTITY);
  }

  private double quality(Map<String, Double> qualities) {
    double unnamed = this == IDENTITY ? IF_NOTHING_ELSE : 0;
    return qualities.getOrDefault(token(), qualities.getOrDefault("*", unnamed));
  }

  private static double quality(Matcher choice) {
    return choice.group(2) == null ? 1 : Math.min(1, Double.parseDouble(choice.group(2)));
  }

  // RFC 9110 section 8.4.1.3: x-gzip is the same as gzip.
  private static String name(Matcher choice) {
    return choice.group(1).equals("x-gzip") ? "gzip" : choice.group(1);
  }
}
