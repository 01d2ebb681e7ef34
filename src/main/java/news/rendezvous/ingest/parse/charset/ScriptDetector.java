package news.rendezvous.ingest.parse.charset;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import news.rendezvous.item.text.CharsetLabels;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Charset detection (Mozilla's universalchardet) for texts in another script than Latin, whose
 * charset nobody declares, or declares wrongly. A script has to show in most of the letters around
 * it: the detector alone takes a few accents or quotation marks of an English feed for Hebrew.
 */
final class ScriptDetector {

  /** Enough for the detector, few enough for a millisecond. */
  private static final int MOST = 8 * 1024;

  /** The detector wants more than a headline. */
  private static final int LEAST = 1024;

  /** Fewer bytes than these are signs or accents, or of several scripts alike. */
  private static final int FEWEST = 8;

  /** Letters of ASCII for each byte beyond it, in texts that have some: names and brands. */
  private static final int MOST_ASCII = 2;

  /** Where a text begins or ends, in markup, in escaped markup and in JSON. */
  private static final String ENDS = "<>\"&;\n";

  private final ByteArrayOutputStream texts = new ByteArrayOutputStream();
  private int foreign;
  private int ascii;

  private ScriptDetector(byte[] document) {
    int start = 0;
    for (int i = 0; i <= document.length && texts.size() < MOST; i++) {
      // None of them is in the middle of a character in any charset that is told apart here.
      if (i == document.length || ENDS.indexOf(document[i]) >= 0) {
        take(document, start, Math.min(i, start + MOST));
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

  /** The charset of a document in another script than Latin; empty for all others. */
  static Optional<Charset> detect(byte[] document) {
    ScriptDetector detector = new ScriptDetector(document);
    boolean script = detector.foreign >= FEWEST && detector.ascii <= detector.foreign * MOST_ASCII;
    return script ? detector.mozilla() : Optional.empty();
  }

  private Optional<Charset> mozilla() {
    UniversalDetector detector = new UniversalDetector();
    byte[] text = texts.toByteArray();
    for (int fed = 0; fed <= LEAST; fed += text.length) {
      detector.handleData(text);
    }
    detector.dataEnd();
    return Optional.ofNullable(detector.getDetectedCharset())
        .flatMap(CharsetLabels::of)
        .filter(charset -> !charset.equals(LenientUtf8.WINDOWS_1252));
  }
}
