package news.rendezvous.parse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * The texts of a document that are not plain ASCII, as far as is needed to tell what they are
 * written in. Mozilla's detector knows the charsets of several bytes a character; of those of one
 * byte it knows too few, and has only their order in Russian, Greek, Hebrew and Thai to go by.
 */
final class BodyBytes {

  /** Enough for any detector, few enough for a millisecond. */
  private static final int MOST = 8 * 1024;

  /** Detectors want more than a headline. */
  private static final int LEAST = 1024;

  /** Where a text begins or ends, in markup, in escaped markup and in JSON. */
  private static final String ENDS = "<>\"&;\n";

  // In measuring, few headlines of any language were less likely in their own spelling, and few
  // of Chinese, Japanese and Korean more likely in the best of those that they do not have.
  private static final double NO_LETTERS = -4.6;

  /** Lead over a declared charset that contradicts it: of a text, and of each byte in it. */
  private static final double LEAD = 20;

  private static final double LEAD_OF_BYTE = 1.5;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final Set<String> languages;
  private int foreign;
  private int letters;
  private @Nullable Spellings spellings;

  /**
   * Looks for the texts of a document.
   *
   * @param languages that it is likely to be in
   */
  BodyBytes(byte[] document, Set<String> languages) {
    this.languages = languages;
    int start = 0;
    for (int i = 0; i <= document.length && kept.size() < MOST; i++) {
      // None of them is in the middle of a character in any charset that is told apart here.
      if (i == document.length || ENDS.indexOf(document[i]) >= 0) {
        take(document, start, Math.min(i, start + MOST));
        start = i + 1;
      }
    }
  }

  private void take(byte[] document, int from, int to) {
    int before = foreign;
    int ascii = 0;
    for (int i = from; i < to; i++) {
      foreign += document[i] < 0 ? 1 : 0;
      ascii += document[i] > 0 && Character.isLetter(document[i]) ? 1 : 0;
    }
    if (foreign > before) {
      letters += ascii;
      kept.write(document, from, to - from);
      kept.write(' ');
    }
  }

  /** What the bytes look like; empty where there are none. */
  Optional<Charset> lookLike() {
    return foreign == 0 ? Optional.empty() : wide().or(() -> Optional.of(spellings().likeliest()));
  }

  /** Whether the bytes are clearly not what a declaration of one byte a character says. */
  boolean contradict(Charset declared) {
    if (foreign == 0) {
      return false;
    }
    if (foreign >= letters && wide().isPresent()) {
      return true;
    }
    return spellings().lead(declared) > Math.max(LEAD, LEAD_OF_BYTE * foreign);
  }

  /** A charset of several bytes a character, unless one of one byte makes good words of them. */
  private Optional<Charset> wide() {
    return mozilla()
        .filter(BodyBytes::isWide)
        .filter(charset -> spellings().likelihoodOfLetter() < NO_LETTERS);
  }

  static boolean isWide(Charset charset) {
    return charset.newEncoder().maxBytesPerChar() > 1;
  }

  private Spellings spellings() {
    if (spellings == null) {
      spellings = new Spellings(kept.toByteArray(), languages);
    }
    return spellings;
  }

  private Optional<Charset> mozilla() {
    UniversalDetector detector = new UniversalDetector();
    byte[] text = kept.toByteArray();
    for (int fed = 0; fed <= LEAST; fed += text.length) {
      detector.handleData(text);
    }
    detector.dataEnd();
    return Optional.ofNullable(detector.getDetectedCharset()).flatMap(DeclaredCharsets::named);
  }
}
