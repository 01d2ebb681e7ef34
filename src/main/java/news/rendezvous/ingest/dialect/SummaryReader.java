package news.rendezvous.ingest.dialect;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.ingest.dialect.credit.SourceLine;
import news.rendezvous.ingest.dialect.reference.ReferenceAddress;
import news.rendezvous.ingest.dialect.reference.ReferenceCollector;
import news.rendezvous.ingest.dialect.reference.ReferenceLine;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.html.TagSoup;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * Reader of summaries: removes source line and references. Many summaries are the start of the
 * content with all lines joined; publisher and titles are then known from the content.
 *
 * @param publisher publisher in the content
 */
record SummaryReader(@Nullable String publisher, ReferenceCollector references) {

  private static final Pattern LABEL = Pattern.compile("source|[来來]源", Pattern.CASE_INSENSITIVE);

  private static final Pattern ELLIPSIS = Pattern.compile("[\\s\\[(…\\].)]*");

  /**
   * A summary without source line and references.
   *
   * @param text on several lines; null if nothing is left
   * @param publisher publisher in the summary or the content
   */
  record Summary(@Nullable Markup text, @Nullable String publisher) {}

  Summary read(Markup summary) {
    String value = summary.value();
    if (!LinkHash.mayBeIn(value) && !LABEL.matcher(value).find()) {
      return new Summary(summary, publisher);
    }
    List<String> lines = lines(summary).filter(line -> !line.isBlank()).toList();
    Summary left = withoutMarks(lines);
    // Without a mark it is kept as it is.
    return left.text() != null && left.text().value().equals(String.join("\n", lines))
        ? new Summary(summary, left.publisher())
        : left;
  }

  private static Stream<String> lines(Markup summary) {
    return summary.html()
        ? HtmlBody.lines(HtmlBody.parse(TagSoup.escaped(summary.value()))).stream().map(Line::text)
        : summary.value().lines().map(String::strip);
  }

  private Summary withoutMarks(List<String> lines) {
    String first = lines.isEmpty() ? "" : lines.get(0);
    Optional<SourceLine> source = SourceLine.of(first);
    int start = source.map(SourceLine::start).orElseGet(() -> behindPublisher(first));
    String text =
        Stream.concat(Stream.of(first.substring(start)), lines.stream().skip(1))
            .map(this::withoutReferences)
            .filter(line -> !line.isBlank())
            .collect(Collectors.joining("\n"));
    return new Summary(
        text.isBlank() ? null : new Markup(text, false),
        publisher == null ? source.map(SourceLine::publisher).orElse(null) : publisher);
  }

  /** The end of a source line with text behind it, if the publisher is known. */
  private int behindPublisher(String line) {
    int name = publisher == null ? -1 : line.indexOf(publisher);
    boolean credited =
        name >= 0
            && publisher != null
            && SourceLine.of(line.substring(0, name + publisher.length()))
                .filter(source -> source.publisher().equals(publisher))
                .isPresent();
    if (!credited || publisher == null) {
      return 0;
    }
    int end = name + publisher.length();
    while (end < line.length() && "])）】〕 \u3000".indexOf(line.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  private String withoutReferences(String line) {
    List<ReferenceLine> whole = ReferenceLine.of(line);
    List<ReferenceAddress> addresses = ReferenceAddress.in(line);
    StringBuilder left = new StringBuilder(line.length());
    int from = 0;
    for (ReferenceAddress address : addresses) {
      left.append(line, from, address.start());
      references.add(address, null);
      from =
          behindTitle(
              line,
              ReferenceLine.behindDash(line, address.end()),
              references.titleOf(address.link()));
    }
    boolean titlesAlone = !whole.isEmpty() && whole.stream().allMatch(this::isOfContent);
    return titlesAlone ? "" : left.append(line, from, line.length()).toString().strip();
  }

  private boolean isOfContent(ReferenceLine line) {
    String known = references.titleOf(line.address().link());
    return known == null || line.title() == null || known.equals(line.title());
  }

  /** The end of the title, or of the part of it that is left of a truncated summary. */
  private static int behindTitle(String line, int from, @Nullable String title) {
    int start = from;
    while (start < line.length() && line.charAt(start) == ' ') {
      start++;
    }
    int length = 0;
    while (title != null
        && length < title.length()
        && start + length < line.length()
        && title.charAt(length) == line.charAt(start + length)) {
      length++;
    }
    boolean whole = title != null && length == title.length();
    return whole || ELLIPSIS.matcher(line.substring(start + length)).matches()
        ? start + length
        : from;
  }
}
