package news.rendezvous.ingest.parse.charset;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import news.rendezvous.item.text.CharsetLabels;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Charset detection (Mozilla's universalchardet) for texts in a script other than Latin whose
 * charset is not declared, or wrongly. Most of their letters must be non-ASCII: the detector takes
 * a few accents or quotation marks in an English feed for Hebrew.
 */
final class ScriptDetector {

  /** Most bytes for the detector, which takes a millisecond for them. */
  private static final int MAX_BYTES = 8 * 1024;

  /** Fewest bytes for the detector; a shorter text is repeated. */
  private static final int MIN_BYTES = 1024;

  /** Fewest non-ASCII bytes; fewer are punctuation or accents, or ambiguous. */
  private static final int MIN_FOREIGN = 8;

  /** Most ASCII letters for each non-ASCII byte, since texts contain Latin names and brands. */
  private static final int MAX_ASCII = 2;

  /** Delimiters of texts in markup, escaped markup and JSON. */
  private static final String DELIMITERS = "<>\"&;\n";

  private final ByteArrayOutputStream texts = new ByteArrayOutputStream();
  private int foreign;
  private int ascii;

  private ScriptDetector(byte[] document) {
    int start = 0;
    for (int i = 0; i <= document.length && texts.size() < MAX_BYTES; i++) {
      // No charset that is detected here has a delimiter within a character.
      if (i == document.length || DELIMITERS.indexOf(document[i]) >= 0) {
        take(document, start, Math.min(i, start + MAX_BYTES));
        start = i + 1;
      }
    }
  }

  private void take(byte[] document, int from, int to) {
    int before = foreign;
    int letters = 0;
    for (int i = from; i < to; i++) {
      foreign += document[i] < 0 ? 1 : 0;
      letters += document[i] > 0 && Character.isLetter(document[i]) ? 1 : 0;
    }
    if (foreign > before) {
      ascii += letters;
      texts.write(document, from, to - from);
      texts.write(' ');
    }
  }

  /** The charset of a document in a script other than Latin; empty for any other document. */
  static Optional<Charset> detect(byte[] document) {
    ScriptDetector detector = new ScriptDetector(document);
    boolean script =
        detector.foreign >= MIN_FOREIGN && detector.ascii <= detector.foreign * MAX_ASCII;
    return script ? detector.mozilla() : Optional.empty();
  }

  private Optional<Charset> mozilla() {
    UniversalDetector detector = new UniversalDetector();
    byte[] text = texts.toByteArray();
    for (int fed = 0; fed <= MIN_BYTES; fed += text.length) {
      detector.handleData(text);
    }
    detector.dataEnd();
    return Optional.ofNullable(detector.getDetectedCharset())
        .flatMap(CharsetLabels::of)
        .filter(charset -> !charset.equals(LenientUtf8.WINDOWS_1252));
  }
}
