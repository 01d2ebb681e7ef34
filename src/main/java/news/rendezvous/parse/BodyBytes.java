package news.rendezvous.parse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import org.mozilla.universalchardet.Constants;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * The texts between the tags of a document that are not plain ASCII, as far as is needed to tell
 * what they are written in.
 */
final class BodyBytes {

  /** Enough for any detector, few enough for a millisecond. */
  private static final int MOST = 8 * 1024;

  /** Detectors want more than a headline. */
  private static final int LEAST = 1024;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private int foreign;
  private int letters;

  private BodyBytes() {}

  // No charset that is told apart here has "<" or ">" in the middle of a character.
  static BodyBytes of(byte[] document) {
    BodyBytes body = new BodyBytes();
    int start = 0;
    for (int i = 0; i <= document.length && body.kept.size() < MOST; i++) {
      if (i == document.length || document[i] == '<') {
        body.take(document, start, Math.min(i, start + MOST));
      } else if (document[i] == '>') {
        start = i + 1;
      }
    }
    return body;
  }

  private void take(byte[] document, int from, int to) {
    int before = foreign;
    for (int i = from; i < to; i++) {
      foreign += document[i] < 0 ? 1 : 0;
      letters += Character.isLetter(document[i]) ? 1 : 0;
    }
    if (foreign > before) {
      kept.write(document, from, to - from);
      kept.write(' ');
    }
  }

  /** Whether it may be of a Western language: few of their letters are beyond ASCII. */
  boolean isMostlyAscii() {
    return foreign < letters;
  }

  /** What the bytes look like to Mozilla's detector. */
  Optional<Charset> lookLike() {
    UniversalDetector detector = new UniversalDetector();
    for (int fed = 0; fed <= LEAST && kept.size() > 0; fed += kept.size()) {
      detector.handleData(kept.toByteArray());
    }
    detector.dataEnd();
    return Optional.ofNullable(detector.getDetectedCharset())
        // The small letters are the same in both, and nobody sends the former without saying so.
        .map(name -> name.equals(Constants.CHARSET_MACCYRILLIC) ? "windows-1251" : name)
        .flatMap(DeclaredCharsets::named);
  }
}
