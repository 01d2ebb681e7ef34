package news.rendezvous.ingest.dialect;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import news.rendezvous.ingest.dialect.Line.Kind;
import news.rendezvous.ingest.dialect.credit.Byline;
import news.rendezvous.ingest.dialect.credit.Sentences;
import news.rendezvous.ingest.dialect.credit.SourceLine;
import news.rendezvous.ingest.dialect.reference.ReferenceAddress;
import news.rendezvous.ingest.dialect.reference.ReferenceCollector;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/** Reads source line, references and bylines in the lines of a body. */
final class BodyReader {

  /** Longest headline before a source line, in characters. */
  private static final int LONGEST_HEADLINE = 200;

  /** Longest title on the line after its reference, in characters. */
  private static final int LONGEST_BROKEN_TITLE = 200;

  /** Longest inferred title, in characters. */
  private static final int LONGEST_TITLE = 120;

  private final ReferenceCollector references;
  private final List<Line> kept = new ArrayList<>();
  private final List<String> authors = new ArrayList<>();
  private @Nullable String publisher;
  private @Nullable String first;
  private final boolean mayRefer;
  private final boolean mayHaveBylines;
  private boolean hasReferences;

  /**
   * Reader of one body.
   *
   * @param written the body as it is; most bodies have no mark, which a quick look at the whole
   *     text shows
   */
  BodyReader(ReferenceCollector references, String written) {
    this.references = references;
    this.mayRefer = LinkHash.mayBeIn(written);
    this.mayHaveBylines = written.contains("&#") || Byline.mayBeIn(written);
  }

  /** Reads the lines of a body in their order. */
  void read(List<? extends Line> lines) {
    boolean single = lines.stream().filter(BodyReader::isSeen).limit(2).count() == 1;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean referring = mayRefer && line.mayRefer();
      if (line.isBlank() && !referring) {
        continue;
      }
      boolean taken = mayBeSource(line) && takeSource(line, single);
      Kind kind = !taken && referring ? line.take(references) : Kind.WORDS;
      hasReferences |= referring && !references.isEmpty();
      if (kind == Kind.UNTITLED_REFERENCE && i + 1 < lines.size()) {
        i += takeTitle(line, lines.get(i + 1)) ? 1 : 0;
      }
      if (kind != Kind.WORDS) {
        line.remove();
      } else if (!taken) {
        keep(line);
      }
    }
    boolean inDialect =
        publisher != null || hasReferences || (first != null && SourceLine.isLeadIn(first));
    for (Line line : mayHaveBylines ? kept : List.<Line>of()) {
      List<String> named = Byline.authors(line.ending(), inDialect);
      if (!named.isEmpty() && !line.isCaption()) {
        authors.addAll(named);
      }
    }
  }

  private static boolean isSeen(Line line) {
    return !line.isBlank() || line.showsMedia();
  }

  // The source line is the first line, or the second below a headline; further down it credits a
  // part of the story.
  private boolean mayBeSource(Line line) {
    return publisher == null
        && !line.isCaption()
        && (kept.isEmpty() || (kept.size() == 1 && isHeadline(first)));
  }

  private static boolean isHeadline(@Nullable String text) {
    return text != null && text.length() <= LONGEST_HEADLINE && !Sentences.hasEnd(text);
  }

  /**
   * Reads a source line and removes it; returns true if the line is nothing else.
   *
   * @param single true if the body has no other line; then it is a source line only if the story
   *     follows on it
   */
  private boolean takeSource(Line line, boolean single) {
    String text = line.text();
    Optional<SourceLine> found = SourceLine.of(text);
    if (found.isEmpty() || (single && !found.get().runsIn())) {
      return false;
    }
    SourceLine source = found.get();
    publisher = source.publisher();
    authors.addAll(source.authors());
    if (source.start() >= text.length()) {
      line.remove();
      return true;
    }
    line.removeStart(source.start());
    return false;
  }

  private boolean takeTitle(Line reference, Line next) {
    String title = next.text();
    boolean broken =
        !reference.endsParagraph()
            && !title.isBlank()
            && title.length() <= LONGEST_BROKEN_TITLE
            && !next.showsMedia()
            && ReferenceAddress.in(title).isEmpty();
    if (broken) {
      references.title(title);
      next.remove();
    }
    return broken;
  }

  private void keep(Line line) {
    if (line.isBlank()) {
      return;
    }
    if (kept.isEmpty()) {
      first = line.text();
    }
    kept.add(line);
  }

  @Nullable String publisher() {
    return publisher;
  }

  /** The names in source line and bylines, without repetitions. */
  List<String> authors() {
    return authors.stream().distinct().toList();
  }

  /** The title to infer: that of all references, or else the first sentence. */
  @Nullable String title() {
    String common = references.commonTitle();
    return common == null ? firstSentence(first == null ? "" : first) : common;
  }

  private static @Nullable String firstSentence(String text) {
    String line = text.strip().lines().findFirst().orElse("").strip();
    String sentence = line.substring(0, Sentences.firstEnd(line, 4 * LONGEST_TITLE)).strip();
    return sentence.isEmpty() ? null : abridged(sentence);
  }

  private static String abridged(String sentence) {
    if (sentence.length() <= LONGEST_TITLE) {
      return sentence;
    }
    // One character is left for the ellipsis. In scripts without spaces a line break opportunity
    // is a boundary of characters.
    BreakIterator words = BreakIterator.getLineInstance(Locale.ROOT);
    words.setText(sentence);
    int cut = words.preceding(LONGEST_TITLE);
    int end = cut > LONGEST_TITLE / 2 ? cut : LONGEST_TITLE - 1;
    return sentence.substring(0, wholeCharacter(sentence, end)).strip() + '\u2026';
  }

  private static int wholeCharacter(String text, int end) {
    return Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }

  boolean hasReferences() {
    return hasReferences;
  }
}
